"""One module for each kind of file; `ingest.readers.formats` chooses among them."""
