"""`planner public-record` as people call it: what it writes, and that the command it names repeats the plan."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest

from tests.cli.small import contents, run, write_small


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    assert run(["plan", str(write_small(tmp_path / "week")), "--out", str(tmp_path / "plan")]) == 0
    return tmp_path / "plan"


def test_the_record_is_written_in_the_plans_language_and_replaced_by_the_next(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "record"
    for _ in range(2):
        assert run(["public-record", str(plan), "--out", str(out), "--lang", "sv"]) == 0
        assert sorted(contents(out)) == ["public_record.json", "public_record.md"]
    assert (out / "public_record.md").read_text(encoding="utf-8").startswith("# Offentligt underlag: Exempelköping")
    capsys.readouterr()
    assert run(["public-record", str(plan), "--out", str(out), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert json.loads((out / "public_record.json").read_text(encoding="utf-8")) == {
        **said, "files": ["public_record.json", "public_record.md"]
    }  # fmt: skip


@pytest.mark.parametrize("command", [["plan"], ["usual", "--which", "best_first"]], ids=["plan", "usual"])
def test_the_command_that_it_names_repeats_the_plan(command: list[str], tmp_path: Path) -> None:
    plan = tmp_path / "plan"
    assert run([*command, str(write_small(tmp_path / "week")), "--out", str(plan)]) == 0
    assert run(["public-record", str(plan), "--out", str(tmp_path / "record")]) == 0
    repeat = json.loads((tmp_path / "record" / "public_record.json").read_text(encoding="utf-8"))["repeat"]
    assert repeat["exact"] is True
    places = {"PLAN": str(plan), "PLAN/inputs": str(plan / "inputs"), "AGAIN": str(tmp_path / "again")}
    for line in (repeat["plan"], repeat["verify"]):
        program, *words = shlex.split(line)
        assert program == "planner"
        assert run([places.get(word, word) for word in words]) == 0
    before, after = contents(plan), contents(tmp_path / "again")
    assert before.keys() == after.keys()
    assert {name for name in before if before[name] != after[name]} <= {"run.json"}


def test_no_plan_ends_with_2_and_one_that_was_changed_with_3(plan: Path, tmp_path: Path) -> None:
    out = tmp_path / "record"
    assert run(["public-record", str(tmp_path / "week"), "--out", str(out)]) == 2
    assert run(["public-record", str(plan), "--out", str(plan)]) == 2
    (plan / "inputs" / "zones.csv").write_text("zone\n", encoding="utf-8")
    assert run(["public-record", str(plan), "--out", str(out)]) == 3
    assert not out.exists()
