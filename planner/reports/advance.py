"""What `planner advance` says: what became of the week, its money, the waits, and what to act on."""

from __future__ import annotations

from pathlib import Path

from planner.explanation import gate_text
from planner.reports.layout import columns
from planner.reports.names import named_group
from planner.reports.overrides import override_lines
from planner.schema.weeks import week_label
from planner.texts import N_, _, decimal, ngettext
from planner.weeks import SettledWeek
from planner.weeks.waits import EVERYBODY

STATES = {
    "started": N_("started"), "accepted": N_("accepted"), "offered": N_("offered"), "draft": N_("draft"),
}  # fmt: skip
TO_ACT = {
    "limit_exceeded": N_("a limit is exceeded by what has been promised"),
    "offer_lapsed": N_("offers that nobody answered by their day"),
    "start_unanswered": N_("placements that should have begun, and nobody has said so"),
    "offer_due": N_("offers to be answered this week"),
    "at_risk": N_("placements at risk"),
    "interrupted": N_("people whose placement was interrupted"),
    "promised_and_withdrawn": N_("promised places that the employer has withdrawn"),
    "pin_impossible": N_("pins that the new week no longer allows"),
    "on_hold": N_("proposals on hold"),
    "start_passed": N_("places whose start has passed with free places"),
    "long_wait": N_("people who have waited longer than the policy's limit"),
}
DEMANDS_SHOWN = 6


def advance_screen(settled: SettledWeek, out: Path) -> str:
    """Next week on one screen; the lists in the folder say the rest."""
    week, before = week_label(settled.scenario.week), week_label(settled.next.before.week)
    title = _("{scenario} ({week}), made of {before}", scenario=settled.scenario.name, week=week, before=before)
    answers = settled.next.answers
    return "\n".join(
        [
            title,
            "=" * len(title),
            ngettext("{number} answer.", "{number} answers.", answers) + " " + _placements(settled),
            *_by_hand(settled),
            *override_lines(settled.next.overrides),
            "",
            *_changes(settled),
            *_money(settled),
            *_waits(settled),
            *_to_act(settled),
            "",
            _("The scenario lies in {folder}. Read advance/changes_made.csv, then:", folder=out),
            f"  planner plan {out} --out {out.parent / f'{out.name}_plan'}",
        ]
    )


def _placements(settled: SettledWeek) -> str:
    counts = settled.summary["placements"]
    parts = [f"{counts[state]} {_(said)}" for state, said in STATES.items() if state in counts]
    return _("Placements: {parts}.", parts=", ".join(parts) if parts else "0")


def _by_hand(settled: SettledWeek) -> list[str]:
    """What the plan's folder lacks, and somebody must add by hand."""
    if settled.next.asked.scenario is not None:
        return []
    protected = settled.next.before.protected
    lines = []
    if protected:
        said = ngettext(
            "{number} person with protected identity is not in the plan: add the row by hand, or name the scenario "
            "that was planned (--scenario).",
            "{number} people with protected identity are not in the plan: add their rows by hand, or name the scenario "
            "that was planned (--scenario).",
            protected,
        )
        lines.append(said)
    if aside := settled.next.set_aside:
        said = ngettext(
            "{number} row that was set aside is not in the plan: mend it and add it by hand (set_aside.csv in {folder} "
            "names it).",
            "{number} rows that were set aside are not in the plan: mend them and add them by hand (set_aside.csv in "
            "{folder} names them).",
            aside,
            folder=settled.next.asked.plan,
        )
        lines.append(said)
    return [*lines, _("The table audit is never in a plan: copy it by hand, or use --scenario.")]


def _changes(settled: SettledWeek) -> list[str]:
    """How many rows came, went and changed in each table."""
    changes = settled.changes
    heads = (_("Table"), _("new"), _("gone"), _("changed"))
    rows = []
    for table, own in changes.groupby("table", sort=False):
        is_cell = own["column"] != ""
        new, gone = int((~is_cell & (own["after"] != "")).sum()), int((~is_cell & (own["after"] == "")).sum())
        changed = int(own.loc[is_cell, "row"].nunique())
        rows.append((str(table), str(new), str(gone), str(changed)))
    lines = columns([heads, *rows], right=(1, 2, 3)) if rows else []
    hidden = settled.next.turn.log.not_listed
    if hidden:
        said = ngettext(
            "{number} change of people with protected identity is not listed.",
            "{number} changes of people with protected identity are not listed.",
            hidden,
        )
        lines.append(f"  {said}")
    return [*lines, ""]


def _money(settled: SettledWeek) -> list[str]:
    if not settled.money:
        return []
    heads = (_("Budget line"), _("left before"), _("booked"), _("given back"), _("by news"), _("left now"))
    rows = [
        (line.funding_id, *(decimal(value, 0) for value in (
            line.budget - line.before, line.booked, -line.given_back, line.by_news, line.budget - line.after)))
        for line in settled.money
    ]  # fmt: skip
    return [*columns([heads, *rows], right=(1, 2, 3, 4, 5)), ""]


def _waits(settled: SettledWeek) -> list[str]:
    heads = (_("Weeks waited, no placement begun"), _("people"), _("median"), _("95th percentile"), _("longest"),
             _("no place fits"))  # fmt: skip
    rows = [
        (_("Everybody") if one.group == EVERYBODY else named_group(settled.scenario.groups, one.group),
         str(one.people), decimal(one.median, 0), decimal(one.percentile_95, 0), str(one.longest), str(one.no_place))
        for one in settled.waits
    ]  # fmt: skip
    lines = columns([heads, *rows], right=(1, 2, 3, 4, 5))
    demands = list(settled.shut_out.items())
    if demands:
        shown = [f"{gate_text(gate)} {number}" for gate, number in demands[:DEMANDS_SHOWN]]
        more = sum(number for _gate, number in demands[DEMANDS_SHOWN:])
        shown += [_("other demands {number}", number=more)] if more else []
        lines.append("  " + _("No place fits, by the demand that shuts out of most places: {demands}",
                              demands=", ".join(shown)))  # fmt: skip
    return [*lines, ""]


def _to_act(settled: SettledWeek) -> list[str]:
    counts = settled.act_on["kind"].value_counts()
    rows = [(str(int(counts[kind])), _(said)) for kind, said in TO_ACT.items() if kind in counts]
    if not rows:
        return [_("Nothing to act on.")]
    return [_("To act on (advance/act_on.csv):"), *columns(rows, right=(0,))]
