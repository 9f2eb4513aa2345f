"""One module for each kind of file; `ingest.formats` chooses among them."""
