"""symloss: say what gradient you want; get the loss, the proof and the code."""

__version__ = "0.1.0"
