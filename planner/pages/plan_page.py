"""The report of a plan: its pictures by what they answer, how it was made, and what it cannot say."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from planner.pages.method import limits_section, method_section
from planner.pages.page import Page, Section
from planner.pictures import Picture, PlanFacts, gain_unit, left_out_note, plan_pictures
from planner.planning import reopen
from planner.texts import N_, _, decimal, ngettext, percent

# The sections with pictures, in order: address, heading, pictures.
_SECTIONS = (
    ("usual", N_("Beside usual practice"), ("gain",)),
    ("everybody", N_("What became of everybody"), ("unplaced",)),
    ("places", N_("The places"), ("places", "place_prices")),
    ("targets", N_("Targets by date"), ("targets",)),
    ("neighbours", N_("Neighbours"), ("neighbours",)),
    ("duty", N_("Duty of activity"), ("duty_by_week", "duty_by_unit")),
    ("groups", N_("Groups and fairness"), ("groups", "waiting")),
    ("trips", N_("Trips"), ("map", "travel")),
    ("money", N_("What it costs"), ("money_by_line", "money_by_month")),
)


def plan_page(folder: Path, models: Path | None) -> Page:
    """The page of a plan folder, which the verifier has accepted; see `reopen` for what it raises."""
    facts = PlanFacts(reopen(folder, models=models))
    pictures = plan_pictures(facts)
    sections = [
        Section(key, _(heading), pictures=own) for key, heading, names in _SECTIONS if (own := _of(pictures, names))
    ]
    return Page(
        title=_("{scenario}: report on the proposals", scenario=facts.file["scenario"]),
        subtitle=_("Plan week {week}", week=facts.file["week"]),
        lead=_lead(facts),
        figures=_figures(facts),
        sections=(*sections, method_section(facts), limits_section(facts)),
    )


def _of(pictures: Mapping[str, Picture], names: tuple[str, ...]) -> tuple[Picture, ...]:
    return tuple(pictures[name] for name in names if name in pictures)


def _lead(facts: PlanFacts) -> tuple[str, ...]:
    """What the page is, and that what is missing is missing for few people's sake."""
    what = _(
        "This page shows what the planner proposes for the week, and how that compares with what could be done "
        "without it. Nothing here is decided. Figures about the future are estimates, not promises."
    )
    people = facts.totals["jobseekers"]
    if people is None or facts.totals["placed"] is None:
        return (what, _("So few people are in this plan, or without a place in it, that many figures are left out."),
                left_out_note())  # fmt: skip
    return (what, left_out_note())


def _figures(facts: PlanFacts) -> tuple[tuple[str, str], ...]:
    """The figures at the top, each with what it is; what may not be told is left out."""
    totals, told = facts.totals, []
    if totals["placed"] is not None and totals["jobseekers"] is not None:
        people = decimal(totals["jobseekers"], 0)
        told.append((
            decimal(totals["placed"], 0),
            ngettext("of {people} people is proposed a place", "of {people} people are proposed a place",
                     totals["placed"], people=people),
        ))  # fmt: skip
    if totals["uplift"] is not None:
        told.append((decimal(totals["uplift"], 2), _("{unit} than if nobody is placed", unit=gain_unit(facts.file))))
    if totals["judgement_share"] is not None and facts.unit in {"people", "weeks"}:
        told.append((percent(totals["judgement_share"], 0), _("of that is judgement: nobody has measured it")))
    if totals["cost_sek"]:
        told.append((decimal(totals["cost_sek"] / 1000, 0), _("thousand SEK: what the proposals cost in all")))
    return tuple(told)
