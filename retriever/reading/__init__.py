"""How a question becomes a query: exact grammars put signs, a trained tagger explains the rest, both are composed."""
