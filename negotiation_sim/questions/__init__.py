"""The questions: one folder each, with its declaration in `question.py`."""
