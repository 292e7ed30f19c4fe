"""A judged derivation becomes LaTeX, a page, JSON or text."""
