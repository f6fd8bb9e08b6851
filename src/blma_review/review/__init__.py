"""Judging an agreement: rules, terms and structure in, findings out."""
