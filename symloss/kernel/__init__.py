"""The judge: what is true. It imports `term` and exact arithmetic, nothing else."""
