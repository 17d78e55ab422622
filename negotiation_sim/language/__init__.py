"""The outcome language: what its texts mean, on what they depend, how fast, and between which bounds."""
