"""From a term to LaTeX."""
