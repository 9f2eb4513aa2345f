"""Comparable practices from other countries, side by side."""
