"""The question `analogy`: does what one case shows carry over to another?"""
