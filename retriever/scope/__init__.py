"""Which documents a question is put to: places, years, names and versions said. May import index only."""
