"""Queries: read as they were typed, spelt as the library would, the glossary's terms found."""
