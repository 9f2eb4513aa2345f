"""Measures: datasets, runs, metrics, experiments. May import everything below; ships no search."""
