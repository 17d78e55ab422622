"""The question `uncertainty`: over the ranges of opinion, in which share of the draws each outcome comes about."""
