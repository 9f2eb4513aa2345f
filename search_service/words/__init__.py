"""Words: lemmas and compounds, numbers, findings, and lists of words as files."""
