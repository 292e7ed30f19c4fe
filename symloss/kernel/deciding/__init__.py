"""Claims decided outright, true or false: numbers and limits."""
