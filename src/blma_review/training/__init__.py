"""Material for workshops, made from any draft: exercises, answer keys, a guide for the facilitator, a quiz."""
