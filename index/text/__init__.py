"""Characters and words: folding, search keys, numerals, tokens, phrases. May import model."""
