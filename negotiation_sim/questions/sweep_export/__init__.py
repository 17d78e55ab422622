"""The question `sweep export`: the table of a sweep as Parquet or CSV."""
