"""The corpus: its documents, their metadata, and the store where the other packages meet.

Imports none of ours. `ingest` writes here; `search_service` and `evals` read from here.
"""
