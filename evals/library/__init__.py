"""Checks of the shipped library."""
