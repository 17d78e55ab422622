"""Stored answers of the command line: which commands are asked, and what each printed and wrote."""
