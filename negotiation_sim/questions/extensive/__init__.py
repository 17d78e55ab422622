"""The question `extensive`: a small game in extensive form that is typed, and how it ends."""
