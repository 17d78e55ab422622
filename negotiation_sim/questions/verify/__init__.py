"""The question `verify`: whether a run record still says what comes out when it is computed anew."""
