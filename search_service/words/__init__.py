"""Words: lemmas, the glossary, queries, numbers, and the word lists by which texts are judged."""
