"""Systems compared, and time and load measured."""
