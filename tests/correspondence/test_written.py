"""What letters say, of every kind, reason, obstacle and remedy: readable, no promise, nobody else, no English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from planner.candidates import REASONS
from planner.correspondence import VOICES, Letter, Voice
from planner.correspondence import sentences as s
from planner.correspondence.letter import LetterFacts, LetterModule, LetterPlace
from planner.correspondence.obstacles import _GATES, _LIMITS, _STEPS
from planner.correspondence.voice import Said
from planner.correspondence.written import written
from planner.explanation import Chance
from planner.questions import Remedy, RemedyStep, Unplaced
from planner.questions.remedies import RAISED
from planner.schema.weeks import week_number
from planner.texts import known_in, speaking
from tests.correspondence.readability import lix

NAMES = ("Restaurang- och köksbiträden", "Omsorgsförvaltningen", "Introduktionsjobb", "arbetsmarknadssekreterare")
PLACE = LetterPlace("S1", NAMES[0], NAMES[1], NAMES[2], date(2026, 11, 30), 52, 37.5, 25.0, "employment_service", True)  # noqa: FBT003
PLACED = LetterFacts(
    "J1", "accepted", week_number("2026-W48"), "best", PLACE, 3, 1, "S2", by=NAMES[3], on=date(2026, 11, 25),
    names={"S2": NAMES[:2]},
)  # fmt: skip
OF_PLACES = ("pinned", "best", "other_goal", "usual")
OF_NONE = ("no_candidate", "no_gain", "forbidden", *s.UNPLACED)
STEPS = (
    RemedyStep("max_travel_minutes", 55.0), RemedyStep("hours_per_week", 30.0), RemedyStep("education_level", 2.0),
    RemedyStep("driving_licence", ("B",)), RemedyStep("swedish_level", "B1"), RemedyStep("busy", ("mo-am",)),
    RemedyStep(limit=("slot_places", "S9"), amount=2.0),
    *(RemedyStep(limit=(name, "X9"), amount=1.0) for name in RAISED),
)  # fmt: skip


def none(code: str, steps: tuple[RemedyStep, ...] = STEPS[:2], places: int = 4) -> LetterFacts:
    """Facts of somebody without a place, for this reason, whom these steps together would have helped."""
    helped = (Remedy(steps, "S2", True, 0.1),) if steps else ()  # noqa: FBT003
    refused = tuple((name, 9) for name in REASONS[-8:])
    why = Unplaced("J1", "", code, 12, places, refused, (), helped, is_usual=False)
    return LetterFacts("J1", "unplaced", PLACED.week, code, num_places=places, unplaced=why, names=PLACED.names)


def told(facts: LetterFacts, voice: str) -> Letter:
    wording, language = Voice.of(voice)
    with speaking(language):
        return written(facts, wording)


def every() -> Iterator[LetterFacts]:
    """Facts of each kind and reason, of one place and of several, with and without what a meeting fills in."""
    for code, places, rank in product(OF_PLACES, (1, 2, 3), (1, 2)):
        yield replace(PLACED, reason_code=code, num_places=places, rank=min(rank, places))
    for kind in ("offered", "proposed", "declined", "refused", "vetoed", "interviewed", "forbidden"):
        yield replace(PLACED, kind=kind, by=None, on=None)
    yield replace(PLACED, kind="offered", reason_code="running", answer_by=date(2026, 12, 1))
    yield replace(PLACED, kind="running", reason_code="running", place=replace(PLACE, start=date(2026, 1, 5)))
    after = replace(PLACE, module=LetterModule("Truckkurs", date(2026, 11, 9), 3))
    yield from (replace(PLACED, kind=kind, place=after) for kind in ("accepted", "proposed"))
    yield replace(PLACED, kind="held", reason_code="held", place=None)
    yield replace(PLACED, chance=Chance(0, 3, 1), counts_points=True)
    yield from (none(code, places=places) for code, places in product(OF_NONE, (1, 4)))
    yield none("no_candidate", places=0)
    yield none("no_candidate", ())
    yield replace(none("lot"), chance=Chance(0, 3, 1))
    yield replace(none("outbid"), counts_points=True)
    yield from (none("waiting", (step,)) for step in STEPS)


@pytest.mark.parametrize("voice, most", [("sv", 40), ("lattlast", 30)])
def test_every_whole_letter_is_easy_enough(voice: str, most: float) -> None:
    """Also without its headings and its list of facts, whose lines are short whatever the rest is like."""
    for facts in every():
        letter = told(facts, voice)
        own = [*letter.opening, *(" ".join([*p.paragraphs, *p.after]) for p in letter.parts.values())]
        assert lix(letter.text, NAMES) <= most, letter.text
        assert lix("\n".join(own), NAMES) <= most, own


def test_easy_swedish_is_easier_than_plain_for_every_kind() -> None:
    for facts in every():
        easy, plain = (lix(told(facts, voice).text, NAMES) for voice in ("lattlast", "sv"))
        assert easy < plain, told(facts, "lattlast").text


def test_no_letter_promises_anything_or_is_called_a_decision() -> None:
    promises = re.compile(r"kommer att|ska få|får du en|garanti|du får (platsen|en plats)|will get|you shall|beviljas")
    for facts, voice in product(every(), VOICES):
        text = told(facts, voice).text.lower()
        assert not promises.search(text), text
        assert {"sv": "det är inte kommunens beslut", "lattlast": "brevet är inget beslut",
                "en": "it is not the municipality's decision"}[voice] in text  # fmt: skip


@pytest.mark.parametrize("code", OF_NONE)
def test_what_would_change_a_no_is_said_to_be_no_promise(code: str) -> None:
    for voice, said in (("sv", "inget löfte"), ("lattlast", "inget löfte"), ("en", "no promise")):
        assert said in told(none(code), voice).parts["what_would_change"].text


def test_no_letter_names_a_slot_a_supervisor_or_a_caseworker() -> None:
    for facts, voice in product(every(), VOICES):
        assert not re.search(r"\b[SXK]\d", told(facts, voice).text)


def test_nothing_of_an_easy_letter_falls_back_on_another_wording_or_language() -> None:
    """Every sentence has its own key in both wordings, and Swedish of its own."""
    tables = [value for value in vars(s).values() if isinstance(value, dict)] + [_GATES, _STEPS, _LIMITS]
    found = [*vars(s).values(), *(said for table in tables for said in table.values())]
    sayings = [said for said in found if isinstance(said, Said)]
    assert len(sayings) > 100
    for said in sayings:
        for text in said:
            with speaking("sv"):
                assert Voice()(Said(text, text), **dict.fromkeys(re.findall(r"\{(\w+)\}", text), "X")) != text
    assert known_in("sv", "heading", "letter") == "brev"


def test_each_remedy_and_each_gate_is_told_in_words() -> None:
    assert {step.column for step in STEPS if step.column} == set(_STEPS)
    assert set(RAISED) == set(_LIMITS)
    both = told(none("limit", STEPS[:2]), "lattlast").parts["what_would_change"].listed
    (line,) = both
    assert line.startswith("Om du kunde resa 55 minuter, och om du kunde arbeta 30 timmar i veckan: då")


def test_who_decided_is_the_role_and_day_of_the_answer_else_a_place_to_fill_in() -> None:
    assert "Beslutat av: arbetsmarknadssekreterare. Dag: 25 november 2026." in told(PLACED, "sv").text.replace(
        "\n", " "
    )
    blank = told(replace(PLACED, by=None, on=None), "sv").text
    assert "[roll på den som beslutade]" in blank
    assert "[dag för beslutet]" in blank
    assert "Arbetsförmedlingen beslutar" in blank
    assert "[kommunens uppgifter om hur man överklagar]" in blank
    assert "Ingen har beslutat" in told(replace(PLACED, kind="proposed"), "sv").text
