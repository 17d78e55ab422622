"""Many draws of one scenario at once: what is evaluated per draw, and what decides an equilibrium there."""
