"""What the words around formulas say, in the languages that notes are written in."""
