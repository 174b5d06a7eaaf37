"""planner compare: who gains a place, and a folder for each what-if."""

import csv
import errno
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
    screen = capsys.readouterr().out
    assert "1 gains a place" in screen
    assert "No pictures: too few people." in screen
    assert set(contents(out)) == {"figures.csv", "changes.csv", "comparison.csv", "comparison.json"}
    summary = json.loads((out / "comparison.json").read_text(encoding="utf-8"))
    assert summary["what_if"]["placed"] == summary["base"]["placed"] + 1


def test_several_what_ifs_have_a_folder_each(small: Path, what_if: Path, tmp_path: Path) -> None:
    other = write_what_if(small, tmp_path / "other")
    out = tmp_path / "comparison"
    assert run(["compare", str(small), str(what_if), str(other), "--out", str(out)]) == 0
    assert {path.name for path in out.iterdir()} == {
        "1_more_places", "2_other", "comparison.csv", "comparisons.json",
    }  # fmt: skip
    with (out / "comparison.csv").open(encoding="utf-8-sig", newline="") as file:
        head, *rows = csv.reader(file)
    assert head == ["part", "name", "measure", "unit", "base", "En plats till på S2 (1)", "En plats till på S2 (2)"]
    placed = next(row for row in rows if row[:3] == ["total", "all", "placed"])
    assert float(placed[5]) == float(placed[4]) + 1 == float(placed[6])
    # One what-if takes the place of several, and several of one.
    assert run(["compare", str(small), str(what_if), "--out", str(out)]) == 0
    assert "1_more_places" not in {path.name for path in out.iterdir()}
    assert run(["compare", str(small), str(what_if), str(other), "--together", "--out", str(out)]) == 0
    assert {path.name for path in out.iterdir() if path.is_dir()} == {"1_more_places", "2_other", "3_together"}
    assert (out / "3_together" / "joint.csv").is_file()
    (out / "1_more_places" / "notes.txt").write_text("mine", encoding="utf-8")
    assert run(["compare", str(small), str(what_if), "--out", str(out)]) == 2


def test_the_demo_and_its_what_if_are_compared(tmp_path: Path, capsys: Screen) -> None:
    demo = ROOT / "scenarios" / "landskrona"
    more = ROOT / "scenarios" / "landskrona_more_enkla_jobb"
    # Counted, so that no clock decides what is found; and so little that later searches find more than the first did.
    limits = ["--workers", "1", "--time-limit", "0.1"]
    assert run(["compare", str(demo), str(more), *limits, "--out", str(tmp_path / "out"), "--lang", "sv"]) == 0
    said = capsys.readouterr().out
    assert "jämfört med" in said
    assert "Inga bilder" not in said
    assert "får en plats: J" in said
    summary = json.loads((tmp_path / "out" / "comparison.json").read_text(encoding="utf-8"))
    assert summary["difference_uplift"] > 0
    assert summary["people"]["gains"] >= 10


def test_a_disk_that_fills_leaves_the_earlier_comparison_as_it_was_and_the_folder_is_named(
    small: Path, what_if: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Screen
) -> None:
    out = tmp_path / "comparison"
    assert run(["compare", str(small), str(what_if), "--out", str(out)]) == 0
    before = contents(out)

    def full(folder: Path, files: dict[str, bytes]) -> None:
        first = next(iter(files))
        (folder / first).write_bytes(files[first])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("planner.cli.comparing.write_files", full)
    assert run(["compare", str(small), str(what_if), "--out", str(out), "--lang", "sv"]) == 2
    assert f"{out}: disken är full." in capsys.readouterr().err
    assert contents(out) == before
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_the_screen_of_several_what_ifs_fits_a_hundred_columns(
    small: Path, what_if: Path, tmp_path: Path, capsys: Screen
) -> None:
    others = [write_what_if(small, tmp_path / name) for name in ("a", "b", "c")]
    assert run(["compare", str(small), str(what_if), *map(str, others), "--lang", "sv"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert max(map(len, said)) <= 100
    assert len([line for line in said if line.strip().startswith("Får en plats ")]) == 2


def test_draws_give_intervals_and_files_that_a_later_run_replaces(
    small: Path, what_if: Path, tmp_path: Path, capsys: Screen
) -> None:
    out = tmp_path / "comparison"
    asked = ["compare", str(small), str(what_if), "--out", str(out), "--lang", "en"]
    said = []
    for _ in range(2):
        assert run([*asked, "--draws", "100"]) == 0
        said.append(capsys.readouterr().out)
    assert "In 100 futures" in said[0]
    assert said[0] == said[1]
    plain = {"figures.csv", "changes.csv", "comparison.csv", "comparison.json"}
    assert set(contents(out)) == {*plain, "draws.csv"}
    assert run(asked) == 0  # nothing of the futures stays behind
    assert set(contents(out)) == plain


def test_a_number_of_draws_that_is_none_is_wrong_use(small: Path, what_if: Path, capsys: Screen) -> None:
    for number in ("0", "many", "1000000"):
        assert run(["compare", str(small), str(what_if), "--draws", number]) == 2
    assert "100,000" in capsys.readouterr().err
