"""How one responsibility, deadline, rule or number is worded. May import units, text and model."""
