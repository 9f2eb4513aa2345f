"""A language model of the reader's own: what it is asked, what it writes, what of it is proved."""
