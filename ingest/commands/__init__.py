"""`sikk ingest` and the part of `sikk corpus` that changes files."""
