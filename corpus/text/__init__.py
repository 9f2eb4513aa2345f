"""Text: normalising, sentences, language."""
