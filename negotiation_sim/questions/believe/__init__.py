"""The question `believe`: the nearest values at which a conclusion holds, or no longer does."""
