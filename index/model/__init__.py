"""The values that flow through the project, the store's protocol and the errors. Anything may import it; it imports no other room."""
