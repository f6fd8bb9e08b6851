"""The shared vocabulary of the field. The data lies in YAML, not here."""
