"""The parts of a Word file, each read by its own module; `readers.office.docx` joins them."""
