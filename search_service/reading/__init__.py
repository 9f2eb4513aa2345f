"""Which sentences of the passages found answer a question."""
