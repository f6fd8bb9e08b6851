"""Pilots of the Guidance: the record of one, its process checklists, and the profile made of them."""
