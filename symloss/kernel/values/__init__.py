"""What terms are worth at exact points: rationals, balls, truncated Taylor series."""
