"""What a reader must know about a parse: diagnostics and doubts. May import outline and what lies below it."""
