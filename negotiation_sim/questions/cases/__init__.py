"""The question `cases`: which cases travel with the package."""
