"""Rounds of negotiation: what changed between texts of one agreement, and what that did to the answers."""
