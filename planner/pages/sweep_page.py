"""The report of a sweep: what the parameters do to gain and cost, and what has to be known to read it."""

from __future__ import annotations

from pathlib import Path

from planner.explanation import GOALS
from planner.pages.page import Page, Section
from planner.pictures import SweepFacts, gain_unit, left_out_note, sweep_facts, sweep_pictures
from planner.texts import _, decimal, listed, ngettext, percent


def sweep_page(folder: Path, _models: Path | None) -> Page:
    """The page of a folder that planner sweep wrote; UsageFault where it is not finished or odd."""
    facts = sweep_facts(folder)
    summary = facts.summary
    varied = listed([one["label"] for one in summary["parameters"]])
    return Page(
        title=_("{study}: report on a study", study=summary["name"]),
        subtitle=_("{base}, plan week {week}", base=summary["base"] or "–", week=summary["week"] or "–"),
        lead=(
            _(
                "This page shows what would change if the week were another one. What varies is: {varied}. Each week "
                "is planned with the same seeds and limits, and everything else stays as it is. Nothing here is "
                "decided. Figures about the future are estimates, not promises.",
                varied=varied,
            ),
            left_out_note(),
        ),
        sections=(*_parameters(facts), _base(facts), _limits(facts)),
    )


def _parameters(facts: SweepFacts) -> list[Section]:
    """A section for each parameter, with its pictures."""
    pictures = sweep_pictures(facts)
    sections = []
    for number, one in enumerate(facts.summary["parameters"], 1):
        own = tuple(pictures[name] for name in (f"gain-by-{one['name']}", f"cost-by-{one['name']}") if name in pictures)
        texts = () if own else (_("So few people are placed that no sum is told."),)
        label = str(one["label"])
        sections.append(Section(f"parameter-{number}", label[:1].upper() + label[1:], texts=texts, pictures=own))
    return sections


def _base(facts: SweepFacts) -> Section:
    base = facts.base
    if base is None:
        return Section("base", _("The base"), texts=(_("The base has no plan whose sums may be told."),))
    points = [
        _("Placed: {placed}.", placed=decimal(base["placed"], 0)),
        _("Gain ({unit}): {gain}.", unit=gain_unit(facts.file), gain=decimal(base["uplift"], 2)),
        _("Cost: {cost} thousand SEK.", cost=decimal(base["cost_sek"] / 1000, 0)),
    ]
    if base["judgement_share"] is not None:
        points.append(
            _("Of the gain {share} is judgement: nobody has measured it.", share=percent(base["judgement_share"], 0))
        )
    return Section("base", _("The base"), points=tuple(points))


def _limits(facts: SweepFacts) -> Section:
    cells = facts.summary["cells"]
    told = [
        _("All plans rest on the same assumptions. Where those are wrong, all are, and the differences may be too.")
    ]
    if unfinished := [goal for cell in facts.told for goal in cell["unfinished_goals"]]:
        goals = listed([_(GOALS[name]) for name in GOALS if name in unfinished])
        told.append(_("In some plans the search was not finished for: {goals}.", goals=goals))
    if number := sum(cell["state"] != "done" for cell in cells):
        told.append(ngettext("{number} cell has no plan; results.csv says why.",
                             "{number} cells have no plan; results.csv says why.", number))  # fmt: skip
    told += [
        _("The figures are as planner sweep wrote them; each plan was checked by the independent verifier. The plans "
          "are not in the folder, so nothing is counted again here."),
        _(
            "There is no row about a person here and no id of one. Figures of fewer than five people are left out. "
            "Whether the page may be published is for the municipality to judge."
        ),
    ]  # fmt: skip
    return Section("limits", _("What this page cannot say"), points=tuple(told))
