"""Plain text, Markdown and HTML into text and tables."""
