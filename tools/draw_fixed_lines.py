"""Draws lines that safe fixes changed in a folder of lists, for judging by hand.

``python tools/draw_fixed_lines.py FOLDER --number 200 --seed 1`` prints each as it was and as it
is. Lines in which nothing but `http` became `https` are left out: there is nothing to judge, and
there are thousands of them.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from random import Random

from wsss_lint.engine import Linter
from wsss_lint.fix.fixer import fix
from wsss_lint.settings import Settings
from wsss_lint.source import Source, SourceError

AROUND = 40  # characters that are shown on both sides of what changed


def changed(path: Path) -> list[tuple[int, str, str]]:
    """The lines of a list that safe fixes change."""
    try:
        source = Source.read(path)
    except SourceError:
        return []
    (outcome,) = fix(Linter(Settings(2026), plugins=False), [source])
    pairs = zip(source.text.split("\n"), outcome.result.source.text.split("\n"), strict=False)
    return [
        (number, old, new)
        for number, (old, new) in enumerate(pairs, 1)
        if old.replace("http://", "https://") != new.replace("http://", "https://")
    ]


def marked(old: str, new: str) -> str:
    """Both lines in one, what is different between brackets."""
    size = min(len(old), len(new))
    head = next((at for at in range(size) if old[at] != new[at]), size)
    left = size - head
    tail = next((at for at in range(left) if old[-1 - at] != new[-1 - at]), left)
    before, gone, put = old[:head], old[head : len(old) - tail], new[head : len(new) - tail]
    behind = old[len(old) - tail :]
    return f"{before[-AROUND:]}⟦{gone} → {put}⟧{behind[:AROUND]}"


def main() -> None:
    """Draw and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--number", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--most", type=int, default=25, help="lines of one list")
    args = parser.parse_args()
    random = Random(args.seed)
    pool = []
    for path in sorted(args.folder.glob("*.md")):
        found = changed(path)
        for number, old, new in random.sample(found, min(args.most, len(found))):
            pool.append(f"{path.stem}:{number}: {marked(old, new)}")
    drawn = random.sample(pool, min(args.number, len(pool)))
    print(f"{len(drawn)} of {len(pool)} lines")
    print("\n".join(sorted(drawn)))


if __name__ == "__main__":
    main()
