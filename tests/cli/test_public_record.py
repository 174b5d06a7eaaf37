"""`planner public-record` as people call it: what it writes, and that the command it names repeats the plan."""

from __future__ import annotations

import json
import shlex
import shutil
from pathlib import Path

import pytest

from tests.cli.small import contents, run, write_small

MODELS = Path(__file__).resolve().parents[2] / "models"


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


def test_the_folder_alone_is_enough_to_explain_price_verify_replay_and_account_for_a_plan(tmp_path: Path) -> None:
    """The scenario, what it extends and the folder of a model of its own are gone."""
    base, own = write_small(tmp_path / "base"), tmp_path / "own" / "acceptance" / "ours" / "1"
    shutil.copytree(MODELS / "acceptance" / "judgement" / "2", own)
    card = (own / "card.toml").read_text(encoding="utf-8")
    card = card.replace('name = "judgement"', 'name = "ours"').replace('version = "2"', 'version = "1"')
    (own / "card.toml").write_text(card, encoding="utf-8")
    week = tmp_path / "week"
    week.mkdir()
    text = 'format = 1\nextends = "../base"\n[scenario]\nname = "week"\n[models]\nacceptance = "ours/1"\n'
    (week / "scenario.toml").write_text(text, encoding="utf-8")
    models, plan = str(tmp_path / "own"), tmp_path / "plan"
    assert run(["plan", str(week), "--models", models, "--out", str(plan), "--seed", "3"]) == 0
    for folder in (week, base, tmp_path / "own"):
        shutil.rmtree(folder)
    plan = plan.rename(tmp_path / "elsewhere")
    for command in (
        ["verify", str(plan)],
        ["explain", str(plan), "P1"],
        ["explain", str(plan), "P1", "--slot", "S2"],
        ["explain", str(plan), "--employer", "E1"],
        ["explain", str(plan), "--all", "--out", str(tmp_path / "all")],
        ["prices", str(plan)],
        ["public-record", str(plan), "--out", str(tmp_path / "record")],
        ["plan", str(plan / "inputs"), "--out", str(tmp_path / "again")],
    ):
        assert run(command) == 0, command
    before, after = contents(plan), contents(tmp_path / "again")
    assert {name for name in before | after if before.get(name) != after.get(name)} == {"run.json"}
    record = json.loads((tmp_path / "record" / "public_record.json").read_text(encoding="utf-8"))
    assert [one["reference"] for one in record["models"] if one["kind"] == "acceptance"] == ["ours/1"]
    assert str(tmp_path) not in json.dumps(record)


def test_no_plan_ends_with_2_and_one_that_was_changed_with_3(plan: Path, tmp_path: Path) -> None:
    out = tmp_path / "record"
    assert run(["public-record", str(tmp_path / "week"), "--out", str(out)]) == 2
    assert run(["public-record", str(plan), "--out", str(plan)]) == 2
    (plan / "inputs" / "zones.csv").write_text("zone\n", encoding="utf-8")
    assert run(["public-record", str(plan), "--out", str(out)]) == 3
    assert not out.exists()
