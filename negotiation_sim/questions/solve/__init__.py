"""The question `solve`: any game or scenario by any solution concept."""
