"""What reviewers and partners say about findings, rules and the Guidance."""
