"""Question sets: their schema, their checks, the documents they ask about, and candidates from feedback."""
