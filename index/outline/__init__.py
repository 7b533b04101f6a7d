"""Running text into headings, clauses and duties. May import table, grammar, units, text and model."""
