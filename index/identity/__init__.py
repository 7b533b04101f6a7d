"""What tells documents apart, which of them replace others, and what changed between them. Imports text and model only."""
