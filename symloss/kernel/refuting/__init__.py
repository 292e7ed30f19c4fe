"""The search for counterexamples and for missing conditions, and the second checker."""
