"""`planner report` as people call it: one file, in the plan's language unless asked, and never within the plan."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.small import contents, run


def test_it_writes_one_page_in_the_plans_language_and_another_if_asked(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made, page, before = plan, plan.with_name(f"{plan.name}_report.html"), set(plan.parent.iterdir())
    assert json.loads((made / "plan.json").read_text(encoding="utf-8"))["language"] == "en"
    assert run(["report", str(made)]) == 0
    assert set(plan.parent.iterdir()) - before == {page}
    assert run(["verify", str(made)]) == 0
    assert '<html lang="en">' in page.read_text(encoding="utf-8")
    capsys.readouterr()
    assert run(["report", str(made), "--lang", "sv"]) == 2
    assert run(["report", str(made), "--lang", "sv", "--replace"]) == 0
    assert "report.html är skriven" in capsys.readouterr().out
    assert '<html lang="sv">' in page.read_text(encoding="utf-8")


def test_a_file_of_somebodys_own_beside_the_folder_is_left_as_it_is(plan: Path) -> None:
    page = plan.with_name(f"{plan.name}_report.html")
    page.write_text("my own", encoding="utf-8")
    assert run(["report", str(plan)]) == 2
    assert page.read_text(encoding="utf-8") == "my own"


def test_the_plans_folder_stays_as_it_is(plan: Path, tmp_path: Path) -> None:
    before = contents(plan)
    assert run(["report", str(plan), "--out", str(plan / "report.html")]) == 2
    assert run(["report", str(plan), "--out", str(tmp_path / "report.html")]) == 0
    assert contents(plan) == before


def test_a_plan_that_was_changed_gets_no_report(plan: Path, tmp_path: Path) -> None:
    file = plan / "plan.json"
    file.write_text(file.read_text(encoding="utf-8").replace('"placed": ', '"placed": 1'), encoding="utf-8")
    assert run(["report", str(plan), "--out", str(tmp_path / "report.html")]) == 3
    assert not (tmp_path / "report.html").exists()


def test_a_folder_that_is_neither_plan_nor_comparison_is_refused(tmp_path: Path) -> None:
    assert run(["report", str(tmp_path), "--out", str(tmp_path / "report.html")]) == 2
    assert list(contents(tmp_path)) == []
