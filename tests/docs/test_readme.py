"""The demo's screen in README.md is what the demo prints, and links lead somewhere."""

import re
from pathlib import Path
from types import ModuleType

import pytest

from planner.cli.main import run
from tests.conftest import longer_than_told
from tests.docs.pages import PAGES, ROOT, blocks

NUMBER = re.compile(r"[+-]?\d+(?:\s\d{3}(?!\d))*(?:[,.]\d+)*")
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


def shape(line: str) -> str:
    """A line with every number as #, single spaces: the figures hang on how long was searched."""
    return " ".join(NUMBER.sub(" # ", line).split())


def test_the_demo_shown_is_the_demo_printed(
    tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = next(block.text for block in blocks("README.md") if "förslag, inte beslut" in block.text)
    out = tmp_path_factory.mktemp("demo") / "landskrona"
    limits = ["--workers", "1", "--time-limit", "2"]  # counted, so that the text hangs on no clock
    assert run(["plan", str(ROOT / "scenarios" / "landskrona"), "--out", str(out), *limits]) == 0
    printed = {shape(line) for line in capsys.readouterr().out.splitlines()}
    kept = [line for line in shown.splitlines() if line.strip() not in {"", "…"} and not re.search(r"\bJ\d{4}\b", line)]
    assert len(kept) > 10
    assert [line for line in kept if shape(line) not in printed] == []


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page: str) -> None:
    links = LINK.findall((ROOT / page).read_text(encoding="utf-8"))
    paths = [((ROOT / page).parent / link).resolve() for link in links if "://" not in link]
    assert [path for path in paths if not path.exists()] == []


def test_the_posts_shown_are_the_posts_built(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shown = next(block.text for block in blocks("README.md") if "post1" in block.text)
    tasks = ROOT / "scenarios" / "landskrona_tasks" / "tasks.csv"
    assert run(["build-slots", str(tasks), "--out", str(tmp_path / "posts.csv")]) == 0
    printed = {line.strip() for line in capsys.readouterr().out.splitlines()}
    assert [line for line in shown.splitlines() if line.strip() not in {*printed, "", "…"}] == []


def test_a_run_that_takes_longer_than_contributing_says_is_told() -> None:
    assert longer_than_told(60 * 60) is None
    assert longer_than_told(61 * 60) == "61 minutes of processor time; CONTRIBUTING.md says 30 on 2 cores: mend either"


def test_needs_told_are_those_of_set_up(dev: ModuleType) -> None:
    """Python and its venv module, no administrator, so many GB, no network once it is set up."""
    told = (ROOT / "README.md").read_text(encoding="utf-8").split("\n## What it needs\n")[1].split("\n## ")[0]
    assert "No administrator rights." in told
    assert not re.search(r"\b(sudo|apt-get|apt)\b", (ROOT / "dev").read_text(encoding="utf-8"))
    assert str(dev.VENV.relative_to(ROOT)) in told
    assert "each checked against a hash (less than 1 GB on disk; with the\ntools of the tests less than 1.5 GB)" in told
    assert "--require-hashes" in dev.LOCKED
    python = dev.BIN / ("python" + dev.SUFFIX)
    if python.exists():
        assert sum(path.lstat().st_size for path in dev.VENV.rglob("*") if path.is_file()) < 1.5 * 10**9
