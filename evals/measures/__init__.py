"""Measures, significance and curves."""
