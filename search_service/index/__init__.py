"""The vector index: its port, its engines, and what keeps it in step with the store."""
