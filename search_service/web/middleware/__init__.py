"""What every request goes through before it reaches a route."""
