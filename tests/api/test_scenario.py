"""A scenario in Python: read from str or Path, shown as typed tables, and patched as a file would be."""

import copy
import pickle
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import planner
from planner.schema.tables import TABLES
from planner.schema.words import OF_TABLES
from tests.api.small import small

ROOT = Path(__file__).resolve().parent.parent.parent


def what_if(home: Path, base: Path, patches: str) -> Path:
    """A folder that changes a scenario."""
    folder = home / "what_if"
    folder.mkdir()
    extends = f'format = 1\nextends = "../{base.name}"\n'
    (folder / "scenario.toml").write_text(extends + patches, encoding="utf-8")
    return folder


def same(one: planner.Scenario, other: planner.Scenario) -> bool:
    return all(one.tables[name].equals(other.tables[name]) for name in one.tables)


def test_a_str_and_a_path_are_read_alike(tmp_path: Path) -> None:
    folder = small(tmp_path)
    assert same(planner.read(str(folder)), planner.read(folder))


def test_columns_have_the_dtypes_of_what_they_hold(scenario: planner.Scenario) -> None:
    slots, people = scenario.tables["slots"], scenario.tables["jobseekers"]
    assert {name: str(slots[name].dtype) for name in ("slot_id", "start_week", "places", "weeks", "status")} == {
        "slot_id": "str", "start_week": "str", "places": "Int64", "weeks": "Int64", "status": "category",
    }  # fmt: skip
    assert (str(slots["register_extract"].dtype), str(slots["hours_per_week"].dtype)) == ("boolean", "float64")
    assert list(slots["start_week"]) == ["2026-W49"] * 3
    assert slots["programme_ids"][0] == ("praktik", "jobb")
    assert slots["weeks"].isna().all()
    assert list(people["swedish_level"]) == ["B1", "C1", "A2", "B2"]


def test_a_table_that_does_not_exist_is_a_key_error_with_the_one_that_was_meant(scenario: planner.Scenario) -> None:
    with pytest.raises(KeyError, match='Did you mean "slots"'):
        scenario.tables["slot"]


def test_changing_what_is_handed_out_changes_nothing_else(scenario: planner.Scenario) -> None:
    before = {name: scenario.tables[name] for name in scenario.tables}
    for name in scenario.tables:
        scenario.tables[name].insert(0, "mine", 1)
    slots = scenario.tables["slots"]
    slots["places"].array[:] = 99
    slots["places"] = 99
    scenario.settings["goals"] = []
    scenario.models.clear()
    assert all(before[name].equals(scenario.tables[name]) for name in before)
    assert list(scenario.tables["slots"]["places"]) == [1, 1, 1]
    assert scenario.settings["goals"] == ["outcome", "waiting", "travel"]


def test_patches_in_python_give_what_the_same_patches_in_a_file_give(tmp_path: Path) -> None:
    base = small(tmp_path)
    in_file = what_if(
        tmp_path,
        base,
        """
[[patch]]
table = "slots"
where = { slot_id = ["S1", "S2"] }
shift = { places = 2 }
[[patch]]
table = "jobseekers"
where = { age = { min = 40 } }
set = { hours_per_week = 20, driving_licence = ["B"] }
[[patch]]
table = "supervisors"
scale = { capacity = 0.5 }
[[patch]]
table = "slots"
add = "more.csv"
[[patch]]
table = "slots"
where = { slot_id = "S3" }
remove = true
[[patch]]
settings = { max_travel_minutes = 45 }
""",
    )
    header = "slot_id,employer_id,programme_ids,zone,places,start_week,register_extract\n"
    (in_file / "more.csv").write_text(header + "S4,E2,praktik|jobb,north,2,2026-W50,yes\n", encoding="utf-8")
    row = {"slot_id": "S4", "employer_id": "E2", "programme_ids": ("praktik", "jobb"), "zone": "north",
           "places": np.int64(2), "start_week": "2026-W50", "register_extract": True}  # fmt: skip
    in_python = (
        planner.read(base)
        .patched(table="slots", where={"slot_id": pd.Series(["S1", "S2"])}, shift={"places": 2})
        .patched(table="jobseekers", where={"age": {"min": 40}}, set={"hours_per_week": 20, "driving_licence": {"B"}})
        .patched(table="supervisors", scale={"capacity": 0.5})
        .patched(table="slots", add=[row])
        .patched(table="slots", where={"slot_id": "S3"}, remove=True)
        .patched(settings={"max_travel_minutes": 45})
    )
    read = planner.read(in_file)
    assert same(in_python, read)
    assert in_python.settings == read.settings
    assert list(in_python.tables["slots"]["places"]) == [3, 3, 2]


def test_a_patched_scenario_keeps_its_name_unless_it_is_given_another(scenario: planner.Scenario) -> None:
    more = scenario.patched(table="slots", shift={"places": 1})
    named = more.patched(table="slots", shift={"places": 1}, name="two more everywhere").patched(
        table="slots", where={"slot_id": "S3"}, remove=True
    )
    assert (scenario.name, more.name, named.name) == (scenario.name, scenario.name, "two more everywhere")


def test_changing_what_a_patch_was_given_changes_no_scenario(scenario: planner.Scenario) -> None:
    slots = ["S1"]
    row: dict[str, object] = {
        "slot_id": "S4",
        "employer_id": "E2",
        "programme_ids": ["jobb"],
        "zone": "north",
        "places": 2,
    }
    rows = pd.DataFrame([row])
    more = scenario.patched(table="slots", where={"slot_id": slots}, shift={"places": 2})
    more = more.patched(table="slots", add=rows)
    slots[:] = ["S2"]
    rows["places"] = 9
    rows["programme_ids"].iloc[0].append("praktik")
    more = more.patched(settings={"max_travel_minutes": 45})
    assert list(more.tables["slots"]["places"]) == [3, 1, 1, 2]
    assert more.tables["slots"]["programme_ids"].iloc[-1] == ("jobb",)


def test_a_patched_scenario_leaves_the_first_as_it_is_and_the_files_unread(tmp_path: Path) -> None:
    folder = small(tmp_path)
    scenario = planner.read(folder)
    shutil.rmtree(folder)
    more = scenario.patched(table="slots", where={"slot_id": "S1"}, shift={"places": 2})
    assert (scenario.tables["slots"]["places"][0], more.tables["slots"]["places"][0]) == (1, 3)


@pytest.mark.parametrize(
    "patch, said",
    [
        ({"table": "slot", "shift": {"places": 1}}, ['Did you mean "slots"']),
        ({"table": "slots", "where": {"slotid": "S1"}, "set": {"plces": 1}}, ['"slot_id"', '"places"']),
        ({"table": "slots", "where": {"slot_id": "S9"}, "shift": {"places": 1}}, ["matches no row"]),
        ({"table": "slots", "shift": {"places": -5}}, ["makes -4, which is below 0"]),
        ({"table": "slots"}, ["exactly one of set, scale, shift, add, remove"]),
        ({"settings": {"goal": []}}, ['Python patch 1, settings.goal: there is no such key. Did you mean "goals"']),
        ({"settings": {"goals": ["waiting"]}}, ["Python patch 1, settings: goals must begin with outcome"]),
        ({"settings": {"max_travel_minutes": "much", "may_cost": {"waiting": 2}}},
         ["Python patch 1, settings.max_travel_minutes", "Python patch 1, settings.may_cost.waiting"]),
        ({"settings": {"groups": ["nobody"]}}, ['Python patch 1, settings.groups: "nobody" is no declared group']),
        ({"table": "slots", "add": [{"slot_id": "S1", "employer_id": "E9", "programme_ids": "jobb", "zone": "north",
                                     "places": "two"}]}, ['"E9"', '"S1" stands in row', '"two" is not a whole']),
    ],
)  # fmt: skip
def test_faults_of_a_patch_are_all_listed_with_their_cure(
    patch: dict[str, object], said: list[str], scenario: planner.Scenario
) -> None:
    with pytest.raises(planner.InputFaults) as refused:
        scenario.patched(**patch)  # type: ignore[arg-type] # patches of many kinds
    texts = [str(fault) for fault in refused.value.faults]
    assert len(texts) == len(said)
    assert [word for word in said if not any(word in text for text in texts)] == []
    assert all("Python patch 1" in text or "Python, patch.1" in text or "scenario.toml" in text for text in texts)


def test_somebody_whom_a_patch_protects_is_in_no_table_and_in_no_message(tmp_path: Path) -> None:
    scenario = planner.read(small(tmp_path))
    hidden = scenario.patched(table="jobseekers", where={"jobseeker_id": "P1"}, set={"protected_identity": True})
    assert list(hidden.tables["jobseekers"]["jobseeker_id"]) == ["P2", "P3", "P4"]
    assert (scenario.protected, hidden.protected) == (1, 2)
    assert copy.deepcopy([hidden])[0] is copy.copy(hidden) is hidden
    row = {"jobseeker_id": "P1", "slot_id": "S1", "decision": "pin"}
    assert hidden.patched(table="decisions", add=[row]).tables["decisions"].empty
    with pytest.raises(planner.InputFaults) as refused:
        hidden.patched(
            table="decisions", add=[{**row, "motive": "P1 asked"}, {**row, "jobseeker_id": "P9", "by": "P1"}]
        )
    assert "P1" not in str(refused.value)
    with pytest.raises(TypeError, match="not pickled"):
        pickle.dumps(hidden)


def test_a_workbook_is_read_as_well(tmp_path: Path) -> None:
    folder = small(tmp_path)
    with pd.ExcelWriter(folder / "scenario.xlsx", engine="xlsxwriter") as book:
        for path in sorted(folder.glob("*.csv")):
            pd.read_csv(path, dtype=str).to_excel(book, sheet_name=path.stem, index=False)
            path.unlink()
    more = planner.read(folder).patched(table="slots", shift={"places": 1})
    assert list(more.tables["slots"]["places"]) == [2, 2, 2]


def test_names_from_files_are_no_markup(tmp_path: Path) -> None:
    folder = small(tmp_path)
    settings = folder / "scenario.toml"
    text = settings.read_text(encoding="utf-8").replace("Exempelköping, vecka 48", "<script>alert(1)</script>")
    settings.write_text(text, encoding="utf-8")
    shown = planner.read(folder)._repr_html_()
    assert "<script>" not in shown
    assert "&lt;script&gt;" in shown
    assert repr(planner.read(folder)).splitlines()[0] == "<script>alert(1)</script> (2026-W48)"


def test_rows_are_added_as_a_frame_a_list_or_one_dict_and_nothing_else(scenario: planner.Scenario) -> None:
    row = {"jobseeker_id": "P1", "slot_id": scenario.tables["slots"]["slot_id"].iloc[0], "rank": 1}
    ways: list[Any] = [row, [row], pd.DataFrame([row])]
    added = [scenario.patched(table="preferences", add=way).tables["preferences"] for way in ways]
    assert len(added[0]) == len(scenario.tables["preferences"]) + 1
    for table in added[1:]:
        pd.testing.assert_frame_equal(table, added[0])
    twice = pd.concat([pd.DataFrame([row]), pd.DataFrame([{"rank": 2}])], axis=1)
    for wrong, said in ((twice, "names a column twice: rank"), (5, "not int"), ("P1", "not str"), ([5], "not list")):
        with pytest.raises(TypeError, match=said):
            scenario.patched(table="preferences", add=wrong)  # type: ignore[arg-type]


def test_a_fault_of_the_settings_is_blamed_on_the_patch_that_states_the_key(tmp_path: Path) -> None:
    base = small(tmp_path)
    folder = what_if(tmp_path, base, "[[patch]]\nsettings = { max_travel_minutes = 45 }\n")
    scenario = planner.read(folder).patched(settings={"fair_share": 0.5})
    with pytest.raises(planner.InputFaults) as refused:
        scenario.patched(settings={"fair_share": 2})
    assert [fault.where for fault in refused.value.faults] == ["Python patch 2, settings.fair_share"]
    doubted = scenario.patched(settings={"goals": ["outcome"]}).warnings
    assert list(doubted["file"][doubted["code"] == "few-goals"]) == ["Python patch 2"]
    (folder / "scenario.toml").write_text(
        f'format = 1\nextends = "../{base.name}"\n[[patch]]\nsettings = {{ max_travel_minutes = -1 }}\n',
        encoding="utf-8",
    )
    with pytest.raises(planner.InputFaults) as refused:
        planner.read(folder)
    assert [fault.where for fault in refused.value.faults] == ["scenario.toml patch 1, settings.max_travel_minutes"]


def test_rows_with_swedish_headings_and_words_are_read_as_files_are(scenario: planner.Scenario) -> None:
    row: dict[str, object] = {
        "slot_id": "S4", "employer_id": "E2", "programme_ids": ("praktik", "jobb"), "zone": "north", "places": 2,
        "status": "open", "register_extract": True,
    }  # fmt: skip
    words = OF_TABLES["slots"]
    swedish = {words.heading(name, "sv"): cell for name, cell in row.items()}
    swedish[words.heading("status", "sv")] = words.said("status", "open", "sv")
    assert not swedish.keys() & {"slot_id", "places"}
    assert "open" not in swedish.values()
    wanted = scenario.patched(table="slots", add=row)
    for rows in (swedish, {f" {name.upper()} ": cell for name, cell in swedish.items()}, pd.DataFrame([swedish])):
        assert scenario.patched(table="slots", add=rows).tables == wanted.tables
    with pytest.raises(TypeError, match="names a column twice: places"):
        scenario.patched(table="slots", add={**row, "Places": 3})


def test_tables_are_equal_where_all_their_frames_are(scenario: planner.Scenario) -> None:
    more = scenario.patched(table="slots", shift={"places": 1})
    assert scenario.tables == scenario.tables == dict(scenario.tables)
    assert scenario.tables != more.tables
    assert scenario.tables != {"slots": scenario.tables["slots"]}
    assert scenario.tables != 5


def test_tables_are_a_mapping_that_shows_how_many_rows_each_has(scenario: planner.Scenario) -> None:
    tables = scenario.tables
    assert (len(tables), list(tables)) == (len(dict(tables)), list(TABLES))
    assert tables._ipython_key_completions_() == list(tables)
    lines = repr(tables).splitlines()
    assert [line.split() for line in lines[1:3]] == [["jobseekers", "4", "rows"], ["employers", "2", "rows"]]
    assert len(lines) == 1 + sum(len(table) > 0 for table in tables.values())


def test_numbers_of_numpy_are_what_they_say(scenario: planner.Scenario) -> None:
    row = {"jobseeker_id": "P1", "slot_id": "S1", "rank": np.float64(2.0)}
    changed = scenario.patched(table="preferences", add=row).patched(
        table="slots", where={"places": np.int64(1)}, set={"hours_per_week": np.float64(37.5)}
    )
    assert list(changed.tables["preferences"]["rank"]) == [2]
    assert set(changed.tables["slots"]["hours_per_week"]) == {37.5}
