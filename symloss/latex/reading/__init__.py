"""From the untyped tree and a scope to a term, strictly."""
