"""A judged gradient becomes source files: stable forms, schedule, one target per file."""
