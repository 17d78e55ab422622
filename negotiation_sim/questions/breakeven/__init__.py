"""The question `breakeven`: at which value of each assumption, moved alone, a conclusion starts or stops to hold."""
