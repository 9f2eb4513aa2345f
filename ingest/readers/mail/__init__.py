"""Mails: the text, then what is attached as further pages."""
