"""The question `discover`: the few assumptions, and their bounds, inside which a conclusion holds in most draws."""
