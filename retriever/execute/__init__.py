"""A question understood into its answer, exactly from stored duties. May import patterns, matter and wording."""
