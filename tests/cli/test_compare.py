"""planner compare: who gains a place, and a folder for each what-if."""

import json
from pathlib import Path

import pytest

from tests.cli.small import contents, run, write_what_if

ROOT = Path(__file__).resolve().parent.parent.parent
Screen = pytest.CaptureFixture[str]


def test_a_comparison_says_who_gains_a_place(small: Path, what_if: Path, tmp_path: Path, capsys: Screen) -> None:
    out = tmp_path / "comparison"
    for _ in range(2):  # the second replaces the first
        assert run(["compare", str(small), str(what_if), "--out", str(out), "--lang", "en"]) == 0
    assert "1 gains a place" in capsys.readouterr().out
    assert set(contents(out)) == {"figures.csv", "changes.csv", "comparison.json"}
    summary = json.loads((out / "comparison.json").read_text(encoding="utf-8"))
    assert summary["what_if"]["placed"] == summary["base"]["placed"] + 1


def test_several_what_ifs_have_a_folder_each(small: Path, what_if: Path, tmp_path: Path) -> None:
    other = write_what_if(small, tmp_path / "other")
    out = tmp_path / "comparison"
    assert run(["compare", str(small), str(what_if), str(other), "--out", str(out)]) == 0
    assert {path.name for path in out.iterdir()} == {"1_more_places", "2_other"}


def test_the_demo_and_its_what_if_are_compared(tmp_path: Path, capsys: Screen) -> None:
    demo = ROOT / "scenarios" / "landskrona"
    more = ROOT / "scenarios" / "landskrona_more_enkla_jobb"
    # Counted, so that no clock decides what is found; and so little that later searches find more than the first did.
    limits = ["--workers", "1", "--time-limit", "0.1"]
    assert run(["compare", str(demo), str(more), *limits, "--out", str(tmp_path / "out"), "--lang", "sv"]) == 0
    said = capsys.readouterr().out
    assert "jämfört med" in said
    assert "får en plats: J" in said
    summary = json.loads((tmp_path / "out" / "comparison.json").read_text(encoding="utf-8"))
    assert summary["difference_uplift"] > 0
    assert summary["people"]["gains"] >= 10
