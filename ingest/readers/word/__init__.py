"""The parts of a Word file, each read by a module of its own; `ingest.readers.docx` joins them."""
