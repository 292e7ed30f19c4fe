"""The language: what can be said. One tree, one statement, one plain notation."""
