"""scenario.toml: keys, defaults, precedence, groups, models."""

import re
from pathlib import Path

import pytest

from planner.errors import InputFaults
from planner.inputs import read
from tests.inputs.folders import GOOD, codes_of, edited, faults_of, good, message_of, text_of
from tests.models.copies import copied

HEAD = text_of("scenario.toml")


def with_settings(tmp_path: Path, text: str) -> Path:
    return good(tmp_path, {"scenario.toml": f"{HEAD}\n{text}\n"})


def test_defaults_are_those_of_the_design(tmp_path: Path) -> None:
    scenario = read(good(tmp_path, {"scenario.toml": HEAD.replace("lottery_seed = 48\n", "")}))
    assert scenario.lottery_seed == 1
    assert (scenario.settings.candidates, scenario.settings.dialect) == ("eligible", "plain")
    solve = scenario.solve
    assert (solve.time_limit_seconds, solve.gap, solve.seed, solve.workers) == (20, 0.001, 1, 2)
    assert scenario.settings.group_minimum == {}
    assert {kind: found.reference.split("/")[0] for kind, found in scenario.assumptions.stored.items()} == {
        "rules": "sweden", "outcome": "evidence", "acceptance": "judgement", "travel": "straight_line",
        "policy": "equal_access", "occupations": "jobtech",
    }  # fmt: skip


def test_a_scenario_stands_over_its_policy_and_the_command_line_over_both(tmp_path: Path) -> None:
    folder = with_settings(tmp_path, "[settings]\nfair_share = 0.7\nmay_cost = { waiting = 0.01 }\n[solve]\nseed = 3")
    assert read(GOOD).settings.fair_share == 0.8
    assert read(folder).settings.fair_share == 0.7
    assert read(folder).settings.may_cost["travel"] == 0.005
    changes = {"solve": {"seed": 9}, "settings": {"fair_share": 0.6}}
    assert read(folder, changes=changes).solve.seed == 9
    assert read(folder, changes=changes).settings.fair_share == 0.6


def test_a_bad_change_of_the_command_line_is_a_fault() -> None:
    with pytest.raises(InputFaults, match=r"solve\.wrokers: there is no such key\. Did you mean \"workers\""):
        read(GOOD, changes={"solve": {"wrokers": 1}})


@pytest.mark.parametrize(
    "text,key,cure",
    [
        ("[settings]\ngoal = []", "settings.goal", 'Did you mean "goals"?'),
        ('[settings]\ngoals = ["outcome", "travell"]', "settings.goals.2", 'Did you mean "travel"?'),
        ("[settings]\nmay_cost = { travell = 0.1 }", "settings.may_cost.travell", 'Did you mean "travel"?'),
        ("[settings]\nmay_cost = { travel = 2 }", "settings.may_cost.travel", "Write a smaller number."),
        ('[settings]\ncandidates = "elligible"', "settings.candidates", 'Did you mean "eligible"?'),
        ('[settings]\ndialect = "svenska"', "settings.dialect", "Known are plain, swedish."),
        ("[settings]\nfair_share = -0.1", "settings.fair_share", "Write a larger number."),
        ("[settings]\nmax_travel_minutes = inf", "settings.max_travel_minutes", "Write a finite number, such as 0.5."),
        ('[settings]\ngroup_minimum = { kitchen = "many" }', "settings.group_minimum.kitchen", "Write a whole number"),
        ("[settings]\ngroup_minimum = { kitchen = 1.5 }", "settings.group_minimum.kitchen", "Write a whole number"),
        ("[solve]\ntime_limit = 5", "solve.time_limit", 'Did you mean "time_limit_seconds"?'),
        ("[solve]\ntime_limit_seconds = nan", "solve.time_limit_seconds", "Write a finite number"),
        ('[model]\nrules = "sweden"', "model", 'Did you mean "models"?'),
        ('[models]\nrule = "sweden"', "models.rule", 'Did you mean "rules"?'),
        ('[models]\nrules = "../sweden"', "models.rules", "Write it in the form shown."),
        ('[groups.x]\ntagg = "x"\ntag = "x"', "groups.x.tagg", 'Did you mean "tag"?'),
        ('[groups.x]\ntag = "x"\nground = "sexx"', "groups.x.ground", 'Did you mean "sex"?'),
        ('[groups.x]\ntag = "x"\ncolumn = "age"\nwhere = 3', "groups.x", "See docs/faults.md."),
        ('[groups.x]\ncolumn = "age"', "groups.x", "See docs/faults.md."),
        ("[constraints]\nof = []", "constraints.of", 'Did you mean "off"?'),
        ('[constraints]\noff = ["slot_place"]', "constraints.off.1", 'Did you mean "slot_places"?'),
        ("[rules]\nof = []", "rules.of", 'Did you mean "off"?'),
        ('[rules]\noff = ["slot_place"]', "rules.off.1", 'Did you mean "slot_places"?'),
    ],
)
def test_a_bad_key_is_named_with_its_cure(text: str, key: str, cure: str, tmp_path: Path) -> None:
    found = faults_of(with_settings(tmp_path, text))
    assert [(fault.file, fault.column) for fault in found] == [("scenario.toml", key)]
    assert cure in found[0].cure


def test_a_value_by_the_name_of_a_section_is_an_unknown_key(tmp_path: Path) -> None:
    assert codes_of(with_settings(tmp_path, "groups = 3")) == ["unknown-key"]


def test_a_section_under_its_former_name_is_read_as_the_one_of_today(tmp_path: Path) -> None:
    scenario = read(with_settings(tmp_path / "former", '[rules]\noff = ["slot_places"]'))
    assert scenario.constraints_off == ("slot_places",)
    faults = faults_of(with_settings(tmp_path / "both", "[rules]\noff = []\n[constraints]\noff = []"))
    assert [(fault.code, fault.column) for fault in faults] == [("unknown-key", "rules")]
    assert faults[0].what == "is the former name of constraints, which is here too"
    assert faults[0].cure == "Write all of it under [constraints]."


def test_every_bad_key_is_shown_at_once(tmp_path: Path) -> None:
    text = "[settings]\nfair_share = 2\nscore_step = 0\n[solve]\nseed = -1\ngap = 2\n"
    assert codes_of(with_settings(tmp_path, text)) == ["bad-value"] * 4


def test_bad_keys_do_not_hide_bad_cells(tmp_path: Path) -> None:
    slots = edited("slots.csv", ("centrum,3,0", "centrum,tre,0"))
    folder = good(tmp_path, {"scenario.toml": "[", **slots})
    assert codes_of(folder) == ["not-toml", "slots-places"]
    folder = good(tmp_path, {"scenario.toml": HEAD.replace("format", "fromat"), **slots})
    assert codes_of(folder) == ["missing-key", "unknown-key", "slots-places"]


def test_a_ragged_row_does_not_hide_bad_cells(tmp_path: Path) -> None:
    ragged = edited("zones.csv", ("norr,Norra stan", "norr,Norra, stan"))
    folder = good(tmp_path, {**ragged, **edited("slots.csv", ("centrum,3,0", "centrum,tre,0"))})
    assert sorted(codes_of(folder)) == ["ragged-row", "slots-places"]


@pytest.mark.parametrize("week", ["2026-W54", "2027-W53", "2026-48", "48", "", "1999-W01", "2099-W40", "0000-W01"])
def test_a_plan_week_that_cannot_be_is_a_fault(week: str, tmp_path: Path) -> None:
    folder = good(tmp_path, edited("scenario.toml", ("2026-W48", week)))
    assert [fault.column for fault in faults_of(folder)] == ["scenario.week"]


def test_week_53_of_2026_is_a_plan_week(tmp_path: Path) -> None:
    assert read(good(tmp_path, edited("scenario.toml", ("2026-W48", "2026-W53")))).week == read(GOOD).week + 5


def test_a_group_on_a_protected_ground_needs_basis_approver_and_a_day(tmp_path: Path) -> None:
    youth = '[groups.youth]\ncolumn = "age"\nwhere = { max = 24 }\nground = "age"\n'
    basis = 'legal_basis = "law"\napprover = "nämnden"\nexpires = 2027-01-01\n'
    assert codes_of(with_settings(tmp_path / "a", youth)) == ["bad-value"]
    assert "needs legal_basis, approver, expires" in message_of(tmp_path / "a")
    assert "youth" in read(with_settings(tmp_path / "b", youth + basis)).groups


def test_a_group_on_limits_stands_on_a_protected_ground(tmp_path: Path) -> None:
    assert codes_of(with_settings(tmp_path, '[groups.x]\ncolumn = "limits"\nwhere = "lifting"')) == ["group"]


def test_a_built_in_group_keeps_its_name(tmp_path: Path) -> None:
    assert codes_of(with_settings(tmp_path, '[groups.hardest_quarter]\ntag = "x"')) == ["group"]


def test_a_tag_is_declared_by_policy_or_scenario(tmp_path: Path) -> None:
    assert codes_of(good(tmp_path, edited("jobseekers.csv", ("kitchen", "kitchen|garden")))) == ["undeclared-tag"]
    assert 'holds the tag "garden"' in message_of(tmp_path)


def test_a_fault_of_the_policy_is_named_as_its_own(tmp_path: Path) -> None:
    files = copied("policy", "equal_access/1")
    policy = "models/policy/ours/1/policy.toml"
    files[policy] = files[policy].replace("value = 0.8", "value = 8")
    settings = {"scenario.toml": HEAD + '[models]\npolicy = "ours"\n'}
    assert [fault.file for fault in faults_of(good(tmp_path, {**files, **settings}))] == [policy]


def test_the_newest_version_counts_number_by_number(tmp_path: Path) -> None:
    files: dict[str, str] = {}
    for version in ("1.9", "1.10", "1.2", "new"):
        files |= copied("travel", "straight_line/1", "straight_line", version)
    assert read(good(tmp_path, files)).assumptions.travel.stored.reference == "straight_line/1.10"


@pytest.mark.parametrize("name", ["card.toml", "policy.toml"])
@pytest.mark.parametrize("content", ["", "[", "values = 3", "groups = []", "\x00"])
def test_a_broken_model_is_a_fault(name: str, content: str, tmp_path: Path) -> None:
    files = copied("policy", "equal_access/1")
    files[f"models/policy/ours/1/{name}"] = content
    assert codes_of(good(tmp_path, {**files, "scenario.toml": HEAD + '[models]\npolicy = "ours"\n'}))


@pytest.mark.parametrize(
    "kind,source,needed",
    [
        ("outcome", "evidence/2", ["card.toml", "shape.toml", "segments.csv", "forms.csv", "effects.csv"]),
        ("outcome", "rules_only/1", ["card.toml", "shape.toml", "points.csv"]),
        ("rules", "sweden/2026.1", ["card.toml", "common.toml"]),
        ("travel", "straight_line/1", ["card.toml", "modes.toml"]),
        ("occupations", "jobtech/1", ["card.toml", "fit.toml", "near.csv", "ssyk.csv"]),
    ],
)
def test_a_model_without_any_one_of_its_files_is_a_fault(
    kind: str, source: str, needed: list[str], tmp_path: Path
) -> None:
    for missing in needed:
        files = copied(kind, source)
        del files[f"models/{kind}/ours/1/{missing}"]
        folder = good(tmp_path / missing, {**files, "scenario.toml": HEAD + f'[models]\n{kind} = "ours"\n'})
        assert "no-model-file" in codes_of(folder)


@pytest.mark.parametrize("key,other", [("kind", "travel"), ("name", "theirs"), ("version", "2")])
def test_a_card_that_speaks_of_another_model_is_a_fault(key: str, other: str, tmp_path: Path) -> None:
    files = copied("acceptance", "judgement/2")
    card = "models/acceptance/ours/1/card.toml"
    files[card] = re.sub(rf'^{key} = ".*"$', f'{key} = "{other}"', files[card], flags=re.MULTILINE)
    folder = good(tmp_path, {**files, "scenario.toml": HEAD + '[models]\nacceptance = "ours"\n'})
    assert codes_of(folder) == ["card-mismatch"]
    assert f'{card}, {key}: "{other}" is not the {key} that its folder says' in message_of(folder)


def test_an_occupation_that_ssyk_has_not_is_a_fault_that_names_its_beginning(tmp_path: Path) -> None:
    """9214 is a gardener in the international ISCO-08, and nothing in SSYK 2012."""
    files = {name: text_of(name).replace("9210", "9214") for name in ("slots.csv", "jobseekers.csv", "preferences.csv")}
    folder = good(tmp_path, files)
    assert set(codes_of(folder)) == {"unknown-ssyk"}
    message = message_of(folder)
    assert (
        'slots.csv rows 3 and 4, ssyk: "9214" is no code of SSYK 2012. Did you mean 921, or a code below it?' in message
    )
    assert 'jobseekers.csv row 4, wished_ssyk: "5|9214" holds "9214", which is no code of SSYK 2012' in message
    assert "error[unknown-ssyk]: preferences.csv row 3, ssyk" in message


@pytest.mark.parametrize("table", ["outcomes", "baselines"])
def test_scores_of_persons_beside_points_are_a_fault(table: str, tmp_path: Path) -> None:
    other = {"outcomes": "baselines", "baselines": "outcomes"}[table]
    header = text_of(f"{other}.csv").splitlines()[0] + "\n"
    files = {f"{other}.csv": header, "scenario.toml": HEAD + '[models]\noutcome = "rules_only"\n'}
    folder = good(tmp_path, files)
    assert codes_of(folder) == ["scores-beside-points"]
    assert f"{table}.csv" in message_of(folder)


@pytest.mark.parametrize("name", ["segments.csv", "forms.csv", "effects.csv"])
@pytest.mark.parametrize("content", ["", "x", "segment,rule\n1,2,3\n", 'a,"b', "\x00", "segment\n\n"])
def test_a_broken_table_of_a_model_is_a_fault(name: str, content: str, tmp_path: Path) -> None:
    files = copied("outcome", "evidence/2")
    files[f"models/outcome/ours/1/{name}"] = content
    folder = good(tmp_path, {**files, "scenario.toml": HEAD + '[models]\noutcome = "ours"\n'})
    assert codes_of(folder)
