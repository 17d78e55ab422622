"""The version of the program, as every record and address that names it has it."""

__version__ = "0.1.0"
