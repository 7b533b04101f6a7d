"""Queries executed over a library's duties: exact and complete, but for what is about a matter."""
