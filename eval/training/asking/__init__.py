"""Questions made from templates: what the reader is trained on."""
