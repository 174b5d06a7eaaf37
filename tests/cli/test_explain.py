"""`planner explain` as people call it: a person, a pair, a slot, an employer, everybody; exit codes."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest

import planner
from tests.cli.small import contents, run, write_small
from tests.questions.weeks import planned
from tests.questions.weeks import week as crowded_week
from tests.scenarios import Given, pairs, written

Screen = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The plan of the small week: P1 at S2 and P3 at S1."""
    home = tmp_path_factory.mktemp("explain")
    assert run(["plan", str(write_small(home / "week")), "--out", str(home / "plan")]) == 0
    return home / "plan"


def test_each_question_has_an_answer_and_the_plan_stays_as_it_is(plan: Path, capsys: Screen) -> None:
    before = contents(plan)
    for asked, said in (
        (["P1"], "P1: S2"),
        (["P4"], "P4: no place now"),
        (["P1", "--slot", "S1"], "P1 at S1"),
        (["--slot", "S2"], "S2 at E2, places: 1, running 0, proposed or offered 1, free 0"),
        (["--employer", "E2"], "S2 at E2"),
    ):
        capsys.readouterr()
        assert run(["explain", str(plan), *asked]) == 0
        assert said in capsys.readouterr().out
    assert contents(plan) == before


def test_json_has_the_same_with_figures_as_numbers(plan: Path, capsys: Screen) -> None:
    capsys.readouterr()
    assert run(["explain", str(plan), "P4", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    (answer,) = said["answers"]
    assert (said["basis"], answer["kind"], answer["jobseeker_id"]) == ("resolve", "unplaced", "P4")
    assert {one["slot_id"] for one in answer["outbid"]} <= {"S1", "S2", "S3"}
    assert all(one["cost"]["low"] is None or one["cost"]["low"] >= -1 for one in answer["outbid"])


def test_json_has_what_somebody_owes_of_activity_and_what_is_covered_by_week(tmp_path: Path, capsys: Screen) -> None:
    given = Given(tmp_path).person("P1", duty_hours_per_week=30).person("P2")
    given.slot("S1", start_week="2026-W50", weeks=2, hours_per_week=20).worth("P1", "S1", 0.5)
    plan = written(given.plan(), tmp_path / "plan")
    capsys.readouterr()
    for name, duty in (("P1", {"owed": 30, "covered": [0, 0, 20, 20, *[0] * 22]}), ("P2", None)):
        assert run(["explain", str(plan), name, "--json"]) == 0
        (answer,) = json.loads(capsys.readouterr().out)["answers"]
        assert answer.get("duty") == duty


def test_everybody_is_explained_into_a_folder_of_ours(plan: Path, tmp_path: Path, capsys: Screen) -> None:
    out = tmp_path / "explained"
    for _time in range(2):
        assert run(["explain", str(plan), "--all", "--out", str(out)]) == 0
    assert sorted(contents(out)) == ["explanations.csv", "explanations.json"]
    with (out / "explanations.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["basis"] for row in rows} == {"price"}
    assert len(json.loads((out / "explanations.json").read_text(encoding="utf-8"))["rows"]) == len(rows)
    assert run(["explain", str(plan), "--all"]) == 2
    assert run(["explain", str(plan), "P1", "--all", "--out", str(out)]) == 2
    assert run(["explain", str(plan), "--all", "--out", str(plan)]) == 2
    assert "planner explain" not in capsys.readouterr().out


@pytest.mark.parametrize(
    "asked, said",
    [(["p1"], "The plan has no jobseeker with that id."), ([], "Name a person"),
     (["P1", "--slot", "S02"], "Did you mean S2?"), (["--employer", "E9"], "is no employer"),
     (["P1", "--employer", "E2"], "asked about alone")],
)  # fmt: skip
def test_what_the_plan_does_not_have_ends_with_2(asked: list[str], said: str, plan: Path, capsys: Screen) -> None:
    capsys.readouterr()
    assert run(["explain", str(plan), *asked]) == 2
    told = capsys.readouterr().err
    assert said in told
    assert "P1" not in told  # somebody is protected, and nobody can tell whose id it was


def test_a_folder_that_is_no_plan_ends_with_2_and_an_edited_plan_with_3(
    plan: Path, tmp_path: Path, capsys: Screen
) -> None:
    assert run(["explain", str(tmp_path), "P1"]) == 2
    edited = tmp_path / "edited"
    for name, content in contents(plan).items():
        (edited / name).parent.mkdir(parents=True, exist_ok=True)
        (edited / name).write_bytes(content)
    sheet = edited / "assignments.csv"
    sheet.write_text(sheet.read_text(encoding="utf-8").replace("P1,proposed,S2", "P1,proposed,S1"), encoding="utf-8")
    assert run(["explain", str(edited), "P1"]) == 3
    assert "plan-objection" in capsys.readouterr().err


def lix(text: str, names: set[str]) -> float:
    """LIX: words a sentence + the percentage of words of more than six letters; names count as one short word each."""
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, "X")
    words = re.findall(r"[A-Za-zÅÄÖåäöéü]+", text)
    sentences = max(len(re.findall(r"[.:!?](?:\s|$)|\n", text)), 1)
    return len(words) / sentences + 100 * sum(len(word) > 6 for word in words) / len(words)


def test_a_persons_page_in_swedish_is_easy_to_read() -> None:
    """Of the shipped week, everybody's page; fixed terms of the law and the names of forms count as names."""
    week = planner.read(Path(__file__).parents[2] / "scenarios" / "tiny", language="sv")
    result = planner.plan(week, time_limit=5, workers=1)
    tables = week.tables
    names = {*tables["slots"]["slot_id"], *tables["jobseekers"]["jobseeker_id"], *tables["programmes"]["programme_id"]}
    for person in tables["jobseekers"]["jobseeker_id"]:
        page = result.explain(person).text.split("\n", 2)[2]
        assert lix(page, names) <= 40, page


def test_a_better_plan_goes_into_a_folder_of_its_own_and_nothing_where_there_is_none(
    plan: Path, tmp_path: Path, capsys: Screen
) -> None:
    queue, out = tmp_path / "queue", tmp_path / "better"
    assert run(["usual", str(crowded_week(2).write()), "--out", str(queue)]) == 0
    before = contents(queue)
    for pair in pairs(planned(2)):
        person, slot, _form = pair.split()
        if not out.exists():
            assert run(["explain", str(queue), person, "--slot", slot, "--improved", str(out)]) == 0
    assert run(["verify", str(out)]) == 0
    gains = [json.loads((folder / "plan.json").read_text(encoding="utf-8"))["value"] for folder in (queue, out)]
    assert gains[1] > gains[0]
    assert contents(queue) == before
    capsys.readouterr()
    assert run(["explain", str(plan), "P1", "--improved", str(tmp_path / "none")]) == 0
    assert "No better plan was found; nothing was written." in capsys.readouterr().err
    assert not (tmp_path / "none").exists()
    assert run(["explain", str(plan), "P1", "--improved", str(plan)]) == 2
