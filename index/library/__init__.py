"""The library in one folder: SQLite for the truth, FAISS and tantivy derived from it. May import encode, text and model."""
