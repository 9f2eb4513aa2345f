"""Words: lemmas and compounds, the glossary, queries, figures."""
