"""One screen about a plan, on a week of four people."""

import pytest

from planner.inputs import read
from planner.planning import Plan, make_plan
from planner.reports import screen
from tests.cli.small import TABLES, write_small

JOBSEEKERS = """jobseeker_id,home_zone,approved_rules,education_level,swedish_level,months_unemployed,groups
P1,north,arbetspraktik,2,B1,14,SFI_klar
P2,south,arbetspraktik,2,B1,14,
"""


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    """A plan with one work placement, and a group whose name holds capitals."""
    slots = TABLES["slots.csv"].replace("praktik|jobb", "praktik").replace("S2,E2,jobb,south,1", "S2,E2,jobb,south,0")
    folder = write_small(tmp_path_factory.mktemp("weeks") / "week", jobseekers=JOBSEEKERS, slots=slots)
    path = folder / "scenario.toml"
    settings = '[groups.SFI_klar]\ntag = "SFI_klar"\nground = "none"\n\n[settings]\ngroups = ["SFI_klar"]\n'
    path.write_text(path.read_text(encoding="utf-8").replace("[settings]\n", settings), encoding="utf-8")
    return make_plan(read(folder))


def test_capitals_in_the_name_of_a_group_stay(plan: Plan) -> None:
    assert "  SFI_klar " in screen(plan, "sv", None)


def test_what_is_to_be_done_is_said_in_words(plan: Plan) -> None:
    assert set(plan.assignments["to_do"].dropna()) >= {"authority"}
    assert "authority" not in screen(plan, "sv", None)
    assert "AF beslutar" in screen(plan, "sv", None)
    assert "authority decides" in screen(plan, "en", None)


def test_a_plan_without_a_folder_names_no_files(plan: Plan) -> None:
    assert "assignments.csv" not in screen(plan, "sv", None)


def test_both_quarters_are_shown_and_what_nobody_has_measured(plan: Plan) -> None:
    share = plan.file.totals.judgement_share
    assert share is not None
    said = screen(plan, "en", None)
    assert "The quarter furthest from work" in said
    assert "The quarter nearest work" in said
    assert f"Of the gain {round(100 * share)} % is judgement: nobody has measured it." in said
