"""The question `coalitions`: who must move together to leave a state of a dispute, and who then loses."""
