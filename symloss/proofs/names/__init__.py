"""What the names of a document are: index letters, numbers, arrays, functions."""
