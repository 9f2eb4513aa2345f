"""Briefs of an answer or a comparison, as files."""
