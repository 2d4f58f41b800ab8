"""Write a list of any size: distinct titles, sections, years, tables, a few duplicates.

``python -m benchmarks.generate 4MB --out big.md``. The same arguments give the same bytes.
It has the proportions of a real list: about 7,000 papers and 700 result rows a megabyte, titles
that share their topic phrase and differ in a few words, methods that come back in the tables.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple

PAPERS_PER_BYTE = 7_000 / 1_000_000
YEARS = tuple(range(2025, 2011, -1))

# No two words of one tuple are a slip of the pen apart, so that no two titles look like a typo.
ADJECTIVES = (
    "Adaptive", "Anchored", "Asymmetric", "Boundary-Aware", "Calibrated", "Causal", "Coarse",
    "Compositional", "Confident", "Cooperative", "Deterministic", "Discriminative", "Dynamic",
    "Efficient", "Equivariant", "Explicit", "Gated", "Geometric", "Hierarchical", "Holistic",
    "Incremental", "Iterative", "Joint", "Lightweight", "Local", "Memory-Guided", "Mutual",
    "Normalized", "Parametric", "Progressive", "Prototypical", "Pyramidal", "Recurrent", "Robust",
    "Saliency-Driven", "Semantic", "Sparse", "Stochastic", "Structured", "Token-Level",
    "Transferable", "Uncertain", "Unified", "Variational",
)  # fmt: skip
NOUNS = (
    "Activation", "Affinity", "Alignment", "Attention", "Augmentation", "Backbone", "Boundary",
    "Clustering", "Codebook", "Consistency", "Context", "Contrast", "Cropping", "Decoupling",
    "Diffusion", "Distillation", "Embedding", "Erasing", "Expansion", "Fusion", "Graph",
    "Grouping", "Hypothesis", "Knowledge", "Layout", "Mask", "Mining", "Object", "Patch",
    "Pooling", "Prior", "Prompt", "Proposal", "Prototype", "Pruning", "Pseudo-Label", "Query",
    "Random Walk", "Refinement", "Region", "Response", "Sampling", "Scribble", "Seed", "Shape",
    "Superpixel", "Texture", "Transport", "Vocabulary", "Voting",
)  # fmt: skip
GERUNDS = (
    "Aggregating", "Bootstrapping", "Bridging", "Calibrating", "Completing", "Debiasing",
    "Discovering", "Exploiting", "Filtering", "Generating", "Harnessing", "Inferring", "Learning",
    "Modeling", "Navigating", "Optimizing", "Propagating", "Recovering", "Rethinking", "Selecting",
    "Tracking", "Unlocking", "Weighting",
)  # fmt: skip
TASKS = (
    "for Weakly Supervised Semantic Segmentation", "for Weakly-Supervised Object Localization",
    "for Image-Level Supervision", "from Scribbles", "in Semantic Segmentation", "with Points",
    "for Weakly Supervised Instance Segmentation", "under Domain Shift", "from Video",
    "with Vision Transformers",
)  # fmt: skip
TOPICS = (
    "Image tags", "Bounding boxes", "Scribbles", "Points", "Captions", "Video", "Remote sensing",
    "Medical images", "Point clouds", "Foundation models",
)  # fmt: skip
SYLLABLES = (
    "Ad", "Bri", "Cal", "Do", "Ex", "Fro", "Gla", "Hu", "Im", "Jo", "Kel", "Lu", "Mor", "Nex",
    "Op", "Pra", "Qui", "Ros", "Sta", "Tem", "Ul", "Vor", "Wi", "Xen", "Yal", "Zu",
)  # fmt: skip
ENDINGS = ("Net", "CAM", "Former", "Seg", "GCN", "CLIP", "Mix", "Seed", "RPN", "Diff")
BACKBONES = ("ResNet38", "ResNet50", "ResNet101", "VGG16", "DeiT-S", "MiT-B1")


class Entry(NamedTuple):
    """A paper as it is listed."""

    method: str
    title: str
    venue: str
    year: int

    def line(self) -> str:
        """The bullet, in the form that lists of this kind had in the paper's year."""
        pub = f"*{self.venue}{self.year}*"
        if self.year >= 2023:
            return f"- {self.title} {pub}"
        if self.year == 2022:
            return f"- **{self.method}:** {self.title} {pub}"
        return f'- **{self.method}:** "{self.title}" {pub}'


def venues(year: int) -> list[str]:
    """The venues that a paper of a year can have: no ECCV in odd years, no ICCV in even ones."""
    held = ["CVPR", "AAAI", "NeurIPS", "BMVC", "TPAMI", "IJCV", "TIP", "PR", "TMM", "arXiv"]
    held.append("ICCV" if year % 2 else "ECCV")
    if year >= 2013:
        held += ["ICLR", "ICML"]
    if year >= 2018:
        held.append("WACV")
    return held


def entries(random: Random) -> Iterator[Entry]:
    """Endless papers, no two with the same title or the same method."""
    titles: set[str] = set()
    methods: set[str] = set()
    while True:
        words = [random.choice(ADJECTIVES), *random.sample(NOUNS, random.randint(2, 4))]
        if random.random() < 0.8:
            words += ["via", random.choice(GERUNDS), random.choice(ADJECTIVES)]
            words += random.sample(NOUNS, 2)
        title = " ".join([*words, random.choice(TASKS)])
        method = "".join(random.sample(SYLLABLES, random.randint(2, 4))) + random.choice(ENDINGS)
        if title in titles or method in methods:
            continue
        titles.add(title)
        methods.add(method)
        year = random.choice(YEARS)
        if year >= 2022 and random.random() < 0.4:
            title = f"{method}: {title}"
        yield Entry(method, title, random.choice(venues(year)), year)


def damage(line: str, random: Random) -> str:
    """A bullet with one of the mistakes that are common in lists."""
    body, _, pub = line.rstrip("*").rpartition(" *")
    year, venue = pub[-4:], pub[:-4]
    return random.choice(
        (
            f"{body}  *{pub}*", f"{body} *{year}{venue}*", f"{body} {pub}", f"{body} *{year}*",
            f"{body}.* {pub}*", f"{body}. *{pub}*", body, f"{body} *{venue.lower()}{year}*",
        )
    )  # fmt: skip


def table(heading: str, papers: list[Entry], random: Random) -> Iterator[str]:
    """A result table over some papers, sorted by its first score."""
    yield from ("", f"#### {heading}", "")
    yield "| Method | Pub. | Bac. C | Arc. S | Sup. | Extra data | val | test |"
    yield "|:------:|:----:|:------:|:------:|:----:|:----------:|:---:|:----:|"
    scores = sorted(round(random.uniform(40, 85), 1) for _ in papers)
    for paper, score in zip(papers, scores, strict=True):
        test = "-" if random.random() < 0.2 else f"{score + random.uniform(0, 2):.1f}"
        yield (
            f"| {paper.method} | {paper.venue}{paper.year % 100:02} | {random.choice(BACKBONES)} "
            f"| {random.choice(BACKBONES)} DeepLabv2 | **I** | - | {score} | {test} |"
        )


def generate(size: int, seed: int = 1, duplicates: float = 0.0005, defects: float = 0.0) -> str:
    """A list of about `size` bytes.

    `duplicates` and `defects` are the shares of papers that are listed a second time in their
    section under another year, and that carry a mistake in their form.
    """
    random = Random(seed)
    count = max(len(YEARS), round(size * PAPERS_PER_BYTE))
    topics = max(1, min(count // 60, 40 * len(TOPICS)))
    stream = entries(random)
    papers = [next(stream) for _ in range(count)]
    shelves: dict[tuple[int, int], list[Entry]] = {}
    for paper in papers:
        topic = random.randrange(topics)
        shelves.setdefault((topic, paper.year), []).append(paper)
        if random.random() < duplicates:
            other = random.choice([year for year in YEARS if year != paper.year])
            shelves.setdefault((topic, other), []).append(paper)
    names = [f"{TOPICS[i % len(TOPICS)]} {i // len(TOPICS) + 1}" for i in range(topics)]
    lines = ["# A Generated List of Papers", "", "# Table of Contents", ""]
    lines.append("- [1. Paper List](#1-paper-list)")
    for i, name in enumerate(names, 1):
        lines.append(f"  - [1.{i}. {name}](#1{i}-{name.lower().replace(' ', '-')})")
    lines += ["- [2. Results](#2-results)", "", "# 1. Paper List"]
    for i, name in enumerate(names):
        lines += ["", f"### 1.{i + 1}. {name}"]
        for year in YEARS:
            shelf = shelves.get((i, year))
            if shelf:
                lines += ["", f"#### {year}", ""]
                for paper in shelf:
                    line = paper.line()
                    lines.append(damage(line, random) if random.random() < defects else line)
    lines += ["", "# 2. Results"]
    ranked = random.sample(papers, count // 10)
    for number, start in enumerate(range(0, len(ranked), 40), 1):
        lines += table(f"Benchmark {number}", ranked[start : start + 40], random)
    return "\n".join(lines) + "\n"


def size_of(text: str) -> int:
    """``4MB``, ``300kB`` or ``5000`` as a number of bytes."""
    for unit, factor in (("MB", 1_000_000), ("kB", 1_000)):
        if text.endswith(unit):
            return int(float(text.removesuffix(unit)) * factor)
    return int(text)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.generate", description=__doc__)
    parser.add_argument("size", type=size_of, help="about how large: 4MB, 300kB, 5000")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--duplicates", type=float, default=0.0005, help="share listed twice")
    parser.add_argument("--defects", type=float, default=0.0, help="share with a mistake of form")
    parser.add_argument("--out", type=Path, help="file to write; standard output by default")
    given = parser.parse_args()
    text = generate(given.size, given.seed, given.duplicates, given.defects)
    if given.out:
        given.out.write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)


if __name__ == "__main__":
    main()
