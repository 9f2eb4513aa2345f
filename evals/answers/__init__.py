"""Experiments on answers, quotes and comparisons."""
