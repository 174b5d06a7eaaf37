"""Groups: what they get over the window of fair_share, what they could have alone, and whom every place refuses."""

from __future__ import annotations

from planner.explanation import gate_text
from planner.formulation import minimums_left
from planner.instance import Instance
from planner.planning import Plan
from planner.reports.layout import columns
from planner.reports.names import QUARTERS, group_name
from planner.schema.plan_groups import ShareFigures
from planner.texts import _, decimal, ngettext, percent

# Of the demands that shut people of a group out, the most frequent ones are named.
GATES_SHOWN = 2


def least_places(instance: Instance, group: str, target: int | None) -> int | None:
    """How many of a group the proposals must or should give a place, whichever is more; None: nothing is asked.

    `target` is that of goal fair_share. A minimum of the policy counts running placements, which are taken off here.
    """
    asked = [] if target is None else [target]
    if group in instance.settings.group_minimum and not instance.is_off("group_minimum"):
        asked.append(max(minimums_left(instance)[group], 0))
    return max(asked, default=None)


def no_place_lines(plan: Plan) -> list[str]:
    """For each group of the settings, how many of its people every place refuses, and the demand that does so most."""
    told = []
    for part in plan.file.groups:
        if part.group not in plan.instance.settings.groups or not part.no_place:
            continue
        most = list(part.no_place_by.items())[:GATES_SHOWN]
        gates = ", ".join(_("{demand} ({number})", demand=gate_text(gate), number=number) for gate, number in most)
        facts = {"group": group_name(plan, part.group), "people": part.people, "gates": gates}
        told.append(
            ngettext(
                "{group}: {number} of {people} has no possible place. In the way: {gates}.",
                "{group}: {number} of {people} have no possible place. In the way: {gates}.",
                part.no_place, **facts,
            )
            if gates
            else ngettext(
                "{group}: {number} of {people} has no possible place.",
                "{group}: {number} of {people} have no possible place.",
                part.no_place, **facts,
            )
        )  # fmt: skip
    return [f"  {line}" for line in told]


def window_lines(plan: Plan) -> list[str]:
    """The groups over the window: in the pool, placed before + by this plan, and the least that fair_share asks."""
    window = plan.file.window
    if window is None:
        return []
    head = ngettext("This week and {number} week back", "This week and {number} weeks back", window.weeks)
    table: list[tuple[str, ...]] = [
        (head, _("people"), _("placed before + now"), _("at least"), _("in paid jobs before + now"), _("at least"))
    ]
    for part in plan.file.groups:
        if part.window is None or (part.group in QUARTERS and not part.people):
            continue
        cells = [cell for one in (part.window.places, part.window.paid) for cell in (_sum(one), _least(one))]
        table.append((group_name(plan, part.group), str(part.window.people), *cells))
    everybody = (f"{window.placed}", "–", f"{window.paid}", "–")
    table.append((_("Everybody in the pool, before this plan"), str(window.people), *everybody))
    return ["", *columns(table, right=tuple(range(1, 6)))]


def alone_lines(plan: Plan) -> list[str]:
    """What each group gets of what it could have alone, where a goal looks at that, and its floor."""
    parts = [(part.group, part.alone) for part in plan.file.groups if part.alone is not None and part.people]
    if not parts:
        return []
    is_uplift = plan.instance.settings.group_measure == "uplift"
    head = (
        _("Gain, of what the group could have alone") if is_uplift else _("Places, of what the group could have alone")
    )
    table: list[tuple[str, ...]] = [(head, _("could have"), _("gets"), _("share of it"), _("floor"))]
    digits = 2 if is_uplift else 0
    for group, alone in parts:
        most = decimal(alone.most, digits)
        table.append(
            (
                group_name(plan, group),
                most if alone.bound <= alone.most else _("at least {most}", most=most),
                decimal(alone.gets, digits),
                "–" if alone.share is None else percent(alone.share, 0),
                "–" if alone.floor is None else decimal(alone.floor, digits),
            )
        )
    return ["", *columns(table, right=tuple(range(1, 5)))]


def _sum(share: ShareFigures) -> str:
    return f"{share.placed} + {share.proposed}"


def _least(share: ShareFigures) -> str:
    if share.target is None:
        return "–"
    if not share.shortfall:
        return str(share.target)
    return _("{target} ({missing} missing)", target=share.target, missing=share.shortfall)
