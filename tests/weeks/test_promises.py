"""What each answer makes of a pair, as the table of docs/answers.md says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from planner.instance import build
from planner.planning import make_plan
from planner.schema.vocabulary import WORDS
from planner.schema.weeks import week_number
from planner.texts import known_in
from planner.weeks import Asked, SettledWeek, advance, settle
from planner.weeks.unfit import MAY_BE_SAID_OF
from tests.gaps import gap_week, truck
from tests.paths import NEXT, path_week
from tests.scenarios import Given, objections
from tests.weeks.many_weeks import PLAIN
from tests.weeks.small_weeks import advanced, committed, ended, faults, placement, planned, three, waits

PAGE = (Path(__file__).parents[2] / "docs" / "answers.md").read_text(encoding="utf-8")
SAID_OF = {
    "proposal": "proposed",
    "list": "listed",
    "offer": "offered",
    "accepted": "accepted",
    "started": "started",
    "any pair": None,
}


def rows_of_the_page() -> dict[str, tuple[str, set[str | None]]]:
    """By word, its Swedish and what the page says it may be said of."""
    rows = re.findall(r"^\| (\w+) \| ([\w ]+) \| ([\w, ]+) \|", PAGE, re.MULTILINE)
    return {word: (sv, {SAID_OF[part] for part in of.split(", ") if part in SAID_OF}) for word, sv, of in rows
            if word != "word"}  # fmt: skip


def test_the_page_has_every_word_in_both_languages_and_what_it_may_be_said_of() -> None:
    page = rows_of_the_page()
    assert set(page) == set(WORDS["answer"])
    for word, (swedish, said_of) in page.items():
        assert swedish == known_in("sv", "answer", word)
        if word != "contested":
            assert said_of == set(MAY_BE_SAID_OF[word]), word


@pytest.mark.parametrize(
    "answer, state",
    [("accepted", "accepted"), ("hold", "draft"), ("", "draft"), ("offered,2026-12-15", "offered")],
)
def test_what_becomes_a_placement(answer: str, state: str, tmp_path: Path) -> None:
    settled = advanced(three(tmp_path), f"P1,S1,{answer}\n")
    row = placement(settled, "P1")
    assert row["state"] == state
    assert (row["from_week"], row["to_week"]) == (week_number("2026-W49"), week_number("2026-W52"))
    is_booked = state != "draft"
    assert committed(settled) == 800 + 400 + (400 if is_booked else 0)  # P4's open offer is booked as well
    assert (row["cost_week_sek"] == 100) is is_booked


def test_an_offer_whose_day_passes_before_the_new_week_is_a_draft_and_told(tmp_path: Path) -> None:
    settled = advanced(three(tmp_path), "P1,S1,offered,2026-11-27\n")
    assert placement(settled, "P1")["state"] == "draft"
    assert committed(settled) == 800 + 400  # P4's open offer alone
    assert settled.act_on.set_index("kind").loc["offer_lapsed", "jobseeker_id"] == "P1"


def test_who_decided_and_when_stays_with_the_row(tmp_path: Path) -> None:
    settled = advanced(three(tmp_path), "P1,S1,accepted,,,,,möte,2026-11-25,\nP2,S2,declined,,,,,,,vill hellre\n",
                       by="samordnare")  # fmt: skip
    row, over = placement(settled, "P1"), ended(settled, "P2")
    assert said_by(row) == ("möte", "2026-11-25")
    assert (over["end"], over["by"], over["motive"]) == ("declined", "samordnare", "vill hellre")


def said_by(row: dict[str, Any]) -> tuple[Any, str]:
    """Who decided a row, and the day."""
    return row["by"], str(row["on"])[:10]


@pytest.mark.parametrize("decision", ["hold", "pin"])
def test_who_held_or_pinned_a_proposal_stays_with_its_placement(decision: str, tmp_path: Path) -> None:
    given = three(tmp_path)
    if decision == "pin":
        given.decide("pin", "P1", "S1", by="chef", on="2026-11-20")
        settled = advanced(given, "P1,S1,accepted\n")
    else:
        settled = advanced(given, "P1,S1,hold,,,,,chef,2026-11-20,\n")
    assert said_by(placement(settled, "P1")) == ("chef", "2026-11-20")


def test_a_decline_frees_the_place_and_is_not_proposed_again(tmp_path: Path) -> None:
    settled = advanced(three(tmp_path), "P2,S2,declined\nP4,S4,declined\n")
    assert not placement(settled, "P2")
    assert not placement(settled, "P4")
    assert ended(settled, "P4")["state"] == "offered"
    assert committed(settled) == 800


def test_what_is_interrupted_gives_back_the_weeks_that_will_not_come(tmp_path: Path) -> None:
    settled = advanced(three(tmp_path), "P5,S5,interrupted,,,2026-W48\nP3,S3,interrupted\n")
    assert ended(settled, "P5")["to_week"] == week_number("2026-W48")
    assert ended(settled, "P3")["from_week"] is None  # it had not begun
    assert committed(settled) == 800 - 2 * 100 - 4 * 100 + 400


def test_a_start_in_another_week_moves_weeks_and_money_along(tmp_path: Path) -> None:
    given = three(tmp_path)
    given.tables["funding"][0]["to_week"] = "2026-W52"
    settled = advanced(given, "P3,S3,started,,2026-W50\n", to="2026-W51")
    row = placement(settled, "P3")
    assert (row["state"], row["from_week"], row["to_week"]) == ("started", *map(week_number, ("2026-W50", "2026-W53")))
    # P4's offer lapsed, P3 has one week less inside the line, and P5's last week is over.
    assert committed(settled) == 800 - 100
    assert ended(settled, "P5")["end"] == "ended"


def test_pins_go_once_they_are_answered_and_other_decisions_stay(tmp_path: Path) -> None:
    given = three(tmp_path).decide("pin", "P1", "S1").decide("forbid", "P2", "S5")
    settled = advanced(given, "P1,S1,accepted\nP2,,contested,,,,,chef,2026-11-25,utreds\n")
    decisions = settled.scenario.tables["decisions"]
    assert sorted(decisions["decision"]) == ["contested", "forbid"]
    assert decisions.set_index("decision").loc["contested", "motive"] == "utreds"


def test_risk_and_attendance_stay_with_the_placement(tmp_path: Path) -> None:
    settled = advanced(three(tmp_path), "P5,S5,at_risk,,,,60 %\n")
    row = placement(settled, "P5")
    assert (bool(row["at_risk"]), row["attendance"]) == (True, 0.6)
    assert "at_risk" in set(settled.act_on["kind"])


def test_a_risk_is_over_once_the_placement_is_said_to_run_and_who_said_so_is_listed(tmp_path: Path) -> None:
    given = three(tmp_path)
    given.change("placements", "P5", at_risk="yes", by="chef")
    settled = advanced(given, "P5,S5,started,,,,80 %,handledare,2026-11-25,\n")
    row = placement(settled, "P5")
    assert (bool(row["at_risk"]), row["attendance"], row["by"]) == (False, 0.8, "handledare")
    made = settled.changes[(settled.changes["table"] == "placements") & settled.changes["row"].str.startswith("P5")]
    why = dict(zip(made["column"], made["why"], strict=True))
    assert why["at_risk"] == why["attendance"] == "answered by handledare on 2026-11-25"
    noted = advanced(three(tmp_path / "noted"), "P5,S5,at_risk,,,,60 %,handledare,2026-11-25,\n").changes
    assert set(noted.loc[noted["column"].isin(("at_risk", "attendance")), "why"]) == {why["at_risk"]}


def test_an_answer_takes_the_steps_of_follow_up_that_were_due_where_somebody_keeps_account(tmp_path: Path) -> None:
    day_3 = {"jobseeker_id": "P5", "slot_id": "S5", "step": "day_3", "done_on": "2026-11-18"}
    given = three(tmp_path / "one").add("followups", **day_3)
    settled = advanced(given, "P5,S5,,,,,80 %,,2026-11-27,\n")
    rows = settled.scenario.tables["followups"]
    assert set(rows["step"]) >= {"day_3", "week_2"}
    assert str(rows.set_index("step").loc["week_2", "done_on"])[:10] == "2026-11-27"
    assert advanced(three(tmp_path / "two"), "P5,S5,at_risk\n").scenario.tables["followups"].empty


BAD = [
    ("P9,S1,accepted", "jobseeker_id: is no jobseeker of the plan"),
    ("P1,S9,accepted", "slot_id: S9 is no slot of the plan"),
    ("P1,,accepted", "slot_id: the cell is blank"),
    ("P1,S2,accepted", "decision: nothing was proposed, offered or agreed between the two"),
    ("P5,S5,declined", "decision: declined cannot be said here: it has started already"),
    ("P3,S3,hold", "decision: hold cannot be said here: it is accepted already"),
    ("P1,S1,ended", "decision: ended cannot be said here: it is proposed"),
    ("P2,S2,offered", "answer_by: an offer needs a day by which it must be answered"),
]
WORSE = [
    ("P1,S1,offered,2026-11-20", "answer_by: lies before the week of the plan"),
    ("P3,S3,started", "decision: it begins in 2026-W49, which is not over when 2026-W49 is planned"),
    ("P1,S1,declined", "decision: stands in row 2 too, of the same person and place"),
    ("P5,S5,interrupted,,,2026-W50", "to_week: is not over when 2026-W49 is planned"),
    ("P2,S1,pin", None),
    ("P2,S2,pin", "decision: the person is pinned to S1 as well (answers.csv 6)"),
]


@pytest.mark.parametrize("bad", [BAD, WORSE, [("P1,S1,maybe", "decision: is no answer")]])
def test_answers_that_cannot_be_are_all_named_and_nothing_is_written(
    bad: list[tuple[str, str | None]], tmp_path: Path
) -> None:
    said = [f"{row} {what}" for row, (_answer, what) in enumerate(bad, start=2) if what is not None]
    assert faults(three(tmp_path), "\n".join(answer for answer, _what in bad)) == said


def companion_over(home: Path) -> Given:
    """P9 has waited 30 weeks, beside SFI that ends with the plan week."""
    given = three(home).change("employers", "E1", sector="education").person("P9", waiting_weeks=30)
    given.slot("S9", programme_ids="C", start_week="2026-W40", hours_per_week=15)
    return given.running("P9", "S9", programme_id="C", from_week="2026-W40", to_week="2026-W48")


def test_a_wait_runs_on_beside_a_companion_that_its_slot_offers_no_more(tmp_path: Path) -> None:
    given = companion_over(tmp_path).change("slots", "S9", programme_ids="M")
    given.change("placements", "P9", to_week="2026-W52")
    assert waits(advanced(given))["P9"] == 31


@pytest.mark.parametrize("answer", ["", "P9,S9,interrupted\n", "P9,S9,ended\n"])
def test_a_wait_runs_on_when_a_companion_ends(answer: str, tmp_path: Path) -> None:
    settled = advanced(companion_over(tmp_path), answer)
    assert ended(settled, "P9")["to_week"] == week_number("2026-W48")
    assert waits(settled)["P9"] == 31


def test_an_offer_without_a_day_lapses_when_its_weeks_are_over(tmp_path: Path) -> None:
    given = three(tmp_path).person("P9", waiting_weeks=30)
    given.running("P9", "S1", "offered", programme_id="M", from_week="2026-W46", to_week="2026-W48", cost_week_sek=100)
    settled = advanced(given)
    assert placement(settled, "P9")["state"] == "draft"
    assert not ended(settled, "P9")
    assert waits(settled)["P9"] == 31
    assert committed(settled) == 800 + 400 - 300


def lapsed(home: Path) -> Given:
    """P9's offer at S1 lapsed before the plan week, and the plan proposes the place again."""
    given = three(home).person("P9").worth("P9", "S1", 0.9)
    return given.running("P9", "S1", "offered", programme_id="M", from_week="2026-W49", to_week="2026-W52",
                         cost_week_sek=100, answer_by="2026-11-20")  # fmt: skip


@pytest.mark.parametrize(
    "answer, states, booked", [("", ["draft"], 0), ("accepted", ["accepted"], 400), ("declined", [], 0)]
)
def test_a_lapsed_offer_that_is_proposed_again_stands_once(
    answer: str, states: list[str], booked: int, tmp_path: Path
) -> None:
    settled = advanced(lapsed(tmp_path), f"P9,S1,{answer}\n")
    table = settled.scenario.tables["placements"]
    assert list(table.loc[table["jobseeker_id"] == "P9", "state"]) == states
    assert committed(settled) == 800 + 400 - 400 + booked
    assert ("P9" in set(settled.act_on["jobseeker_id"])) is (not answer)


def test_what_is_over_when_weeks_are_skipped_goes_to_history(tmp_path: Path) -> None:
    settled = advanced(three(tmp_path), "P1,S1,accepted\nP2,S2,offered,2027-02-01\n", to="2027-W02")
    assert not placement(settled, "P1")
    assert placement(settled, "P2")["state"] == "draft"
    assert (ended(settled, "P1")["state"], ended(settled, "P1")["to_week"]) == ("accepted", week_number("2026-W52"))
    assert waits(settled)["P1"] == 2


def test_an_offered_anonymous_place_lapses(tmp_path: Path) -> None:
    given = three(tmp_path).running(
        None, "S5", "offered", programme_id="M", from_week="2026-W49", to_week="2026-W52", answer_by="2026-11-27",
        cost_week_sek=100,
    )  # fmt: skip
    settled = advanced(given)
    assert settled.scenario.tables["placements"]["jobseeker_id"].notna().all()
    assert committed(settled) == 800 + 400 - 400


def test_a_forbidden_pair_is_pinned_no_more_and_may_not_be_pinned(tmp_path: Path) -> None:
    given = three(tmp_path).decide("pin", "P1", "S1").decide("forbid", "P2", "S1")
    assert faults(given.at(tmp_path / "one"), "P2,S1,pin") == ["2 decision: the pair is forbidden in decisions.csv"]
    settled = advanced(given.at(tmp_path / "two"), "P1,S1,forbid\n")
    assert sorted(settled.scenario.tables["decisions"]["decision"]) == ["forbid", "forbid"]
    settled = advanced(given.at(tmp_path / "three"), "P1,,contested\n")
    assert sorted(settled.scenario.tables["decisions"]["decision"]) == ["contested", "forbid"]


def test_nothing_ends_after_its_last_week(tmp_path: Path) -> None:
    given = three(tmp_path)
    said = faults(given, "P5,S5,interrupted,,,2026-W51\n", to="2027-W02")
    assert said == ["2 to_week: lies after its last week, 2026-W50"]


def test_nothing_ends_before_it_began(tmp_path: Path) -> None:
    said = faults(three(tmp_path), "P5,S5,ended,,,2026-W46\nP3,S3,ended,,2026-W47\n")
    assert said == [
        "2 to_week: lies before its first week, 2026-W47",
        "3 decision: it begins in 2026-W49, which is not over when 2026-W49 is planned",
    ]


def test_where_the_form_is_not_stated_it_is_the_only_one_of_the_slot(tmp_path: Path) -> None:
    given = three(tmp_path).person("P9").running("P9", "S1", "offered", from_week="2026-W49", to_week="2026-W50",
                                                 answer_by="2026-12-04")  # fmt: skip
    settled = advanced(given, "P9,S1,accepted\n")
    assert placement(settled, "P9")["cost_week_sek"] == 100
    assert committed(settled) == 800 + 400 + 200


def test_what_a_slot_offers_no_more_gives_its_money_back_too(tmp_path: Path) -> None:
    given = three(tmp_path).person("P9").slot("S9", start_week="2026-W47")
    given.running("P9", "S9", programme_id="M", from_week="2026-W47", to_week="2026-W52", cost_week_sek=100)
    settled = advanced(given, "P9,S9,interrupted\n")
    assert committed(settled) == 800 + 400 - 4 * 100


def met(home: Path) -> Given:
    """P1 is proposed at S1, whose employer meets three; P2 and P3 follow on the list, P4 is no candidate there."""
    given = Given(home).people("P1", "P2", "P3", "P4")
    given.add("programmes", programme_id="M", rule="bea_jobb", cost_person_week_sek=100, funding_id="F1")
    given.add("funding", funding_id="F1", budget_sek=10_000)
    given.slot("S1", programme_ids="M", start_week="2026-W50", shortlist=3, hire_share=0.5)
    for number, value in enumerate((0.9, 0.8, 0.7), start=1):
        given.worth(f"P{number}", "S1", value)
    return given


def decided(settled: SettledWeek, person: str) -> list[tuple[str, str]]:
    """Decision and slot of the rows of table decisions about a person."""
    table = settled.scenario.tables["decisions"]
    return list(table.loc[table["jobseeker_id"] == person, ["decision", "slot_id"]].itertuples(index=False, name=None))


def test_somebody_on_a_list_who_is_chosen_fills_the_place(tmp_path: Path) -> None:
    settled = advanced(met(tmp_path), "P2,S1,chosen\n")
    assert placement(settled, "P2")["state"] == "accepted"
    assert committed(settled) == 400
    assert placement(settled, "P3") == {}


def test_nobody_is_chosen_for_a_place_that_is_agreed_with_another(tmp_path: Path) -> None:
    assert [one.split(":")[0] for one in faults(met(tmp_path), "P1,S1,accepted\nP2,S1,chosen\n")] == ["3 decision"]
    twice = faults(met(tmp_path / "twice"), "P2,S1,chosen\nP3,S1,chosen\n")
    assert [one.split(":")[0] for one in twice] == ["3 decision"]
    settled = advanced(met(tmp_path / "one"), "P1,S1,declined\nP2,S1,chosen\n")
    assert placement(settled, "P2")["state"] == "accepted"
    assert committed(settled) == 400


def test_an_interview_leaves_a_pin_as_it_is(tmp_path: Path) -> None:
    settled = advanced(met(tmp_path).decide("pin", "P1", "S1"), "P1,S1,interviewed\n")
    assert sorted(decided(settled, "P1")) == [("interviewed", "S1"), ("pin", "S1")]


@pytest.mark.parametrize("word, person", [("refused", "P2"), ("vetoed", "P2"), ("refused", "P1"), ("vetoed", "P4")])
def test_whom_an_employer_does_not_want_is_free_and_not_proposed_there_again(
    word: str, person: str, tmp_path: Path
) -> None:
    settled = advanced(met(tmp_path), f"{person},S1,{word},,,,,chef,2026-11-25,\n")
    assert ended(settled, person)["end"] == word
    assert decided(settled, person) == [("forbid", "S1")]
    assert placement(settled, person) == {}
    assert committed(settled) == 0


def test_whoever_was_interviewed_is_remembered_until_the_employer_answers(tmp_path: Path) -> None:
    settled = advanced(met(tmp_path), "P2,S1,interviewed\n")
    assert decided(settled, "P2") == [("interviewed", "S1")]
    later = met(tmp_path / "later").decide("interviewed", "P2", "S1")
    assert decided(advanced(later, "P2,S1,chosen\n"), "P2") == []


def test_answers_stand_in_the_list_of_the_plan(tmp_path: Path) -> None:
    given = met(tmp_path)
    path = planned(given) / "shortlists.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    lines = [f"{line.removesuffix(',,,,')},refused,chef,2026-11-25,valde en annan" if ",P3," in line else line
             for line in lines]  # fmt: skip
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")
    (tmp_path / "after").mkdir()
    made = advance(Asked(given.home / "plan", week_number("2026-W49"), None, given.home / "scenario"))
    settled = settle(made, tmp_path / "after", PLAIN)
    assert ended(settled, "P3")["motive"] == "valde en annan"


def test_only_who_is_on_a_list_is_chosen_and_a_place_on_a_list_is_not_put_on_hold(tmp_path: Path) -> None:
    said = faults(met(tmp_path), "P4,S1,chosen\nP2,S1,hold\n")
    assert [one.split(":")[0] for one in said] == ["2 decision", "3 decision"]


def test_a_path_goes_with_the_placement_and_on_to_its_history(tmp_path: Path) -> None:
    """P1 begins so late that the held place has begun before they are ready; P2's first step ends this week."""
    given = path_week(tmp_path, people=3).change("slots", "J1", places=3)
    given.tables["held_places"][0]["places"] = 3
    given.running("P2", "S1", programme_id="TB", from_week="2026-W40", to_week="2026-W48", next_week=NEXT)
    settled = advanced(given, "P0,S1,accepted\nP1,S1,accepted,,2027-W05\n")
    assert placement(settled, "P0")["programme_id"] == placement(settled, "P1")["programme_id"] == "TB"
    assert placement(settled, "P0")["next_week"] == week_number(NEXT)
    assert pd.isna(placement(settled, "P1")["next_week"])
    assert ended(settled, "P2")["next_week"] == week_number(NEXT)
    claims = build(settled.scenario).held.claims
    assert [(claim.jobseeker_id, claim.slot_id) for claim in claims] == [("P0", "S1"), ("P2", None)]


def test_whoever_is_chosen_from_a_list_goes_on_as_whoever_was_proposed_would(tmp_path: Path) -> None:
    given = path_week(tmp_path, people=3)
    given.change("slots", "S1", places=1, programme_ids="TB", shortlist=2, hire_share=0.5)
    plan = planned(given)
    lists = pd.read_csv(plan / "shortlists.csv", comment="#").set_index("list_position")["jobseeker_id"]
    settled = advanced(given, f"{lists[1]},S1,declined\n{lists[2]},S1,chosen\n")
    assert placement(settled, lists[2])["next_week"] == week_number(NEXT)
    assert [claim.jobseeker_id for claim in build(settled.scenario).held.claims] == [lists[2]]


def through_a_module(home: Path) -> Given:
    """P1 is proposed at S1 through a module that costs 900 on F1."""
    given = truck(gap_week(home), cost_sek=900, funding_id="F1").add("funding", funding_id="F1", budget_sek=5000)
    return given.change("slots", "S1", start_week="2026-W52")


def test_a_place_through_a_module_is_kept_next_week_and_its_money_is_booked(tmp_path: Path) -> None:
    settled = advanced(through_a_module(tmp_path), "P1,S1,accepted\n")
    row = placement(settled, "P1")
    assert (row["state"], row["module_id"], committed(settled)) == ("accepted", "M1", 900)
    plan = make_plan(settled.scenario)
    assert plan.assignments["status"].tolist() == ["kept"]
    assert objections(plan, tmp_path / "next") == []


def test_a_declined_offer_gives_the_money_of_its_module_back(tmp_path: Path) -> None:
    given = through_a_module(tmp_path).change("funding", "F1", committed_sek=900)
    given.running("P1", "S1", "offered", programme_id="T", module_id="M1", cost_week_sek=0, from_week="2026-W52",
                  to_week="2027-W06", answer_by="2026-12-20")  # fmt: skip
    assert committed(advanced(given, "P1,S1,declined\n")) == 0


def test_money_of_a_module_is_booked_once_where_nobody_knows_what_the_place_costs(tmp_path: Path) -> None:
    """A blank cost_week_sek says that nothing is booked: the offer that is answered next was booked here."""
    given = through_a_module(tmp_path).add("programmes", programme_id="B", rule="bea_jobb")
    given.change("employers", "E1", sector="department").change("slots", "S1", programme_ids="B")
    assert build(given.scenario()).candidates["cost"].isna().all()
    settled = advanced(given, "P1,S1,offered,2026-12-20\n")
    assert committed(settled) == 900
    offer = placement(settled, "P1")
    assert (offer["module_id"], offer["cost_week_sek"]) == ("M1", 0)


def test_a_draft_through_a_module_stays_a_draft_and_may_be_too_late_a_week_later(tmp_path: Path) -> None:
    in_time = advanced(through_a_module(tmp_path / "early"))
    assert placement(in_time, "P1")["state"] == "draft"
    assert build(in_time.scenario).candidates["module"].tolist() == [0]
    late = advanced(through_a_module(tmp_path / "late").change("slots", "S1", start_week="2026-W51"))
    assert not len(build(late.scenario).candidates)
