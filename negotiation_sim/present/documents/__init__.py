"""A document, written once in blocks and rendered as HTML, Markdown, Word and text for the terminal."""
