"""What all answers share when they are shown: phrases, tables, records, canvas, stamp, and files."""
