"""What docs/python.md, the README and the notebooks do from Python works as written, and prints what they show."""

import contextlib
import io
import re
import shutil
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

import planner
from planner.texts import DEFAULT_LANGUAGE, language, set_language
from tests.docs.notebooks import cells, run_code, run_notebook
from tests.docs.pages import ROOT, Block, blocks

NOTEBOOKS = sorted((ROOT / "docs" / "notebooks").glob("*.ipynb"))
# These plan the demo, some of them again and again.
SLOW = {"how_many_more"}


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of what the examples work on, counted, so that no search depends on a clock, as the working folder."""
    shutil.copytree(ROOT / "scenarios", tmp_path / "scenarios")
    settings = tmp_path / "scenarios" / "tiny" / "scenario.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + "workers = 1\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(autouse=True)
def as_at_the_start() -> Iterator[None]:
    """Begin in the language that the planner speaks where nobody has chosen one."""
    before = language()
    set_language(DEFAULT_LANGUAGE)
    yield
    set_language(before)


@pytest.mark.parametrize("page", ["README.md", "docs/python.md"])
@pytest.mark.usefixtures("copy")
def test_examples_of_python_run_as_written_and_print_what_the_page_shows(page: str) -> None:
    names: dict[str, Any] = {}
    shown = []
    for block, after in pairwise([*blocks(page), Block("", "")]):
        if block.language == "python":
            heard = io.StringIO()
            with contextlib.redirect_stdout(heard):
                run_code(block.text, names, page)
            if after.language == "text":
                assert heard.getvalue() == after.text
                shown.append(after.text)
    assert shown


def test_every_function_and_class_of_the_door_is_told() -> None:
    page = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
    objects = {"Check", "Comparison", "Fault", "Maximum", "NamedRow", "Result", "Scenario", "Tables", "Verification"}
    assert [name for name in planner.__all__ if name not in objects and f"planner.{name}" not in page] == []


@pytest.mark.parametrize(
    "notebook",
    [pytest.param(path, marks=[pytest.mark.slow] if path.stem in SLOW else [], id=path.stem) for path in NOTEBOOKS],
)
def test_a_notebook_runs_from_start_to_end_where_it_lies(
    notebook: Path, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = copy / "docs" / "notebooks"
    there.mkdir(parents=True)
    monkeypatch.chdir(there)
    shown = run_notebook(notebook)
    assert sum(bool(text) for text in shown) > 5
    assert sum(text.startswith(("<table", "<div")) for text in shown) > 2


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_stored_without_results(notebook: Path) -> None:
    code = [cell for cell in cells(notebook) if cell["cell_type"] == "code"]
    assert code
    assert [cell for cell in code if cell["outputs"] or cell["execution_count"] is not None] == []


def test_the_page_links_to_every_notebook() -> None:
    page = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
    assert len(NOTEBOOKS) == 3
    assert set(re.findall(r"\(notebooks/(\w+\.ipynb)\)", page)) == {path.name for path in NOTEBOOKS}
