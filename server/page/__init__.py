"""The page's own doors: who is on it, what its events may carry, its uploads and downloads."""
