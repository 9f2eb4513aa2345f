"""A room for each family of files; `ingest.readers.formats` chooses the reader of a file."""
