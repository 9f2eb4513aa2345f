"""The search service: encodes, indexes, searches, answers, and serves people and programs.

Begins at the corpus store, whose change feed it follows; never imports `ingest`.
"""
