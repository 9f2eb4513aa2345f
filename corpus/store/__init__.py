"""The corpus store: its tables, its migrations, and what reads and writes them."""
