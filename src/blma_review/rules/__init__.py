"""The rule set: what is asked of an agreement, and which words answer it. The data lies in YAML, not here."""
