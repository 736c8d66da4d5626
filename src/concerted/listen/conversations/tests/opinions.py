"""Made-up conversations with known camps, as folders of pol.is files."""

from __future__ import annotations

import csv

import numpy as np

CAMPS = (40, 30)
STATEMENTS = 10


def write_folder(folder, camps=CAMPS, seed=3):
    """People in camps that answer statements 0 to 7 each in their own way; all agree with 8; 9 is rejected."""
    folder.mkdir(parents=True, exist_ok=True)
    draw = np.random.default_rng(seed)
    ways = draw.choice([-1, 1], size=(len(camps), 8))
    ways[1] = -ways[0]
    rows, person, time = [], 0, 1_700_000_000_000
    for camp, size in enumerate(camps):
        for _ in range(size):
            for statement in range(STATEMENTS):
                value = 1 if statement >= 8 else int(ways[camp][statement])
                value = int(draw.choice([value] * 60 + [0, -value]))
                rows.append([time, statement, person, value])
                time += 1000
            person += 1
    rows.append([time, 0, 0, 0])
    _write(folder / "votes.csv", ["timestamp", "comment-id", "voter-id", "vote"], rows)
    comments = [
        [number, -1 if number == 9 else 1, f"=Statement {number}"] for number in range(STATEMENTS)
    ]
    _write(folder / "comments.csv", ["comment-id", "moderated", "comment-body"], comments)
    groups = np.repeat(np.arange(len(camps)), camps)
    _write(
        folder / "participants-votes.csv",
        ["participant", "group-id"],
        [[number, int(group)] for number, group in enumerate(groups)],
    )
    (folder / "summary.csv").write_text("topic,Elm Street\n")
    return folder


def _write(path, heads, rows):
    with path.open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out)
        writer.writerow(heads)
        writer.writerows(rows)
