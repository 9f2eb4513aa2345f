"""Ingest: reads documents, cleans their text, cuts it into passages and puts them in the store.

Imports only `corpus`; needs no model. `ingest.pipeline` tells the story of one document.
"""
