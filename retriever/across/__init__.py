"""What documents of one library are to each other: changes, levels, differences. May import index only."""
