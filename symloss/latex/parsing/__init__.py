"""From characters to the untyped tree."""
