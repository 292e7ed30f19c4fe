"""LaTeX: the reader and the printer of mathematics, mirrored."""
