"""The searchers: they propose steps and prove nothing. SymPy lives here."""
