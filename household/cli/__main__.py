"""The same as the household command, for `python -m household.cli`."""

from household.cli import main

main()
