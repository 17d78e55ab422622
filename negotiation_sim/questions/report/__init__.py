"""The question `report`: one file to hand in, with all that the answer rests on and what speaks against it."""
