"""What the kernel says of a claim, weighed against what the text leaves open."""
