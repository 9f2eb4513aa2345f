"""Words: lemmas and compounds, the glossary, queries, numbers, and the lists by which texts are judged."""
