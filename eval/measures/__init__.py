"""Measures of answers and parses, their intervals, reports, history and gate."""
