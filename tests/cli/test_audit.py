"""`planner audit` as people call it: screens, files, exit codes."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from planner.schema.words import OF_AUDIT
from tests.cli.small import contents, run
from tests.studies.audited import planned, week


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """The folders of a plan and its scenario."""
    plan, scenario = planned(week(tmp_path_factory.mktemp("audited")))
    return str(plan), str(scenario)


def test_the_screen_says_what_groups_got_and_the_files_hold_it(
    folders: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan, scenario = folders
    before = contents(Path(plan))
    out = tmp_path / "audit"
    assert run(["audit", plan, "--scenario", scenario, "--out", str(out)]) == 0
    shown = capsys.readouterr().out
    rows = [line.split() for line in shown.splitlines()]
    assert ["woman", "12", "50%", "(25", "to", "75)"] in [row[:6] for row in rows]
    assert re.search(r"-8 points \(-4\d to \+2\d\)", shown)
    assert sorted(contents(out)) == ["audit.csv", "audit.json"]
    assert contents(Path(plan)) == before
    assert run(["audit", plan, "--scenario", scenario, "--out", str(out), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    written = json.loads((out / "audit.json").read_text(encoding="utf-8"))
    assert written == {**said, "files": ["audit.csv", "audit.json"]}
    assert said["groups"][0] == {
        "column": "sex", "group": "man", "measure": "offers", "number": 12,
        "estimate": {"value": pytest.approx(5 / 12), "low": pytest.approx(0.1933, abs=1e-4),
                     "high": pytest.approx(0.6805, abs=1e-4)},
    }  # fmt: skip


def test_the_table_has_the_headings_of_the_plan(tmp_path: Path) -> None:
    given = week(tmp_path)
    given.settings.update(dialect="swedish", headings="sv")
    plan, scenario = planned(given)
    assert run(["audit", str(plan), "--scenario", str(scenario), "--out", str(tmp_path / "out")]) == 0
    head, *rows = (tmp_path / "out" / "audit.csv").read_text(encoding="utf-8-sig").splitlines()
    assert head.split(";") == [OF_AUDIT.heading(column, "sv") for column in OF_AUDIT.columns]
    assert "kön;man;;förslag eller plats;12;0,416667;" in "\n".join(rows)


def test_faults_end_with_2_or_3_and_nothing_is_written(
    folders: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan, scenario = folders
    out = tmp_path / "out"
    assert run(["audit", scenario, "--scenario", scenario, "--out", str(out)]) == 2
    assert run(["audit", plan, "--scenario", plan, "--out", str(out)]) == 2
    assert run(["audit", plan]) == 2
    strange = week(tmp_path).add("audit", jobseeker_id="W99", sex="woman").write()
    capsys.readouterr()
    assert run(["audit", plan, "--scenario", str(strange), "--out", str(out)]) == 3
    assert "error[unknown-reference]: audit.csv row 26, jobseeker_id:" in capsys.readouterr().err
    assert not out.exists()


def test_a_folder_with_other_files_and_the_plans_own_are_left_as_they_are(
    folders: tuple[str, str], tmp_path: Path
) -> None:
    plan, scenario = folders
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    for out in (str(tmp_path), plan, scenario):
        before = contents(Path(out))
        assert run(["audit", plan, "--scenario", scenario, "--out", out]) == 2
        assert contents(Path(out)) == before
