"""`sikk eval …`."""
