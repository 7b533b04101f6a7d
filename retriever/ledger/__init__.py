"""The ledger (台账): duties as rows, files and charts. May import index only."""
