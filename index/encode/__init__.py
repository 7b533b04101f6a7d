"""Texts into vectors. May import text and model."""
