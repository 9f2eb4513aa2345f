"""The `sikk` commands of this package: each parses, calls one function, prints."""
