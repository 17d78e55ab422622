"""The question `glossary`: what the terms mean that stand in the data, the commands, the pictures and the code."""
