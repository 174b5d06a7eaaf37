"""Duty hours on a plan's screen: what people owe of activity in the plan week, what is covered, and how sure it is."""

from __future__ import annotations

from planner.formulation import Chosen
from planner.instance import Instance
from planner.planning import Plan, duty_of
from planner.schema.duty_law import duty_law
from planner.schema.weeks import week_label
from planner.texts import _, decimal, in_language, ngettext


def duty_lines(plan: Plan) -> list[str]:
    """The hours of the plan week, and how sure the law is; none where nobody owes anything."""
    part = plan.file.duty
    if part is None:
        return []
    hours = {name: decimal(getattr(part.first, name), 1, trim=True) for name in ("hours_owed", "hours_covered")}
    said = ngettext(
        "Duty of activity: {number} person owes {hours_owed} h in {week}, of which {hours_covered} h are covered; "
        "{short} short (duty.csv).",
        "Duty of activity: {number} people owe {hours_owed} h in {week}, of which {hours_covered} h are covered; "
        "{short} short (duty.csv).",
        part.people, week=part.first.week, short=part.first.people_short, **hours,
    )  # fmt: skip
    return ["", f"  {said}", *(f"  {line}" for line in law_lines())]


def duty_line(instance: Instance, chosen: Chosen, jobseeker_id: str) -> str:
    """What one person owes a week, and what is covered of it; nothing for somebody who owes none."""
    owed, covered = duty_of(instance, chosen, jobseeker_id)
    if not owed:
        return ""
    hours = (decimal(figure, 1, trim=True) for figure in (owed, covered[0], covered.mean()))
    return _(
        "{person} owes {owed} h of activity a week: {now} h are covered in {week}, {mean} h on average over {weeks} "
        "weeks.",
        person=jobseeker_id, **dict(zip(("owed", "now", "mean"), hours, strict=True)),
        week=week_label(instance.week), weeks=len(covered),
    )  # fmt: skip


def duty_law_lines() -> list[str]:
    """What the law on a duty of activity asks, from which day it was proposed, and how sure it is."""
    law = duty_law()
    text = in_language({"sv": law.text_sv, "en": law.text_en})
    said = _("Duty of activity ({law}), proposed from {day}: {text}", law=law.name, day=law.proposed_from, text=text)
    return [said, *law_lines()]


def law_lines() -> list[str]:
    """That nobody has verified the law, where that is so."""
    law = duty_law()
    if law.sure != "unverified":
        return []
    return [_("Whether the law on {law} is in force is not verified ({source}). No plan depends on it.", law=law.name,
              source=law.source)]  # fmt: skip
