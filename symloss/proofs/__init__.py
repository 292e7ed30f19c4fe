"""Documents written by hand: what they claim, and the verdict on each claim."""
