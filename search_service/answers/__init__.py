"""Answers made of quotes, each proved in the store."""
