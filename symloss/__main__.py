"""`python -m symloss` is the command `symloss`."""

from symloss.cli import main

main()
