"""docs/formats.md: its snippets work as they say, and its tables are those that are measured."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.lists import CORPUS, table
from tests.lists.accuracy import accuracy_table
from wsss_lint.engine import Linter
from wsss_lint.formats import presets
from wsss_lint.formats.syntax import TYPES
from wsss_lint.formats.template import Template
from wsss_lint.records.model import ListDocument
from wsss_lint.settings import Loader, SettingsError
from wsss_lint.source import Source

PAGE = (Path(__file__).parent.parent / "docs" / "formats.md").read_text("utf-8")
SNIPPETS = re.findall(r'^```toml title="wsss-lint.toml"\n(.*?)^```$', PAGE, re.M | re.S)
measured = pytest.mark.skipif(not CORPUS.is_dir(), reason="needs the lists in ../shared")


def read(folder: Path, snippet: str, text: str) -> ListDocument:
    """A list read with the settings of a snippet beside it."""
    (folder / ".git").mkdir(exist_ok=True)
    (folder / "wsss-lint.toml").write_text(snippet, "utf-8")
    path = folder / "README.md"
    path.write_text(text, "utf-8")
    return Linter(Loader().load(str(path))).read(Source.read(str(path)))


def test_every_fence_of_toml_is_run_here() -> None:
    assert len(SNIPPETS) == PAGE.count("```toml") == 4


@pytest.mark.parametrize("snippet", SNIPPETS, ids=lambda text: text.split("\n")[0][:30])
def test_every_snippet_is_taken(snippet: str, tmp_path: Path) -> None:
    read(tmp_path, snippet, "# List\n\n## Papers\n\n- A Title of Words *CVPR2021*\n")
    (tmp_path / "wsss-lint.toml").write_text(f"{snippet}\nnonsense = 1\n", "utf-8")
    with pytest.raises(SettingsError, match="nonsense"):
        Loader().load(str(tmp_path / "README.md"))


def test_the_settings_do_what_their_comments_say(tmp_path: Path) -> None:
    text = '# L\n\n## Papers\n\n- **A:** "Seeds for Scenes" *WSSSW2021*\n'
    document = read(tmp_path, SNIPPETS[0], text)
    settings = Loader().load(str(tmp_path / "README.md"))
    assert document.format.name == "wsss"
    assert settings.ignore == ("venue-unknown",)
    assert settings.extend_select == ("venue-renamed",)
    assert settings.excluded(str(tmp_path / "drafts" / "x.md"))
    assert settings.combine == ("README.md", "papers/*.md")
    assert settings.severity["venue-missing"].name == "WARNING"
    assert settings.per_section_ignores == {"Surveys": ("venue-missing",)}
    venue = document.registry.lookup("WSSSW")
    assert venue is not None and venue.kind == "workshop"


def test_the_item_unit_reads_what_it_says(tmp_path: Path) -> None:
    entry = "[Seeds for Scenes](https://a.org/1), Ann Bo, "
    (paper, other) = read(
        tmp_path,
        SNIPPETS[1],
        f"# L\n\n## Papers\n\n### 2021\n\n- {entry}CVPR 2021 | [code](https://a.org/2)\n"
        f"- {entry}ECCV\n\n## Papers on Datasets\n\n- {entry}CVPR 2020\n",
    ).papers
    assert paper.title is not None and paper.title.value == "Seeds for Scenes"
    assert paper.venue is not None and (paper.venue.value, paper.year and paper.year.value) == (
        "CVPR", 2021,
    )  # fmt: skip
    assert [link.url for link in paper.links] == ["https://a.org/1", "https://a.org/2"]
    assert other.year is not None and other.year.value == 2021 and other.inherited == {"year"}


def test_the_row_unit_reads_what_it_says(tmp_path: Path) -> None:
    document = read(
        tmp_path,
        SNIPPETS[2],
        "# L\n\n## 2022\n\n| Title | Venue | Type | Code |\n| --- | --- | --- | --- |\n"
        "| [Seeds](https://a.org/1) | ICLR **(Oral)** | W | - |\n"
        "| [Dots](https://a.org/2) | CVPR | F | [code](https://a.org/3) |\n",
    )
    first, second = document.papers
    assert first.venue is not None and first.venue.value == "ICLR"
    assert first.note is not None and first.note.value == "Oral"
    assert first.year is not None and first.year.value == 2022
    assert [link.url for link in second.links] == ["https://a.org/2", "https://a.org/3"]


def test_the_table_headers_are_known(tmp_path: Path) -> None:
    text = (
        "# L\n\n## Results\n\n| Rank | Tracker | Where | EAO |\n| --- | --- | --- | --- |\n"
        "| one | SiamX | Quux 2021 | 0.51 |\n| two | SiamY | Quuz 2021 | 0.49 |\n"
    )
    (found,) = read(tmp_path, SNIPPETS[3], text).tables
    assert [column.kind for column in found.columns] == ["text", "method", "venue", "metric"]
    (found,) = read(tmp_path, SNIPPETS[3].replace("Where", "Elsewhere"), text).tables
    assert found.columns[2].kind == "text"


def test_every_field_type_is_in_the_table() -> None:
    section = PAGE.partition("| field | matches |")[2].partition("\n\n")[0]
    assert set(re.findall(r"`([a-z]+[!+]?)`", section)) >= TYPES


def test_every_preset_is_in_the_table() -> None:
    names = re.findall(r"^\| `([a-z-]+)` \| ", PAGE, re.M)
    assert sorted(set(names) & set(presets.names())) == sorted(presets.names())
    for name in presets.names():
        assert presets.raw(name)["description"].split(":")[0] in PAGE


def test_the_templates_in_the_text_can_work() -> None:
    for line in PAGE.splitlines():
        if line.startswith(("|", "#")):
            continue
        for text in re.findall(r"`([^`]*\{title\}[^`]*)`", line):
            Template(text)


@measured
def test_the_tables_are_those_that_are_measured() -> None:
    assert table() in PAGE, "paste what python -m tests.lists prints"
    assert accuracy_table() in PAGE, "paste what python -m tests.lists --accuracy prints"
