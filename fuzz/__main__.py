"""``python -m fuzz reader --seconds 600``: coverage-guided fuzzing with atheris.

Needs ``pip install atheris``. What is found is written to fuzz/.found/ and the run stops; put it
into tests/test_fuzz_finds.py under a name before mending it.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import atheris

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent

with atheris.instrument_imports(include=["wsss_lint"]):
    from fuzz.targets import TARGETS

SEEDS = {
    "template": [
        '**{method}:** "{title}" *{pub}*\n**SEAM:** "A Title" *CVPR2020*',
        "[{title}]({url}), {authors}, {pub}{* | [{label}]({url})*}\n[T](u), A, CVPR 2020 | [c](d)",
        "{?**[{method}]** ?}{title}{? ({pub!})?} {links+}\n**[A]** B (CVPR) [[p](u)]",
        "{year}-{venue} - {title}. {links}\n2020-CVPR - T. [[p](u)]",
    ],
    "settings": [
        'extends = "wsss"\nselect = ["VEN"]\n[severity]\nvenue-unknown = "error"\n',
        '[rules.venue-spelling]\n[venues.XYZ]\nname = "X"\naliases = ["x"]\n[spellings]\na = "b"\n',
        '[[format.units]]\nunit = "item"\nin = ["Papers"]\nentry = ["{title} *{pub}*"]\n',
    ],
}


def seeds(target: str) -> Path:
    """The folder of the inputs to begin with, filled from the tests' lists."""
    folder = HERE / ".corpus" / target
    folder.mkdir(parents=True, exist_ok=True)
    texts = SEEDS.get(target, [])
    if not texts:
        sys.path.insert(0, str(ROOT))
        from tests.hostile_input import CASES

        texts = [case(400) for case in CASES.values()]
        for path in sorted((ROOT / "tests" / "lists" / "clean").glob("*.md")):
            lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
            texts += ["".join(lines[at : at + 25]) for at in range(0, len(lines), 25)]
    for number, text in enumerate(texts):
        (folder / f"seed-{number}").write_text(text, encoding="utf-8")
    return folder


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m fuzz", description=__doc__)
    parser.add_argument("target", choices=sorted(TARGETS))
    parser.add_argument("--seconds", type=int, default=600)
    given = parser.parse_args()
    found = HERE / ".found"
    found.mkdir(exist_ok=True)
    arguments = [
        sys.argv[0], str(seeds(given.target)), f"-max_total_time={given.seconds}", "-timeout=20",
        "-max_len=4096", f"-artifact_prefix={found}/{given.target}-", "-print_final_stats=1",
        "-rss_limit_mb=2048", f"-dict={HERE / 'marks.dict'}",
    ]  # fmt: skip
    atheris.Setup(arguments, TARGETS[given.target])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
