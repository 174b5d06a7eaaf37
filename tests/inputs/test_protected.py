"""People with protected identity: taken out of every table, named in no file and no message."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from planner.errors import InputFaults
from planner.inputs import read, scenario_files
from planner.schema.tables import TABLES
from tests.inputs.folders import codes_of, edited, faults_of, good, message_of, patches, text_of, what_if, write

CANARY = "Q77-Kanarie"
SPELLINGS = (CANARY, CANARY.lower(), CANARY.upper(), f"  {CANARY} ", f"{CANARY}\u00a0", f"\u200b{CANARY}")
PROTECTED_ROW = f"{CANARY},centrum,yes,2.5\n"
BASE = {
    "scenario.toml": 'format = 1\n[scenario]\nname = "Few"\nweek = "2026-W48"\n',
    "jobseekers.csv": "jobseeker_id,home_zone,protected_identity,support_need\nJ1,centrum,no,1\n" + PROTECTED_ROW,
    "employers.csv": "employer_id,name\nE1,Köket\n",
    "slots.csv": "slot_id,employer_id,programme_ids,zone,places\nS1,E1,praktik,centrum,3\n",
    "programmes.csv": "programme_id,rule,leads_to,leads_to_share\npraktik,arbetspraktik,,\n"
    "steg,arbetspraktik,praktik,0.5\n",
    "zones.csv": "zone,lat,lon\ncentrum,55.88,12.84\n",
}
# One sound row of each table for J1; the canary is planted in it cell by cell.
ROWS = {
    "jobseekers": {"jobseeker_id": "J2", "home_zone": "centrum"},
    "employers": {"employer_id": "E2", "name": "Parken"},
    "slots": {"slot_id": "S2", "employer_id": "E1", "programme_ids": "praktik", "zone": "centrum", "places": "1"},
    "programmes": {"programme_id": "mer", "rule": "arbetspraktik"},
    "funding": {"funding_id": "F1", "budget_sek": "100"},
    "programme_funding": {"programme_id": "praktik", "funding_id": "F1"},
    "supervisors": {"supervisor_id": "H1"},
    "caseworkers": {"caseworker_id": "K1"},
    "zones": {"zone": "norr"},
    "travel": {"from_zone": "centrum", "to_zone": "centrum", "minutes": "5"},
    "outcomes": {"jobseeker_id": "J1", "slot_id": "S1", "value": "0.5"},
    "baselines": {"jobseeker_id": "J1"},
    "decisions": {"jobseeker_id": "J1", "slot_id": "S1", "decision": "forbid"},
    "placements": {"jobseeker_id": "J1", "slot_id": "S1", "state": "started", "from_week": "2026-W40"},
    "history": {"jobseeker_id": "J1", "end": "ended"},
    "held_places": {"slot_id": "S1", "programme_id": "steg", "places": "1"},
    "followups": {"jobseeker_id": "J1", "slot_id": "S1", "step": "day_3", "done_on": "2026-11-18"},
    "left_pool": {"jobseeker_id": "J9", "left_week": "2026-W40"},
    "preferences": {"jobseeker_id": "J1", "slot_id": "S1", "rank": "1"},
    "past_placements": {"jobseeker_id": "J1", "slot_id": "S1"},
    "audit": {"jobseeker_id": "J1"},
    "modules": {"module_id": "M1", "gives_skills": "truck", "weeks": "3"},
    "targets": {
        "target_id": "T1", "counts": "placements", "from_week": "2026-W01", "to_week": "2026-W52", "target": "9",
    },
    "target_steps": {"target_id": "T1", "week": "2026-W20", "due": "4"},
}  # fmt: skip


def everything_said(folder: Path) -> tuple[str, set[str]]:
    """All that leaves the reader, in lower case: the files it would write or its exception; and the codes."""
    try:
        scenario = read(folder)
    except InputFaults as stopped:
        return "".join(_of_exception(stopped)).lower(), {fault.code for fault in stopped.faults}
    written = b"".join(name.encode() + content for name, content in scenario_files(scenario, audit=True))
    return (written.decode() + repr(scenario) + repr(sorted(scenario.sources))).lower(), set()


def _of_exception(error: BaseException | None) -> Iterator[str]:
    while error is not None:
        yield f"{error} {error!r} {error.args!r} {vars(error)!r}"
        error = error.__cause__ or error.__context__


def planted(table: str, column: str, text: str) -> dict[str, str]:
    """The files of a small scenario with the text in one cell of a row added to a table."""
    row = {**ROWS[table], column: text}
    if f"{table}.csv" not in BASE:
        return {f"{table}.csv": ",".join(row) + "\n" + ",".join(row.values()) + "\n"}
    lines = BASE[f"{table}.csv"].splitlines()
    names = list(dict.fromkeys([*lines[0].split(","), *row]))
    kept = [line + "," * (len(names) - len(lines[0].split(","))) for line in lines[1:]]
    return {f"{table}.csv": "\n".join([",".join(names), *kept, ",".join(row.get(n, "") for n in names), ""])}


PLACES = [(table, column) for table, known in TABLES.items() for column in known.columns]


@pytest.mark.parametrize("place", PLACES, ids=".".join)
def test_a_protected_id_in_any_cell_is_refused_or_vanishes_and_is_never_named(
    place: tuple[str, str], tmp_path: Path
) -> None:
    table, column = place
    texts = (*SPELLINGS, f"se {CANARY}s plats")
    text = texts[PLACES.index(place) % len(texts)]
    folder = write(tmp_path, {**BASE, **planted(table, column, text)})
    said, codes = everything_said(folder)
    assert CANARY.lower() not in said
    if column != "jobseeker_id":
        bad_cell = {f"{table}-{column.replace('_', '-')}", "jobseekers-protected-identity"}
        assert codes & ({"protected-mention"} | bad_cell)


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_rows_of_protected_people_vanish_in_every_spelling(spelling: str, tmp_path: Path) -> None:
    tables = [name for name, known in TABLES.items() if "jobseeker_id" in known.columns and name != "jobseekers"]
    files = [planted(name, "jobseeker_id", spelling) for name in tables]
    scenario = read(write(tmp_path, {**BASE, **{name: text for file in files for name, text in file.items()}}))
    assert scenario.protected == 1
    assert list(scenario.tables["jobseekers"]["jobseeker_id"]) == ["J1"]
    assert {name: len(scenario.tables[name]) for name in tables if len(scenario.tables[name])} == {"placements": 1}
    assert CANARY.lower() not in everything_said(tmp_path)[0]


def test_the_copy_of_a_scenario_keeps_how_many_were_taken_out(tmp_path: Path) -> None:
    scenario = read(write(tmp_path / "given", BASE))
    copy = tmp_path / "copy"
    for name, content in scenario_files(scenario):
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        (copy / name).write_bytes(content)
    again = read(copy)
    assert (again.protected, again.protected_in_tables) == (1, 0)
    # Where the rows themselves say who is protected, those are counted.
    both = "jobseeker_id,home_zone,protected_identity\nJ1,centrum,yes\nJ2,centrum,yes\n"
    (copy / "jobseekers.csv").write_text(both, encoding="utf-8")
    assert read(copy).protected == 2


def test_the_same_protected_person_twice_is_one_and_not_named(tmp_path: Path) -> None:
    for again in (PROTECTED_ROW, PROTECTED_ROW.lower(), PROTECTED_ROW.replace("Kanarie", "Kanarie ")):
        folder = write(tmp_path, {**BASE, "jobseekers.csv": BASE["jobseekers.csv"] + again})
        scenario = read(folder)
        assert scenario.protected == 1
        assert CANARY.lower() not in everything_said(folder)[0]


def test_another_person_whose_id_differs_by_capitals_does_not_vanish_unseen(tmp_path: Path) -> None:
    row = f"{CANARY.lower()},centrum,no,1\n"
    folder = write(tmp_path, {**BASE, "jobseekers.csv": BASE["jobseekers.csv"] + row})
    assert codes_of(folder) == ["protected-mention"]
    assert CANARY.lower() not in everything_said(folder)[0]


def test_a_running_placement_stays_as_an_anonymous_place_with_its_support_need(tmp_path: Path) -> None:
    header = "jobseeker_id,slot_id,state,support_need,answer_by,from_week\n"
    rows = f"{CANARY},S1,started,,,2026-W40\n{CANARY},S1,offered,4,2026-12-01,\n{CANARY},S1,draft,,,\n"
    kept = read(write(tmp_path, {**BASE, "placements.csv": header + rows})).tables["placements"]
    assert list(kept["state"]) == ["offered", "started"]
    assert kept["jobseeker_id"].isna().all()
    # The placement's own need stands before the person's.
    assert list(kept["support_need"]) == [4.0, 2.5]


SETTINGS = (
    '[scenario]\nname = "Plan for {}"\nweek = "2026-W48"',
    '[scenario]\nname = "Few"\nweek = "{}"',
    '[groups.{}]\ntag = "x"',
    '[groups.x]\ntag = "{}"',
    '[groups.x]\ntag = "x"\nlegal_basis = "{}"',
    '[groups.x]\ncolumn = "jobseeker_id"\nwhere = ["{}"]',
    '[settings]\ngroups = ["{}"]',
    '[settings]\ngroup_minimum = {{ "{}" = 1 }}',
    '[constraints]\noff = ["{}"]',
    '[models]\nrules = "{}"',
    "{} = 1",
)


@pytest.mark.parametrize("text", SETTINGS)
def test_scenario_toml_names_no_protected_person(text: str, tmp_path: Path) -> None:
    head = "" if "[scenario]" in text else '[scenario]\nname = "Few"\nweek = "2026-W48"\n'
    filled = text.format(CANARY)
    settings = f"format = 1\n{filled}\n{head}" if filled.startswith(CANARY) else f"format = 1\n{head}{filled}\n"
    said, codes = everything_said(write(tmp_path, {**BASE, "scenario.toml": settings}))
    assert "protected-mention" in codes
    assert CANARY.lower() not in said


WHERE = f'where = {{ jobseeker_id = "{CANARY}" }}'
PATCHES: Mapping[str, str] = {
    "set": f'[[patch]]\ntable = "decisions"\nset = {{ motive = "{CANARY}" }}',
    "set id": f'[[patch]]\ntable = "jobseekers"\nset = {{ jobseeker_id = "{CANARY}" }}',
    "where": f'[[patch]]\ntable = "jobseekers"\n{WHERE}\nset = {{ age = 30 }}',
    "where of a list": f'[[patch]]\ntable = "history"\nwhere = {{ jobseeker_id = ["J1", "{CANARY}"] }}\nremove = true',
    "where of another table": f'[[patch]]\ntable = "slots"\nwhere = {{ zone = "{CANARY}" }}\nremove = true',
    "where of a number": f'[[patch]]\ntable = "jobseekers"\nwhere = {{ age = "{CANARY}" }}\nremove = true',
    "column": f'[[patch]]\ntable = "slots"\nwhere = {{ "{CANARY}" = 1 }}\nremove = true',
    "table": f'[[patch]]\ntable = "{CANARY}"\nremove = true',
    "file": f'[[patch]]\ntable = "slots"\nadd = "{CANARY}.csv"',
    "settings": f'[[patch]]\nsettings = {{ groups = ["{CANARY}"] }}',
    "scale": f'[[patch]]\ntable = "slots"\nscale = {{ "{CANARY}" = 2 }}',
}


@pytest.mark.parametrize("patch", PATCHES)
def test_no_patch_names_a_protected_person(patch: str, tmp_path: Path) -> None:
    write(
        tmp_path / "good", {**BASE, **planted("history", "jobseeker_id", "J1"), **planted("decisions", "motive", "x")}
    )
    folder = write(tmp_path / "what_if", patches(PATCHES[patch]))
    write(folder, {f"{CANARY}.csv": BASE["slots.csv"].replace("S1", "S8")} if patch == "file" else {})
    assert CANARY.lower() not in everything_said(folder)[0]


@pytest.mark.parametrize("place", PLACES[::4], ids=".".join)
def test_no_file_that_a_patch_adds_names_one(place: tuple[str, str], tmp_path: Path) -> None:
    table, column = place
    write(tmp_path / "good", BASE)
    row = {**ROWS[table], column: CANARY}
    added = {"more.csv": ",".join(row) + "\n" + ",".join(row.values()) + "\n"}
    folder = write(tmp_path / "what_if", {**patches(f'[[patch]]\ntable = "{table}"\nadd = "more.csv"'), **added})
    assert CANARY.lower() not in everything_said(folder)[0]


# Ids that are words or numbers like those of the messages themselves.
PLAIN_IDS = ("kanarie", "48213")
BUSY = "jobseeker_id,home_zone,protected_identity,busy\n"
BREAKS: Mapping[str, Mapping[str, str]] = {
    "half-day": {"jobseekers.csv": BUSY + "J1,centrum,no,mo-am|{0}\n{0},centrum,yes,\n"},
    "file": {"{0}.csv": "zone\nx\n"},
    "key": {"scenario.toml": BASE["scenario.toml"] + '"{0}" = 1\n'},
    "key of a group": {"scenario.toml": BASE["scenario.toml"] + '[groups."{0}"]\ntag = 1\n'},
    "key that breaks TOML": {"scenario.toml": BASE["scenario.toml"] + '"{0}" = 1\n"{0}" = 2\n'},
    "scenario": {"scenario.toml": BASE["scenario.toml"].replace("Few", "{0}")},
    "doubled columns": {"zones.csv": "zone,{0},{0}\ncentrum,1,2\n"},
    "unknown column": {"zones.csv": "zone,{0}\ncentrum,1\n"},
    "forbidden column": {"employers.csv": "employer_id,name,adress {0}\nE1,Köket,x\n"},
    "quoted": {"zones.csv": 'zone,"a""{0}""b"\ncentrum,1\n'},
    "tag": {
        "jobseekers.csv": "jobseeker_id,home_zone,protected_identity,groups\nJ1,centrum,no,{0}\n{0},centrum,yes,\n"
    },
    "zone": {"jobseekers.csv": "jobseeker_id,home_zone,protected_identity\nJ1,{0},no\n{0},centrum,yes\n"},
    "reference": {"slots.csv": "slot_id,employer_id,programme_ids,zone,places\nS1,E1,praktik|{0},centrum,3\n"},
    "status": {"slots.csv": BASE["slots.csv"].replace("places\n", "places,status\n").replace(",3\n", ",3,{0}\n")},
    "model": {"scenario.toml": BASE["scenario.toml"] + '[models]\nrules = "{0}"\n'},
    "goal": {"scenario.toml": BASE["scenario.toml"] + '[settings]\ngoals = ["{0}"]\n'},
    "setting": {"scenario.toml": BASE["scenario.toml"] + '[settings]\ngroup_minimum = {{ "{0}" = -1 }}\n'},
    "file of a model": {
        "scenario.toml": BASE["scenario.toml"] + '[models]\nacceptance = "mine"\n',
        "models/acceptance/mine/1/{0}.txt": "x",
    },
}


@pytest.mark.parametrize("person", PLAIN_IDS)
@pytest.mark.parametrize("broken", BREAKS)
def test_an_id_of_letters_or_digits_alone_is_in_no_message(broken: str, person: str, tmp_path: Path) -> None:
    files = {name: text.replace(CANARY, person) for name, text in BASE.items()}
    changed = {name.format(person): text.format(person) for name, text in BREAKS[broken].items()}
    said, codes = everything_said(write(tmp_path, {**files, **changed}))
    assert codes
    assert person not in said


def test_the_words_of_a_message_are_not_struck_for_an_id_that_is_one_of_them(tmp_path: Path) -> None:
    files = {name: text.replace(CANARY, "row") for name, text in BASE.items()}
    slots = BASE["slots.csv"].replace(",3\n", ",tre\n")
    assert [str(fault) for fault in faults_of(write(tmp_path, {**files, "slots.csv": slots}))] == [
        'error[slots-places]: slots.csv row 2, places: "tre" is not a whole number. Write 3.'
    ]


PROTECTS = f'[[patch]]\ntable = "jobseekers"\nwhere = {{ jobseeker_id = "{CANARY}" }}\n'
FAILING = {
    "a value out of range": PROTECTS + "set = { protected_identity = true, age = 999 }",
    "an unknown column": PROTECTS + "set = { protected_identity = true, xx = 1 }",
    "an unreadable flag": PROTECTS + 'set = { protected_identity = "kanske" }',
    "a misspelt flag": PROTECTS + "set = { protected_identiy = true }",
    "a misspelt key": PROTECTS + "sett = { protected_identity = true }",
    "a misspelt table": PROTECTS.replace("jobseekers", "jobseeker") + "set = { protected_identity = true }",
    "a misspelt heading": PROTECTS.replace("[[patch]]", "[[ptach]]") + "set = { protected_identity = true }",
    "nobody met": PROTECTS.replace(CANARY, "Q77") + "set = { protected_identity = true }",
    "a fault elsewhere": PROTECTS + "set = { protected_identity = true }\n[solve]\nworkrs = 1",
    "no TOML": PROTECTS + "set = { protected_identity = true",
    "no such file": '[[patch]]\ntable = "jobseekers"\nadd = "more.csv"',
}


@pytest.mark.parametrize("patch", FAILING)
def test_where_a_patch_of_jobseekers_fails_nobody_is_named(patch: str, tmp_path: Path) -> None:
    wishes = f"jobseeker_id,slot_id,rank\n{CANARY},S1,1\n{CANARY},S1,1\n{CANARY},S99,2\n"
    people = BASE["jobseekers.csv"].replace("yes", "no")
    write(tmp_path / "good", {**BASE, "jobseekers.csv": people, "preferences.csv": wishes})
    said, codes = everything_said(write(tmp_path / "w", patches(FAILING[patch])))
    assert {"duplicate-id", "not-toml"} & codes
    assert CANARY.lower() not in said.replace(PROTECTS.lower(), "")


@pytest.mark.parametrize(
    "flag", ["sekretess", "Sekretessmarkering", "skyddad", "skyddade uppgifter", "hemlig", "secret", "hidden", "sekr"]
)
@pytest.mark.parametrize("beside", [True, False])
def test_a_flag_of_another_name_is_a_fault_and_hides_everybody(flag: str, beside: bool, tmp_path: Path) -> None:  # noqa: FBT001
    known = ",protected_identity" if beside else ""
    cell = ",no" if beside else ""
    people = f"jobseeker_id,home_zone{known},{flag}\nJ1,centrum{cell},\n{CANARY},centrum{cell},ja\n"
    wishes = f"jobseeker_id,slot_id,rank\n{CANARY},S1,1\n{CANARY},S1,1\n"
    said, codes = everything_said(write(tmp_path, {**BASE, "jobseekers.csv": people, "preferences.csv": wishes}))
    assert codes == {"protected-column", "duplicate-id"}
    assert CANARY.lower() not in said


def test_tables_beside_extends_name_nobody(tmp_path: Path) -> None:
    people = "jobseeker_id,home_zone,protected_identity\nANNA,norr,yes\n"
    folder = good(tmp_path, {**patches(extends="../ANNA"), "jobseekers.csv": people})
    assert {"table-beside-extends", "no-base"} <= set(codes_of(folder))
    assert "ANNA" not in message_of(folder)


def test_an_unknown_column_hides_everybody_where_nothing_says_who_is_protected(tmp_path: Path) -> None:
    people = f"jobseeker_id,home_zone,spärr\nJ1,centrum,\n{CANARY},centrum,ja\n"
    wishes = f"jobseeker_id,slot_id,rank\n{CANARY},S1,1\n{CANARY},S1,1\n"
    said, codes = everything_said(write(tmp_path, {**BASE, "jobseekers.csv": people, "preferences.csv": wishes}))
    assert codes == {"unknown-column", "duplicate-id"}
    assert CANARY.lower() not in said


def test_an_id_without_a_row_of_jobseekers_is_named_by_its_own_row(tmp_path: Path) -> None:
    wishes = "jobseeker_id,slot_id,rank\nGone-1,S1,1\nGone-1,S1,x\n"
    found = faults_of(write(tmp_path, {**BASE, "preferences.csv": wishes}))
    assert {(fault.code, fault.row) for fault in found} >= {("unknown-reference", 2), ("unknown-reference", 3)}
    assert "gone-1" not in everything_said(tmp_path)[0]


def test_a_person_whom_a_patch_protects_leaves_every_table(tmp_path: Path) -> None:
    patch = '[[patch]]\ntable = "jobseekers"\nwhere = { jobseeker_id = "J3" }\nset = { protected_identity = true }'
    before, after = read(good(tmp_path / "good")), read(write(tmp_path / "w", patches(patch)))
    assert after.protected == before.protected + 1
    for name, frame in after.tables.items():
        if "jobseeker_id" in frame.columns:
            assert "J3" not in set(frame["jobseeker_id"]), name
            assert "J3" in set(before.tables[name]["jobseeker_id"]) or name not in {"jobseekers", "history"}


def test_a_person_whom_a_patch_protects_is_named_in_no_message(tmp_path: Path) -> None:
    patch = f'[[patch]]\ntable = "jobseekers"\n{WHERE}\nset = {{ protected_identity = "ja" }}'
    people = BASE["jobseekers.csv"].replace("yes", "no") + f"{CANARY},nowhere,no,much\n"
    wishes = f"jobseeker_id,slot_id,rank\n{CANARY},S99,1\n{CANARY},S1,1\n{CANARY},S1,x\n"
    write(tmp_path / "good", {**BASE, "jobseekers.csv": people, "preferences.csv": wishes})
    assert CANARY.lower() not in everything_said(write(tmp_path / "w", patches(patch)))[0]


def test_a_patch_that_adds_a_protected_person_takes_them_out_of_the_base_too(tmp_path: Path) -> None:
    write(tmp_path / "good", {**BASE, **planted("preferences", "jobseeker_id", "J1")})
    adds = '[[patch]]\ntable = "jobseekers"\nadd = "more.csv"'
    more = {"more.csv": "jobseeker_id,home_zone,protected_identity\nJ1,centrum,yes\n"}
    scenario = read(write(tmp_path / "w", {**patches(adds), **more}))
    assert scenario.protected == 2
    assert scenario.tables["jobseekers"].empty
    assert scenario.tables["preferences"].empty


def test_once_protected_a_patch_takes_nobody_back(tmp_path: Path) -> None:
    patch = '[[patch]]\ntable = "jobseekers"\nset = { protected_identity = "nej" }'
    assert read(what_if(tmp_path, patch)).protected == 1


@pytest.mark.parametrize(
    "broken",
    [
        BASE["jobseekers.csv"].replace("protected_identity", "protected_identety"),
        BASE["jobseekers.csv"].replace("protected_identity", "skyddad"),
        BASE["jobseekers.csv"].replace("jobseeker_id,", "deltagare,"),
        BASE["jobseekers.csv"].replace("centrum,yes", "centrum, yes, och mer"),
        BASE["jobseekers.csv"].replace("yes", "kanske"),
        BASE["jobseekers.csv"] + '"',
        BASE["jobseekers.csv"].split("\n", 1)[1],
        "",
    ],
)
def test_where_protection_cannot_be_told_nobody_is_named(broken: str, tmp_path: Path) -> None:
    wishes = f"jobseeker_id,slot_id,rank\n{CANARY},S99,1\n{CANARY},S1,much\n{CANARY},S1,1\n{CANARY},S1,1\n"
    folder = write(tmp_path, {**BASE, "jobseekers.csv": broken, "preferences.csv": wishes})
    assert codes_of(folder)
    assert CANARY.lower() not in everything_said(folder)[0]


def test_ids_of_digits_alone_are_other_things_in_other_columns(tmp_path: Path) -> None:
    files = {name: text.replace(CANARY, "12") for name, text in BASE.items()}
    files["employers.csv"] = "employer_id,name\nE1,Rum 12\n12,Parken\n"
    assert read(write(tmp_path, files)).protected == 1


def test_ids_of_digits_alone_are_refused_in_free_text(tmp_path: Path) -> None:
    files = {name: text.replace(CANARY, "48213") for name, text in BASE.items()}
    assert codes_of(write(tmp_path, {**files, "employers.csv": "employer_id,name\nE1,se 48213\n"})) == [
        "protected-mention"
    ]


def test_excel_may_drop_the_noughts_of_a_protected_id(tmp_path: Path) -> None:
    files = {name: text.replace(CANARY, "0042") for name, text in BASE.items()}
    wishes = {"preferences.csv": "jobseeker_id,slot_id,rank\n42,S1,1\n"}
    assert read(write(tmp_path, {**files, **wishes})).tables["preferences"].empty


def test_text_of_the_sound_scenario_is_as_the_cases_need_it() -> None:
    assert edited("jobseekers.csv", ("J9", "J9")) == {"jobseekers.csv": text_of("jobseekers.csv")}


def test_a_person_whom_one_patch_adds_and_another_protects_is_in_no_table(tmp_path: Path) -> None:
    adds = '[[patch]]\ntable = "jobseekers"\nadd = "more.csv"'
    protects = '[[patch]]\ntable = "jobseekers"\nwhere = { jobseeker_id = "J7" }\nset = { protected_identity = "yes" }'
    more = {"more.csv": "jobseeker_id,home_zone,age\nJ7,centrum,30\nJ8,centrum,30\n"}
    scenario = read(what_if(tmp_path, adds, protects, files=more))
    people = scenario.tables["jobseekers"]["jobseeker_id"].tolist()
    assert ("J7" in people, "J8" in people) == (False, True)


def test_a_folder_called_by_a_protected_id_is_refused_and_not_named(tmp_path: Path) -> None:
    write(tmp_path / CANARY, BASE)
    folder = write(tmp_path / "w", patches(extends=f"../{CANARY}"))
    assert set(codes_of(folder)) == {"protected-mention"}
    assert CANARY.lower() not in everything_said(folder)[0]
