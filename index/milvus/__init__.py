"""The same library on Milvus. May import encode, text and model."""
