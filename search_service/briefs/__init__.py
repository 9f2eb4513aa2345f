"""Briefs of an answer, a comparison or what a reader collected, as files."""
