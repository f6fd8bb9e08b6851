"""Reports: one model of what a reader is shown, and one module a format. Nothing here knows how a finding was found."""
