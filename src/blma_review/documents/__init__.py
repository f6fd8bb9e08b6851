"""Readers: a file in, a `Document` out. Nothing here knows what a clause or a rule is."""
