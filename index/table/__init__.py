"""Tables of any source into rows with roles, and rows into clauses. May import grammar, units, text and model."""
