"""Tags and targets on the screen: what is counted under each tag, and how far each target is on its path."""

from __future__ import annotations

from planner.planning import Plan
from planner.reports.layout import columns, shortened
from planner.schema.plan_targets import TagPart, TargetPart
from planner.texts import N_, _, decimal, ngettext

# What a target counts, in words; a sum says how many targets it holds.
COUNTS = {
    "places": N_("places offered"),
    "placements": N_("starts"),
    "paid": N_("starts in paid jobs"),
    "work_or_study": N_("people in work or study"),
}
NAME_WIDTH = 44
# Fewer a day than this are told a week.
ONE_A_DAY = 0.5


def target_lines(plan: Plan) -> list[str]:
    """The table of targets, and what the first that is behind its path needs; nothing where there is no target."""
    parts = plan.file.targets
    if parts is None:
        return []
    head = (
        _("Target"), _("counts"), _("by"), _("target"), _("due now"), _("reached"), _("promised"), _("this plan adds"),
        _("missing"), _("a week from now"),
    )  # fmt: skip
    table = [head, *(_target_row(part) for part in parts)]
    behind = sum(part.gap > 0 for part in parts if part.parts is None)
    said = (
        _("No target is behind its path after this plan (targets.csv).")
        if not behind
        else ngettext(
            "{number} target is behind its path after this plan (targets.csv).",
            "{number} targets are behind their path after this plan (targets.csv).",
            behind,
        )
    )
    a_day = [f"  {day_sentence(part)}" for part in parts if (part.per_day or 0.0) >= ONE_A_DAY]
    return ["", *columns(table, right=tuple(range(3, len(head)))), f"  {said}", *a_day]


def target_name(part: TargetPart) -> str:
    """What people call a target; a sum says how many it holds, and one of several of a name what it is limited to."""
    if part.parts is not None:
        return _("{name}, {number} together", name=part.name, number=part.parts)
    return part.name if part.employer_id is None else f"{part.name} ({part.employer_id})"


def day_sentence(part: TargetPart) -> str:
    """How many a day were reached, and how many it takes from now on."""
    so_far = decimal(part.per_day or 0.0, 2)
    if part.per_day_needed is None:
        return _("{name}: {reached} a day so far.", name=target_name(part), reached=so_far)
    return _("{name}: {reached} a day so far, {needed} a day from now on.", name=target_name(part), reached=so_far,
             needed=decimal(part.per_day_needed, 2))  # fmt: skip


def amount(number: float) -> str:
    """A number of a target: whole ones without decimals."""
    return decimal(number, 1, trim=True)


def _target_row(part: TargetPart) -> tuple[str, ...]:
    per_week = "–" if part.per_week is None else decimal(part.per_week, 1)
    return (
        shortened(target_name(part), NAME_WIDTH), _(COUNTS[part.counts]), part.to_week, amount(part.target),
        amount(part.due), amount(part.reached), amount(part.promised), amount(part.adds),
        amount(max(part.gap, 0.0)), per_week,
    )  # fmt: skip


def tag_lines(plan: Plan) -> list[str]:
    """The table of tags; nothing where no table has one."""
    parts = plan.file.tags
    if parts is None:
        return []
    head = (
        _("Tag"), _("open places"), _("running"), _("offered"), _("new proposals"), _("expected gain"), _("SEK"),
        _("left on its lines"),
    )  # fmt: skip
    return ["", *columns([head, *(_tag_row(part) for part in parts)], right=tuple(range(1, len(head))))]


def _tag_row(part: TagPart) -> tuple[str, ...]:
    left = "–" if part.line_left_sek is None else decimal(part.line_left_sek - (part.line_cost_sek or 0.0), 0)
    return (
        shortened(part.tag, NAME_WIDTH), str(part.open_places), str(part.running), str(part.offered),
        str(part.proposed), decimal(part.expected_gain, 2), decimal(part.cost_sek, 0), left,
    )  # fmt: skip
