"""Pictures of pages into text, by recognition."""
