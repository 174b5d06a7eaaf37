"""The report of simulated weeks: ways of planning beside each other, or what-ifs beside their base."""

from __future__ import annotations

from pathlib import Path

from planner.pages.page import Page, Section
from planner.pictures import (
    Picture,
    SimulationFacts,
    left_out_note,
    policy_name,
    simulation_facts,
    simulation_pictures,
)
from planner.studies import is_small
from planner.texts import _, decimal, ngettext


def simulation_page(folder: Path, _models: Path | None) -> Page:
    """The page of a folder that planner simulate wrote; UsageFault where it is not finished or odd."""
    facts = simulation_facts(folder)
    made = simulation_pictures(facts)
    value = tuple(picture for name, picture in made.items() if name == "value")
    return Page(
        title=_("{scenario}: report on simulated weeks", scenario=facts.summary["scenario"]),
        subtitle=_span(facts),
        lead=(
            _(
                "This page shows what different ways of planning bring in the long run. People come, wait and leave, "
                "places open and perish, and some say no: drawn by chance, and the same for every way of planning. "
                "Nothing here has happened, and nothing is decided. It compares ways of planning and is no forecast."
            ),
            left_out_note(),
        ),
        sections=(
            Section("value", _("What each way of planning brings"), texts=_world(facts, value), pictures=value),
            *_courses(made, ""),
            _limits(facts),
        ),
    )


def paired_page(folder: Path, _models: Path | None) -> Page:
    """The page of a folder that planner compare --weeks wrote; UsageFault where it is not finished or odd."""
    facts = simulation_facts(folder)
    made = simulation_pictures(facts)
    sections: list[Section] = []
    for policy in facts.policies:
        own = tuple(picture for name, picture in made.items() if name == f"differences-{policy}")
        heading = _("What the what-ifs change: {policy}", policy=policy_name(policy))
        sections.append(Section(f"differences-{policy}", heading, texts=_world(facts, own), pictures=own))
        sections += _courses(made, f"-{policy}")
    return Page(
        title=_("{scenario}: report on what-ifs over simulated weeks", scenario=facts.summary["scenario"]),
        subtitle=_span(facts),
        lead=(
            _(
                "This page shows what would change in the long run if the week were another one. The same people come "
                "and leave, the same places open and the same answers are given, with and without each what-if: drawn "
                "by chance. Nothing here has happened, and nothing is decided. It compares and is no forecast."
            ),
            left_out_note(),
        ),
        sections=(*sections, _limits(facts)),
    )


def _span(facts: SimulationFacts) -> str:
    summary = facts.summary
    weeks = ngettext("{number} week from {week} on", "{number} weeks from {week} on", summary["weeks"],
                     week=summary["week"])  # fmt: skip
    worlds = ngettext("{number} drawn world", "{number} drawn worlds", summary["seeds"])
    return f"{weeks}, {worlds}"


def _world(facts: SimulationFacts, pictures: tuple[Picture, ...]) -> tuple[str, ...]:
    """Who waits and comes, and what else must be known before a figure is read."""
    summary = facts.summary
    part = summary["scenarios"][0] if facts.is_paired else summary
    told = []
    if not is_small(part["people_at_first"]):
        told.append(
            _("{number} people wait or are to come; {come} more come in a week.",
              number=decimal(part["people_at_first"], 0), come=decimal(part["people_per_week"], 1))
        )  # fmt: skip
    if summary["history"] is not None:
        told.append(_("Those who come are like those in {history}.", history=summary["history"]))
    if summary.get("change") is not None:
        told.append(ngettext("{name} comes after {number} week.", "{name} comes after {number} weeks.",
                             summary["change_after"], name=summary["change"]))  # fmt: skip
    if summary["seeds"] == 1:
        told.append(_("One world is chance. Nothing can be said of differences."))
    if not pictures:
        told.append(_("So few people are placed that no sum is told."))
    return tuple(told)


def _courses(made: dict[str, Picture], suffix: str) -> list[Section]:
    """The sections of how the weeks go and of money, those that there is something to show in."""
    own = {name: [key for key in keys if f"{key}{suffix}" in made] for name, keys in _SECTIONS.items()}
    headings = {"weeks": _("How the weeks go"), "money": _("Money")}
    return [
        Section(f"{name}{suffix}", headings[name], pictures=tuple(made[f"{key}{suffix}"] for key in keys))
        for name, keys in own.items()
        if keys
    ]


_SECTIONS = {"weeks": ("placed", "waiting", "perished"), "money": ("money_by_month", "money_by_line")}


def _limits(facts: SimulationFacts) -> Section:
    told = [
        _("Who leaves and comes and which places open is assumed: nobody has counted it. It has not been held against "
          "any real year."),
        _("Supervisors, starts per caseworker and limits of employers are not in the simulation. Places, minimums, "
          "lead times and budgets are."),
        _("Those who come are copies of today's people, and places that open are copies of today's places."),
        _("The figures are as the simulation wrote them. The scenario is not in the folder, so nothing is counted "
          "again here."),
        _("There is no row about a person here and no id of one. Figures of fewer than five people are left out. "
          "Whether the page may be published is for the municipality to judge."),
    ]  # fmt: skip
    if "hindsight" in facts.policies:
        told.insert(
            1,
            _('"All known beforehand" knows every answer and everybody who comes. Nobody can plan so: it is an upper '
              "bound for the others, and shown with the gain alone."),
        )  # fmt: skip
    return Section("limits", _("What this page cannot say"), points=tuple(told))
