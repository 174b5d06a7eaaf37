"""What-ifs from files to figures: each change alone, all together, what is joint, and what is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from planner.errors import CannotHold, InputFaults, UsageFault
from planner.inputs import ScenarioFiles, opened
from planner.planning import make_plan, read_scenario
from planner.reports import comparison_screen
from planner.schema.scenario import Scenario
from planner.studies import Study, StudyRequest, study
from tests.compared import screen_of, shipped_benefit
from tests.scenarios import Given

PLACE = '[[patch]]\ntable = "slots"\nwhere = { slot_id = "S1" }\nshift = { places = 1 }\n'
ROOM = '[[patch]]\ntable = "employers"\nset = { max_people = 2 }\n'


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A week of two people, one place, and an employer who takes one person: only both changes place the second."""
    given = Given(tmp_path).people("P1", "P2").slot("S1").change("employers", "E1", max_people=1)
    return given.worth("P1", "S1", 0.5).worth("P2", "S1", 0.25).write()


def _what_if(base: Path, name: str, text: str) -> Path:
    folder = base.parent / name
    folder.mkdir()
    head = f'format = 1\nextends = "{base.as_posix()}"\n[scenario]\nname = "{name}"\n'
    (folder / "scenario.toml").write_text(head + text, encoding="utf-8")
    return folder


def _study(base: Path, *what_ifs: Path, **asked: Any) -> Study:  # noqa: ANN401 - fields of StudyRequest
    def read(files: ScenarioFiles, _number: int) -> Scenario:
        return read_scenario(files)

    files = [opened(path) for path in what_ifs]
    question = StudyRequest(opened(base), tuple(files), read, lambda week, start: make_plan(week, start=start),
                     shipped_benefit(), **asked)  # fmt: skip
    return study(question, [path.name for path in what_ifs])


def test_what_only_two_changes_together_do_is_joint(base: Path) -> None:
    found = _study(base, _what_if(base, "both", PLACE + ROOM))
    joint = found.joint[0]
    assert [part.comparison.difference for part in joint.parts if part.comparison is not None] == [0.0, 0.0]
    assert joint.uplift == pytest.approx(0.25)
    uplift = joint.table.query("part == 'total' and measure == 'uplift'").iloc[0]
    assert (uplift["alone"], uplift["together"], uplift["joint"]) == (0.0, 0.25, 0.25)
    assert not joint.is_doubtful


def test_a_what_if_without_a_name_of_its_own_is_called_like_its_folder(base: Path) -> None:
    what_if = _what_if(base, "more_places", PLACE)
    settings = what_if / "scenario.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace('[scenario]\nname = "more_places"\n', ""), "utf-8")
    assert _study(base, what_if).names == ("more_places",)
    same = _study(base, base)
    assert same.names == (same.base.file.scenario,)


def test_several_what_ifs_are_planned_together_where_that_is_asked_for(base: Path) -> None:
    what_ifs = [_what_if(base, "place", PLACE), _what_if(base, "room", ROOM)]
    found = _study(base, *what_ifs, together=True)
    assert [one.difference for one in found.comparisons] == pytest.approx([0.0, 0.0, 0.25])
    assert found.joint[2].names == ("place", "room")
    assert found.joint[2].uplift == pytest.approx(0.25)
    assert not found.joint.keys() & {0, 1}
    total = found.table.query("part == 'total' and measure == 'placed'")
    assert total[["base", *found.names]].to_numpy().tolist() == [[1.0, 1.0, 1.0, 2.0]]


def test_a_change_that_both_what_ifs_make_is_made_once(base: Path) -> None:
    place = _what_if(base, "place", PLACE)
    further = _what_if(place, "further", ROOM)
    found = _study(base, place, further, together=True)
    slots = found.comparisons[-1].what_if.instance.scenario.tables["slots"]
    assert slots["places"].tolist() == [2]


def test_patches_of_one_name_are_one_change_and_one_that_cannot_stand_alone_says_why(base: Path) -> None:
    (base.parent / "apart").mkdir()
    slot = "slot_id,employer_id,programme_ids,zone,places,weeks,supervisor_id\nS2,E1,T,Z,1,4,V1\n"
    parts = ['[[patch]]\n{}table = "slots"\nadd = "new_slots.csv"\n',
             '[[patch]]\n{}table = "supervisors"\nadd = "new_supervisors.csv"\n', ROOM]  # fmt: skip
    for name, named in (("named", 'name = "posts"\n'), ("unnamed", "")):
        folder = _what_if(base, name, "".join(part.format(named) if "{}" in part else part for part in parts))
        (folder / "new_slots.csv").write_text(slot, encoding="utf-8")
        (folder / "new_supervisors.csv").write_text("supervisor_id,capacity\nV1,9\n", encoding="utf-8")
        joint = _study(base, folder).joint[0]
        if named:
            assert joint.names[0] == "posts"
            assert (len(joint.parts), joint.is_known) == (2, True)
        else:
            assert (len(joint.parts), joint.is_known, joint.uplift) == (3, False, None)
            assert "V1" in joint.parts[0].why
            assert joint.table["joint"].isna().all()


def test_changes_are_planned_alone_as_asked(base: Path) -> None:
    both = _what_if(base, "both", PLACE + ROOM)
    assert not _study(base, both, alone=False).joint
    many = _what_if(base, "many", PLACE * 6 + ROOM)
    found = _study(base, many)
    assert not found.joint
    assert found.not_alone == {0: 7}
    assert "It makes 7 changes" in comparison_screen(found)
    assert len(_study(base, many, alone=True).joint[0].parts) == 7


def test_places_far_off_are_answered_with_the_advice_to_simulate_the_weeks(base: Path) -> None:
    week = '[[patch]]\ntable = "slots"\nset = {{ start_week = "{}" }}\n'
    found = _study(
        base, _what_if(base, "far", week.format("2027-W08")), _what_if(base, "near", week.format("2027-W07"))
    )
    assert found.far_off == {0: ("",)}
    one = _study(base, _what_if(base, "one_of_two", week.format("2027-W08") + ROOM))
    assert one.far_off == {0: ("1 slots: start_week",)}


def test_what_ifs_about_other_people_are_refused_unless_they_extend_the_base(base: Path, tmp_path: Path) -> None:
    other = Given(tmp_path / "other").people("P1", "P3").slot("S1").worth("P3", "S1", 0.5).write()
    with pytest.raises(UsageFault, match=r"scenario: its people are not the base's: 1 of 2 is in both"):
        _study(base, other)
    fewer = _what_if(base, "fewer", '[[patch]]\ntable = "outcomes"\nwhere = { jobseeker_id = "P2" }\nremove = true\n'
                     '[[patch]]\ntable = "jobseekers"\nwhere = { jobseeker_id = "P2" }\nremove = true\n')  # fmt: skip
    found = _study(base, fewer, alone=False).comparisons[0]
    assert found.people_apart == (1, 0)
    assert "1 are in the base alone, 0 in the what-if alone" in screen_of(found)


def test_the_faults_of_every_what_if_are_told_at_once_with_its_name(base: Path) -> None:
    wrong = '[[patch]]\ntable = "slots"\nwhere = { slot_id = "S9" }\nshift = { places = 1 }\n'
    folders = [_what_if(base, "one", wrong), _what_if(base, "sound", PLACE), _what_if(base, "two", wrong)]
    with pytest.raises(InputFaults) as raised:
        _study(base, *folders)
    assert [fault.file for fault in raised.value.faults] == ["one/scenario.toml patch 1", "two/scenario.toml patch 1"]


def test_a_what_if_that_cannot_be_planned_is_named(base: Path) -> None:
    impossible = _what_if(base, "impossible", '[[patch]]\ntable = "decisions"\nadd = "pins.csv"\n')
    pins = "jobseeker_id,slot_id,decision\nP1,S1,pin\nP2,S1,pin\n"
    (impossible / "pins.csv").write_text(pins, encoding="utf-8")
    with pytest.raises(CannotHold, match=r"^impossible: "):
        _study(base, _what_if(base, "sound", PLACE), impossible)


def test_what_does_not_extend_the_base_is_not_planned_together_with_others(base: Path, tmp_path: Path) -> None:
    twin = Given(tmp_path / "twin").people("P1", "P2").slot("S1", places=2).worth("P1", "S1", 0.5).write()
    with pytest.raises(UsageFault, match="does not extend the base"):
        _study(base, twin, _what_if(base, "place", PLACE), together=True)
    with pytest.raises(UsageFault, match="at least two"):
        _study(base, base.parent / "place", together=True)
