"""Vectors of passages and queries, calibrated between languages."""
