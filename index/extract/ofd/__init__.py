"""OFD packages into text."""
