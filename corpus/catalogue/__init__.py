"""What is known of a document: its description, the vocabularies, the glossary."""
