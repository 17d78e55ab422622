"""The question `plans`: under whose assumptions each named plan works, and what divides their authors."""
