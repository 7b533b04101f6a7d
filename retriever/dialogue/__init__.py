"""What a turn of a conversation takes from the turns before it. May import patterns, execute and wording."""
