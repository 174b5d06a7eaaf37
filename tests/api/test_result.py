"""A result: typed tables that are its own, and a folder written as the command line writes it."""

import copy
import json
import pickle
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

import planner
from planner.cli.main import run
from planner.schema.plan import Totals
from planner.schema.vocabulary import WORDS
from tests.api.documented import assert_as_documented, documented
from tests.api.small import COUNTED, small

NAMES = ("assignments", "slots", "totals", "groups", "goals", "prices")


def files(folder: Path) -> dict[str, bytes]:
    """What a plan's folder holds, but for what varies between runs."""
    paths = (path for path in folder.rglob("*") if path.is_file() and path.name != "run.json")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def test_tables_have_real_dtypes_and_say_what_the_files_say(result: planner.Result, tmp_path: Path) -> None:
    table = result.assignments
    codes = ("status", "programme_id", "strength", "basis", "reason_code")
    assert {str(table[name].dtype) for name in codes} == {"category"}
    # Of all words that there are, so that tables of several plans go together.
    words = {name: WORDS[name] for name in ("status", "strength", "basis", "reason_code")}
    assert {name: tuple(table[name].cat.categories) for name in words} == words
    assert (str(table["weeks"].dtype), str(table["gross"].dtype), str(table["uplift"].dtype)) == (
        "Int64", "boolean", "float64",
    )  # fmt: skip
    assert set(table["start_week"].dropna()) == {"2026-W49"}
    written = pd.read_csv(result.write(tmp_path / "out") / "assignments.csv")
    assert list(written.columns) == list(table.columns)
    assert list(written["jobseeker_id"]) == list(table["jobseeker_id"])
    assert written["uplift"].fillna(-1).to_list() == pytest.approx(table["uplift"].fillna(-1).to_list())
    assert ["" if pd.isna(cell) else cell for cell in written["to_do"]] == ["|".join(cell) for cell in table["to_do"]]


def test_totals_are_one_row_that_can_be_put_under_others(result: planner.Result) -> None:
    both = pd.concat([result.totals, result.totals], ignore_index=True)
    assert (str(both["placed"].dtype), str(both["status"].dtype), str(both["uplift"].dtype)) == (
        "Int64", "category", "float64",
    )  # fmt: skip
    assert both["placed"].iloc[0] == (result.assignments["status"] == "proposed").sum()
    assert both["uplift"].iloc[0] == pytest.approx(result.value)
    assert result.value <= result.bound
    assert {"usual_longest_wait_placed", "uplift_judgement", "follow_up_baseline"} <= set(both.columns)


def test_the_columns_of_every_table_are_those_of_the_page(result: planner.Result) -> None:
    for name in ("totals", "groups", "goals", "prices"):
        assert_as_documented(getattr(result, name), f"result.{name}")
    for name in ("assignments", "slots", "reserves", "followups"):
        assert_as_documented(getattr(result, name), f"{name}.csv")
    parts = {"follow_up", "regular_weeks", "uplift_by_basis", "promised", "together"}
    assert Totals.model_fields.keys() - parts <= {column for column, _kind in documented("result.totals")}


def test_a_result_is_not_pickled_and_its_tables_are(result: planner.Result) -> None:
    with pytest.raises(TypeError, match=r"a result is not pickled, .* write it to a folder, or pickle its tables"):
        pickle.dumps(result)
    assert pickle.dumps([getattr(result, name) for name in NAMES])
    assert copy.deepcopy([result])[0] is copy.copy(result) is result


def test_groups_goals_and_prices_hold_what_plan_json_and_slots_csv_hold(result: planner.Result) -> None:
    summary = result.summary
    assert list(result.groups["group"]) == [group["group"] for group in summary["groups"]]
    assert list(result.goals["name"]) == [goal["name"] for goal in summary["goals"]]
    by_slot = result.prices[result.prices["constraint"] == "slot_places"].set_index("id")["price_lp"]
    slots = result.slots.set_index("slot_id")["price_lp"]
    assert by_slot.to_dict() == pytest.approx(slots[slots != 0].to_dict())


def test_changing_what_is_handed_out_changes_no_result(result: planner.Result) -> None:
    before = {name: getattr(result, name) for name in NAMES}
    for name in NAMES:
        table = getattr(result, name)
        table[table.columns[0]] = "changed"
        table[table.columns[-1]].array[:1] = table[table.columns[-1]].array[-1:]
    result.summary["totals"].clear()
    assert all(before[name].equals(getattr(result, name)) for name in NAMES)
    assert result.summary["totals"]


def test_a_written_result_has_the_bytes_of_the_command_line(tmp_path: Path) -> None:
    folder = small(tmp_path)
    planner.plan(folder, language="en", dialect="swedish", **COUNTED).write(tmp_path / "door")
    options = ["--workers", "1", "--time-limit", "5", "--lang", "en", "--dialect", "swedish"]
    assert run(["plan", str(folder), "--out", str(tmp_path / "command"), *options]) == 0
    assert files(tmp_path / "door") == files(tmp_path / "command")
    assert json.loads((tmp_path / "door" / "run.json").read_text(encoding="utf-8"))["command"] == ["planner.plan"]


def test_a_what_if_is_written_with_the_tables_as_they_were_patched(scenario: planner.Scenario, tmp_path: Path) -> None:
    more = scenario.patched(table="slots", where={"slot_id": "S1"}, shift={"places": 2})
    out = planner.plan(more, **COUNTED).write(tmp_path / "out")
    assert planner.verify(out)
    assert list(planner.read(out / "inputs").tables["slots"]["places"]) == [3, 1, 1]


def test_filled_in_decisions_are_never_overwritten_unless_that_is_said(result: planner.Result, tmp_path: Path) -> None:
    out = result.write(str(tmp_path / "out"))
    sheet = out / "assignments.csv"
    lines = sheet.read_text(encoding="utf-8").splitlines()
    at = next(place for place, line in enumerate(lines) if ",proposed," in line)
    lines[at] = f"{lines[at].removesuffix(',,,,')}yes,,,,"
    sheet.write_text("\n".join(lines) + "\n", encoding="utf-8")
    with pytest.raises(planner.UsageFault, match=r"Add keep_decisions=True .*, or replace=True"):
        result.write(out)
    with pytest.raises(planner.UsageFault, match=r"^keep_decisions=True .* replace=True"):
        result.write(out, replace=True, keep_decisions=True)
    result.write(out, keep_decisions=True)
    assert "yes" in set(pd.read_csv(sheet)["decision"].dropna())


def test_a_refusal_names_arguments_and_leaves_the_names_of_folders_and_files(
    result: planner.Result, tmp_path: Path
) -> None:
    out = result.write(tmp_path / "--replace")
    sheet = out / "assignments.csv"
    for text, keep in (("decision,motive\nyes,\n", False), ('"torn', True)):
        sheet.write_text(text, encoding="utf-8")
        with pytest.raises(planner.UsageFault) as refused:
            result.write(out, keep_decisions=keep)
        said = str(refused.value)
        assert "replace=True" in said
        assert said.count("--replace") == said.count(str(out)) == (not keep)
        assert "--keep" not in said


def test_a_folder_with_other_files_is_left_as_it_is(result: planner.Result, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(planner.UsageFault, match=r"letter\.txt"):
        result.write(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_result_shows_itself_as_a_short_table_without_markup_of_a_file(tmp_path: Path) -> None:
    folder = small(tmp_path)
    settings = folder / "scenario.toml"
    text = settings.read_text(encoding="utf-8").replace("Exempelköping", "<b onclick=x>")
    settings.write_text(text, encoding="utf-8")
    result = planner.plan(folder, **COUNTED)
    assert "<b " not in result._repr_html_()
    assert result._repr_html_().startswith("<table><caption>&lt;b onclick=x&gt;, vecka 48 (2026-W48): a proposal")
    assert "placed" in repr(result)
    assert len(repr(result).splitlines()) < 15


def test_what_the_search_left_out_is_shown(result: planner.Result) -> None:
    assert not result.is_interrupted
    assert not any(word in repr(result) for word in ("no time left", "interrupted"))
    plan = result._plan
    goals = (*plan.file.goals[:-1], plan.file.goals[-1].model_copy(update={"status": "skipped"}))
    stopped = copy.copy(result)
    for why, said in (("interrupted", "interrupted"), ("max_seconds", "stopped by max_seconds")):
        told = {"goals": goals, "interrupted": why == "interrupted", "unrepeatable": why}
        stopped._plan = replace(plan, file=plan.file.model_copy(update=told))
        assert stopped.is_interrupted == (why == "interrupted")
        assert "no time left for" in repr(stopped)
        assert said in repr(stopped)


def test_figures_are_the_pictures_of_the_plan_with_its_own_figures_behind_them(result: planner.Result) -> None:
    tiny = planner.plan(planner.read(Path(__file__).parents[2] / "scenarios" / "tiny"), **COUNTED)
    gain = tiny.figures["gain"]
    assert gain.table.iloc[-1, 2] == pytest.approx(tiny.summary["totals"]["uplift"])
    assert gain.svg.startswith("<?xml")
    assert gain.png.startswith(b"\x89PNG")
    assert result.figures == {}  # so few people are in this week that nothing may be told
