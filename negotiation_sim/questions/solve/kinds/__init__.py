"""Each kind of answer that a concept gives: a module with its `text`, its `record` for JSON and its `table` for CSV."""
