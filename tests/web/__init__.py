"""The page in tests: a server as people start it, asked over HTTP and in a browser."""
