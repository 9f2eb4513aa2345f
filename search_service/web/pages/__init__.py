"""The addresses for people's browsers: one module a page."""
