"""Who a unit is: the lexicon, linking names in a text, reading a list of names, officials. May import text and model."""
