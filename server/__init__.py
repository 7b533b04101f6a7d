"""The answer API, its OpenAI-compatible and MCP faces, the settings and the command line."""
