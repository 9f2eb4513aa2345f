"""What is known of a document: description, questions it answers, vocabularies, glossary."""
