"""The question `play`: take a seat in a scenario, at its table or over its years, and be told what your moves did."""
