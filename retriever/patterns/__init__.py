"""Questions read by regular expressions: to be emptied as the typed query's reader takes over. May import matter and wording."""
