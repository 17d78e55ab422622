"""The question `regions`: over two assumptions at once, where a conclusion holds."""
