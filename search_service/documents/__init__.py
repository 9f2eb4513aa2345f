"""Published documents as readers see them: their text, pictures of pages, links that keep."""
