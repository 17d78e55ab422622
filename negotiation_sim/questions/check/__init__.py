"""The question `check`: is a case whole, and what in it does nothing?"""
