"""The embedding model that comes with the product, run as it is stored."""
