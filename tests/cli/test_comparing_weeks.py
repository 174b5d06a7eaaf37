"""planner compare --weeks: what-ifs over simulated weeks, as people call it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.small import contents, run, write_what_if

Screen = pytest.CaptureFixture[str]
FEW = ["--weeks", "3", "--seeds", "2"]


def test_what_ifs_over_weeks_become_tables_a_summary_and_a_screen(
    small: Path, what_if: Path, tmp_path: Path, capsys: Screen
) -> None:
    out, other = tmp_path / "out", write_what_if(small, tmp_path / "other")
    call = ["compare", str(small), str(what_if), str(other), *FEW, "--policy", "usual,greedy", "--out", str(out)]
    assert run(call) == 0
    screen = capsys.readouterr().out
    assert "what-ifs over 3 simulated weeks" in screen
    assert "2 worlds from 2026-W48 on, the same for the base and every what-if." in screen
    assert screen.count("more than the base") == 4
    assert "Warning" not in screen
    assert sorted(path.name for path in out.iterdir() if path.is_file()) == [
        ".weeks_compared.lock", "differences.csv", "money.csv", "results.csv", "summary.json", "weeks.csv",
        "weeks_compared.json",
    ]  # fmt: skip
    rows = list(csv.DictReader(io.StringIO((out / "results.csv").read_text(encoding="utf-8-sig"))))
    assert len(rows) == 3 * 2 * 2
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    assert summary.keys() == {
        "format", "language", "scenario", "week", "weeks", "seeds", "history", "unit", "follow_up_weeks", "level",
        "scenarios", "differences",
    }  # fmt: skip
    assert [one["scenario"] for one in summary["scenarios"]][1:] == [
        "En plats till på S2 (2)",
        "En plats till på S2 (3)",
    ]
    one, *_others = summary["differences"]
    assert one.keys() == {
        "number", "scenario", "policy", "value", "placed", "waiting_mean", "waiting_max", "cost_sek", "seeds",
    }  # fmt: skip
    assert one["placed"].keys() == {"value", "low", "high"}
    by_row = {(row["number"], row["policy"], row["seed"]): float(row["placed"]) for row in rows}
    for told in one["seeds"]:
        seed = str(told["seed"])
        assert told["placed"] == by_row["1", one["policy"], seed] - by_row["0", one["policy"], seed]
    # Nobody is named, and run again nothing is run and no byte changes.
    before = contents(out)
    assert not any(name in raw for raw in before.values() for name in (b"P1", b"P2", b"P5"))
    assert run([*call, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == summary
    assert contents(out) == before


def test_one_world_is_warned_of(small: Path, what_if: Path, tmp_path: Path, capsys: Screen) -> None:
    call = ["compare", str(small), str(what_if), "--weeks", "2", "--seeds", "1", "--out", str(tmp_path / "out")]
    assert run([*call, "--lang", "sv"]) == 0
    assert "Varning: en enda framtid är slump." in capsys.readouterr().out
    summary = json.loads((tmp_path / "out" / "summary.json").read_text(encoding="utf-8"))
    assert {(one["value"]["low"], one["value"]["high"]) for one in summary["differences"]} == {(None, None)}
    assert [one["policy"] for one in summary["differences"]] == ["greedy"]


@pytest.mark.parametrize(
    "more, said",
    [
        (["--weeks", "2"], "--weeks needs --out"),
        (
            ["--weeks", "2", "--out", "OUT", "--draws", "9", "--time-limit", "1"],
            "--draws and --time-limit: for the plans of one week",
        ),
        (["--weeks", "2", "--out", "OUT", "--together"], "--together: for the plans of one week"),
        (["--weeks", "2", "--out", "OUT", "--policy", "clever"], '"clever" is no policy'),
        (["--seeds", "2"], "--seeds: for simulated weeks. Say how many with --weeks"),
        (["--weeks", "0", "--out", "OUT"], "--weeks"),
        (["--weeks", "2", "--out", "WEEK"], "holds other files"),
    ],
)
def test_what_does_not_go_together_is_named_and_nothing_is_written(  # noqa: PLR0913, PLR0917 - fixtures and cases
    small: Path, what_if: Path, tmp_path: Path, capsys: Screen, more: list[str], said: str
) -> None:
    folders = {"OUT": str(tmp_path / "out"), "WEEK": str(small)}
    before = contents(small)
    assert run(["compare", str(small), str(what_if), *(folders.get(word, word) for word in more)]) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
    assert contents(small) == before


def test_a_history_without_dates_and_a_folder_of_another_kind_are_refused(
    small: Path, what_if: Path, tmp_path: Path, capsys: Screen
) -> None:
    call = ["compare", str(small), str(what_if), *FEW, "--out", str(tmp_path / "out")]
    assert run([*call, "--history", str(small)]) == 3
    assert "error[simulation]: jobseekers.csv, available_from" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
    assert run(["simulate", str(small), "--weeks", "2", "--seeds", "1", "--out", str(tmp_path / "out")]) == 0
    simulated = contents(tmp_path / "out")
    assert run(call) == 2
    assert contents(tmp_path / "out") == simulated
