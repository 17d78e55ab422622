"""The register: every number of a case that is an opinion."""
