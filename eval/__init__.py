"""Question sets, metrics, runs and their history. Use ``python -m eval``; never ``import eval``."""
