"""Pages of a PDF into text and tables."""
