"""Files made for measuring, whose text is known: what readers bring back, and what breaks them."""
