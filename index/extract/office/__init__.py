"""Word processor and spreadsheet files into text and tables."""
