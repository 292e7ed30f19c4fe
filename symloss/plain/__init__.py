"""The plain notation: the reader and the printer of what can be typed, mirrored."""
