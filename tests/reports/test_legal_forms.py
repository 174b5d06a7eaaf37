"""Legal forms in plain words: nothing unverified is printed as if it were sure, and no figure is left out."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from planner.errors import UsageFault
from planner.inputs.models import rule_pack, shipped
from planner.reports.legal_forms import as_objects, one_form, overview
from planner.texts import speaking
from tests.models.copies import copy_model

PACK = rule_pack("sweden", [shipped()])
DAYS = [date(2017, 8, 1), date(2021, 8, 1), date(2026, 11, 23)]


def unverified_parts(value: Any) -> int:  # noqa: ANN401 - whatever a rule holds
    """How many parts of a rule, at any depth, say that they are unverified."""
    if isinstance(value, dict):
        return (value.get("sure") == "unverified") + sum(unverified_parts(part) for part in value.values())
    if isinstance(value, (list, tuple)):
        return sum(unverified_parts(part) for part in value)
    return 0


def swedish_form(day: date, name: str) -> str:
    """A legal form in Swedish."""
    with speaking("sv"):
        return one_form(PACK, day, name)


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("name", sorted(PACK.forms))
def test_everything_unverified_is_marked_in_both_languages(name: str, day: date) -> None:
    rule = PACK.forms[name].on(day)
    # What is unverified of the rule itself marks each thing that rests on the rule itself.
    own = 3 if rule.sure == "unverified" else 0
    expected = unverified_parts(rule.model_dump()) - (rule.sure == "unverified") + own
    assert swedish_form(day, name).count("[INTE BEKRÄFTAT]") == expected
    assert one_form(PACK, day, name).count("[NOT VERIFIED]") == expected


@pytest.mark.parametrize("name", sorted(PACK.forms))
def test_every_figure_is_printed_with_its_source(name: str) -> None:
    text = " ".join(one_form(PACK, DAYS[-1], name).split())
    rule = PACK.forms[name].on(DAYS[-1])
    figures = [part for part in (*vars(rule).values(), *rule.cost.figures.values()) if hasattr(part, "unit")]
    assert figures
    for figure in figures:
        assert f"{figure.source}, {figure.year}" in text


def test_a_form_outside_its_dates_says_so_and_the_overview_puts_it_last() -> None:
    assert "GÄLLER INTE DEN DAGEN" in swedish_form(DAYS[-1], "extratjanst")
    assert "GÄLLER INTE" not in swedish_form(DAYS[1], "extratjanst")
    lines = overview(PACK, DAYS[-1]).splitlines()
    places = {
        name: next(i for i, line in enumerate(lines) if line.strip().startswith(f"{name} ")) for name in PACK.forms
    }
    ended = {name for name, form in PACK.forms.items() if not form.on(DAYS[-1]).holds_on(DAYS[-1])}
    assert {"extratjanst", "traineejobb", "yrkesintroduktion"} <= ended
    assert min(places[name] for name in ended) > max(places[name] for name in set(PACK.forms) - ended)


def test_json_has_one_object_for_each_form_and_its_figures() -> None:
    objects = as_objects(PACK, DAYS[1], None)
    assert [found["rule"] for found in objects] == sorted(PACK.forms)
    (one,) = as_objects(PACK, DAYS[1], "nystartsjobb")
    assert one["cost"]["subsidy_cap_gross"]["value"] == 20_000  # type: ignore[index]


def test_an_unknown_form_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(UsageFault, match=r'Did you mean "nystartsjobb"\?'):
        one_form(PACK, DAYS[-1], "nystartjobb")


@pytest.mark.parametrize("name", ["extratjanst", "traineejobb", "instegsjobb", "yrkesintroduktion"])
def test_a_form_is_called_ended_only_from_the_day_it_ended(name: str) -> None:
    last = PACK.forms[name].first.valid_to
    assert last is not None
    assert "(upphörd)" not in swedish_form(last, name).splitlines()[0]
    assert "(upphörd)" in swedish_form(last + timedelta(days=1), name).splitlines()[0]


def test_every_form_that_an_authority_may_open_is_opened_by_its_approval() -> None:
    # Youth under the duty to follow up, and pupils, are so by age alone; a vacancy is the employer's own matter.
    for name in set(PACK.forms) - {"kaa", "ima", "ordinarie_anstallning"}:
        for rule in (PACK.forms[name].first, *(rule for _, rule in PACK.forms[name].amended)):
            assert any(way.approved for way in rule.who), name


def test_lower_fees_of_the_day_are_printed_with_wage_and_ages() -> None:
    text = " ".join(one_form(PACK, DAYS[-1], "bea_jobb").split())
    assert "20.81% of the gross wage for those aged 18–22, on at most 25,000 SEK a month" in text
    assert "19.73%" not in text
    assert "Lower fees" not in one_form(PACK, DAYS[-1], "arbetspraktik")


def test_days_of_registration_that_are_asked_for_are_counted(tmp_path: Path) -> None:
    own = copy_model("rules", "sweden/2026.2", tmp_path, "ours", "1")
    form = own / "kaa.toml"
    asks = "[[who]]\nregistered_days_min = 90\n"
    form.write_text(form.read_text(encoding="utf-8").replace("[[who]]\n", asks, 1), encoding="utf-8")
    said = one_form(rule_pack("ours", [tmp_path]), DAYS[-1], "kaa")
    assert "registered at the employment service at least 90 days" in " ".join(said.split())
