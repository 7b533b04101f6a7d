"""Questions into answers: normalise, understand, look up or search, answer with citations or decline."""
