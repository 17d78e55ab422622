"""What happens along one assumption: payoffs as polynomials, and the exact places where play changes."""
