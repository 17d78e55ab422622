"""The question `backtest`: which sets would have been surprised by what came, and by what."""
