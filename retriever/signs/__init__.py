"""Exact grammars: units, references, numbers and times in a question, each with its place and value."""
