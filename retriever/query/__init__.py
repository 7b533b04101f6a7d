"""What was asked, as a value: queries, their normal form, their Chinese and their JSON. Imports index only."""
