"""Other ways to ask: the OpenAI wire format, MCP, the interactive documentation. May import desk, access, operation."""
