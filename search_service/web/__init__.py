"""The HTTP API and the web pages: what a person or a program asks of the service."""
