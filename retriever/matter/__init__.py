"""The duties that a matter in words is about, with a calibrated probability, or none. May import index only."""
