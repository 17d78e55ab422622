"""The question `compare`: what scenarios lead to, side by side, under one assumption set or several."""
