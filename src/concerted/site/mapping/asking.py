"""What ``concerted opinion`` can be asked. Imports nothing heavy: help answers at once."""

from __future__ import annotations

import argparse
from pathlib import Path

_DESCRIPTION = """\
The map of a conversation: who votes alike, what all agree on, and what each group says.

  concerted opinion FOLDER              a folder of pol.is files: votes.csv, and if they are there
                                        comments.csv, participants-votes.csv and summary.csv
  concerted opinion votes.csv           a file of votes; the others are looked for beside it

Prints a summary and draws the map as NAME.svg into the current folder. Reads nothing from the
network and writes nothing else.
"""
_EPILOG = """\
The summary takes the sounder of the choices that Polis leaves open: no group of a handful of
people, no groups at all where shuffled votes look as grouped, and no statement listed on chance
alone. --polis reads the votes as Polis does. --json prints every figure, and draws the map, as
Polis would have it; with --sound, the sounder reading. Where the map is kept is said on the error
stream, so that standard output is the object alone.
"""


def parser() -> argparse.ArgumentParser:
    asked = argparse.ArgumentParser(
        prog="concerted opinion",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    asked.add_argument("path", type=Path, metavar="FOLDER_OR_VOTES.csv")
    asked.add_argument("--json", action="store_true", help="print all figures as one JSON object")
    asked.add_argument(
        "--sound", action="store_true", help="with --json: what the summary tells, as an object"
    )
    asked.add_argument(
        "--output", type=Path, metavar="FILE", help="write what would be printed into this file"
    )
    asked.add_argument(
        "--svg", type=Path, metavar="FILE", help="where the map goes, else NAME.svg here"
    )
    asked.add_argument("--no-svg", action="store_true", help="print only, draw no map")
    asked.add_argument("--polis", action="store_true", help="group and choose as Polis does")
    asked.add_argument(
        "--floor",
        type=int,
        default=1,
        metavar="PEOPLE",
        help="before publishing: tell nothing of fewer people, nor what would give it away (try 5)",
    )
    return asked
