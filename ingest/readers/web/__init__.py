"""Web pages and what is kept as such: Markdown, EPUB, MHTML."""
