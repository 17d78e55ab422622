"""The page: pages, forms and an HTTP interface, made from the questions' declarations. No logic of its own."""
