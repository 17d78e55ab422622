"""What a conclusion says of a result: a file for each kind of result."""
