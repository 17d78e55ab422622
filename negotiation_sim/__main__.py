"""`python -m negotiation_sim` is the command line."""

from .cli import main

main()
