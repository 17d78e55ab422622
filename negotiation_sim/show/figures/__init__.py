"""Pictures: one file per picture, each saved as PNG, SVG and the same in words."""
