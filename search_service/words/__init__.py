"""Words: lemmas and compounds, the glossary, queries, numbers, and lists of words as files."""
