"""Experiments on what search finds."""
