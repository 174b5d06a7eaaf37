"""Gates of a person and a slot: cases on both sides of each, with the gate that must refuse."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.verification.gate_cases import JOB, PRAKTIK, Case, first_refusal, name_of

if TYPE_CHECKING:
    from tests.verification.conftest import Week


CASES = [
    # The person and the slot
    Case("available when it starts", PRAKTIK, None, person={"available_from": "2026-W52"}),
    Case("available a week late", PRAKTIK, "available", person={"available_from": "2026-W53"}),
    Case("hours enough", PRAKTIK, None, person={"hours_per_week": 30}, slot={"hours_per_week": 30}),
    Case("hours too many", PRAKTIK, "hours", person={"hours_per_week": 30}, slot={"hours_per_week": 30.5}),
    Case("busy in the shift", PRAKTIK, "busy", person={"busy": "we-pm|th-ev"}, slot={"shift": "mo-am|we-pm"}),
    Case("busy beside the shift", PRAKTIK, None, person={"busy": "we-ev"}, slot={"shift": "mo-am|we-pm"}),
    Case("busy, no shift stated", PRAKTIK, None, person={"busy": "we-ev"}),
    Case("education enough", JOB, None, slot={"min_education": 3}),
    Case("education short", JOB, "education", slot={"min_education": 4}),
    Case("education blank", JOB, "education_unknown", slot={"min_education": 0}, person={"education_level": None}),
    Case("Swedish enough", JOB, None, slot={"min_swedish": "B1"}),
    Case("Swedish short", JOB, "swedish", slot={"min_swedish": "B2"}),
    Case("Swedish blank", JOB, "swedish_unknown", slot={"min_swedish": "A1"}, person={"swedish_level": None}),
    Case("no licence", JOB, "driving_licence", slot={"driving_licence": "B"}),
    Case("one licence of two", JOB, "driving_licence", slot={"driving_licence": "B|CE"},
         person={"driving_licence": "B"}),
    Case("both licences", JOB, None, slot={"driving_licence": "B|CE"}, person={"driving_licence": "CE|B"}),
    Case("a skill missing", JOB, "skills", slot={"skills": "truck"}, person={"skills": "cooking"}),
    Case("the skill held", JOB, None, slot={"skills": "truck"}, person={"skills": "cooking|truck"}),
    Case("a limit the work does not allow", JOB, "limits", slot={"excluded_limits": "lifting"},
         person={"limits": "lifting|stairs"}),
    Case("a limit that does not matter", JOB, None, slot={"excluded_limits": "lifting"}, person={"limits": "stairs"}),
    Case("veto of the slot", JOB, "veto", more={"wish": {"slot_id": "S1", "rank": 0}}),
    Case("veto of the field", JOB, "veto", more={"wish": {"ssyk": "53", "rank": 0}}),
    Case("veto of another occupation", JOB, None, more={"wish": {"ssyk": "5321", "rank": 0}}),
    Case("a wish is no veto", JOB, None, more={"wish": {"slot_id": "S1", "rank": 1}}),
    Case("veto of an occupation, slot without a code", JOB, None, slot={"ssyk": None},
         more={"wish": {"ssyk": "53", "rank": 0}}),
    # A place declined before
    Case("declined this very place", JOB, "declined", more={"history": {"slot_id": "S1", "end": "declined"}}),
    Case("declined and pinned", JOB, None, more={"history": {"slot_id": "S1", "end": "declined"}, "pin": "S1"}),
    Case("declined and pinned by nobody", JOB, "declined",
         more={"history": {"slot_id": "S1", "end": "declined"}, "pin": "S1", "signed": False}),
    Case("pinned over a gate that nobody may override", JOB, "swedish", slot={"min_swedish": "B2"}, more={"pin": "S1"}),
    Case("pinned over a gate that the policy hands over", JOB, None, slot={"min_swedish": "B2"},
         more={"pin": "S1", "settings": {"may_override": ["swedish"]}}),
    Case("pinned over a blank", JOB, None, slot={"min_swedish": "A1"}, person={"swedish_level": None},
         more={"pin": "S1", "settings": {"may_override": ["swedish"]}}),
    Case("pinned over one gate of two", JOB, "education", slot={"min_swedish": "B2", "min_education": 4},
         more={"pin": "S1", "settings": {"may_override": ["swedish"]}}),
    Case("declined another place", JOB, None, more={"history": {"slot_id": "S9", "end": "declined"}}),
    Case("declined some place as this form", JOB, None, more={"history": {"programme_id": "X", "end": "declined"}}),
    Case("was there and it ended", JOB, None, more={"history": {"slot_id": "S1", "end": "ended"}}),
    # A running placement in the slot itself: it ends before the plan week, or in it
    Case("has been there", JOB, None, more={"placement": {"from_week": "2026-W40", "to_week": "2026-W47"}}),
    Case("is there", JOB, "already_there", more={"placement": {"from_week": "2026-W40", "to_week": "2026-W48"}}),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_a_pair_is_refused_by_what_the_slot_asks_and_the_person_has_said(week: Week, case: Case) -> None:
    assert first_refusal(week, case) == case.gate
