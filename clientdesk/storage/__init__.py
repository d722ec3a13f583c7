"""The book: one SQLite file; SQL lives here, and in the queries that read from it."""
