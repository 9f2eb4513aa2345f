"""Personal data: found in a text, and judged by rules whether it may be shown."""
