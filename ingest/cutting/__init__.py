"""From pages to passages: running lines, cleaning, cutting, describing."""
