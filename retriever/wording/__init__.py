"""Answers and their Chinese sentences. May import index only."""
