"""Documents into a library: extract, structure, duties, units, store and encode."""
