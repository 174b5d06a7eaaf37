"""Template slots: what they bring is what planning anew with such a slot in the tables says."""

from pathlib import Path

import pytest

from planner.instance import build
from planner.questions.templates import templates
from tests.questions.pricing import best, holds, priced, tight
from tests.scenarios import Given


def without_places(home: Path) -> Given:
    """A week with a department DX, for which there is no slot."""
    given = tight(home, 2)
    for row in given.tables["employers"]:
        row["collective_agreement"] = "yes"
    return given.add(
        "employers", employer_id="DX", name="DX", sector="department", tax_debts="no", collective_agreement="yes"
    )


@pytest.mark.slow
def test_a_template_at_a_department_that_offers_nothing_brings_what_planning_anew_with_the_slot_says(
    tmp_path: Path,
) -> None:
    given = without_places(tmp_path)
    prices, base = priced(given), best(build(given.scenario()))
    own = [one for one in prices.templates if prices.instance.employers["employer_id"].iloc[one.employer] == "DX"]
    assert {one.template.name for one in own} == {template.name for template in templates()}
    places = build(given.scenario()).slots.assign(zone=lambda table: table["zone"])
    zone = places[places["employer_id"].isin(["D0", "D1", "D2"])].groupby("zone")["places"].sum().idxmax()
    given.add("supervisors", supervisor_id="VX")
    for one in own:
        cells = {name: "|".join(cell) if isinstance(cell, tuple) else cell for name, cell in one.template.cells.items()}
        forms = "B|B2" if "bea_jobb" in one.template.rules else "T"
        given.slot(
            "SX", **cells, employer_id="DX", programme_ids=forms, zone=zone, places=one.template.places,
            start_week="2026-W52", supervisor_id="VX", union_consulted_on="2026-11-23",
        )  # fmt: skip
        assert holds(one.gain, best(build(given.scenario())) - base), one
        given.tables["slots"].pop()
    assert max(one.gain.low for one in own) > 0


@pytest.mark.slow
def test_the_range_of_assumed_effects_holds_what_a_template_brings_as_the_model_states_it(tmp_path: Path) -> None:
    for one in priced(without_places(tmp_path)).templates:
        assert one.judged is not None
        assert one.judged.low <= one.gain.low <= one.gain.high <= one.judged.high


def test_no_template_is_tried_where_every_department_has_a_free_place_or_no_form_is_in_use(tmp_path: Path) -> None:
    given = Given(tmp_path / "full").people("P1").slot("S1").worth("P1", "S1", 0.5)
    given.change("employers", "E1", sector="department")
    assert priced(given).templates == []
    given = Given(tmp_path / "other").people("P1").slot("S1").worth("P1", "S1", 0.5)
    given.add("employers", employer_id="DX", name="DX", sector="department", tax_debts="no")
    for row in given.tables["programmes"]:
        row["rule"] = "sfi"
    assert priced(given).templates == []


def test_templates_say_that_they_are_assumptions_of_whom_and_when() -> None:
    assert len(templates()) >= 4
    for one in templates():
        assert one.kind == "judgement"
        assert one.source
        assert one.year >= 2026
        assert one.places == pytest.approx(4)
