"""All benchmarks in turn, or those that are named; each in a process of its own, each ending in its table.

python -m benchmarks [signatures] [votes] [maps] [people_import] [segments] [pages] [measure] [lookup] [letters] [analysis]
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
BENCHMARKS = (
    *(
        "signatures",
        "votes",
        "maps",
        "people_import",
        "segments",
        "pages",
        "measure",
        "lookup",
        "letters",
        "analysis",
    ),
)


def main() -> int:
    names = sys.argv[1:] or BENCHMARKS
    unknown = set(names) - set(BENCHMARKS)
    if unknown:
        print(f"There is no {', '.join(sorted(unknown))}. Choose among: {', '.join(BENCHMARKS)}")
        return 2
    failed = []
    for name in names:
        print(f"\n== {name}", flush=True)
        if subprocess.call([sys.executable, "-m", f"benchmarks.{name}"], cwd=ROOT) != 0:
            failed.append(name)
    if failed:
        print(f"\nBroke off, or missed a bar: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
