"""Prints the figures beside their aims: all, or those that are named. `--long` loads the house for ten minutes."""

import argparse
import logging
import sys
import tempfile
from pathlib import Path

from . import answers, machine, streams, weight, whispers  # noqa: F401  (they make their figures known)
from .figures import FIGURES, Figure


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("names", nargs="*", help=f"some of: {', '.join(FIGURES)}")
    parser.add_argument("--long", action="store_true", help="load the house for ten minutes instead of twenty seconds")
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)
    unmet = 0
    line("figure", "measured", "at most", "")
    for name in options.names or FIGURES:
        with tempfile.TemporaryDirectory() as folder:
            for one in FIGURES[name](Path(folder), 600 if options.long else 20):
                tell(one)
                unmet += not one.met
    return min(unmet, 1)


def tell(one: Figure) -> None:
    most = "" if one.most is None else f"{one.most:g}"
    line(one.name, f"{one.measured:.2f} {one.unit}", most, "" if one.most is None else "met" if one.met else "NOT MET")


def line(*cells: str) -> None:
    print("{:<58} {:>16} {:>8}  {}".format(*cells), flush=True)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
