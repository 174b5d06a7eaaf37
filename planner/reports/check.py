"""What `planner check` says, as text and as one JSON object."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from planner.errors import report_lines
from planner.explanation import RULE_PARTS, gate_text
from planner.planning import Checked
from planner.reports.layout import columns
from planner.reports.overrides import override_lines
from planner.reports.set_aside import set_aside_lines, set_aside_summary
from planner.reports.travel import travel_line
from planner.texts import NP_, _, decimal, ngettext, pgettext

# What the rows of a table are.
_TABLES = {
    "jobseekers": NP_("table", "jobseekers"), "employers": NP_("table", "employers"), "slots": NP_("table", "slots"),
    "programmes": NP_("table", "programmes"), "held_places": NP_("table", "rows of held places"),
    "funding": NP_("table", "budget lines"),
    "programme_funding": NP_("table", "budget lines of programmes"), "supervisors": NP_("table", "supervisors"),
    "caseworkers": NP_("table", "caseworkers"), "zones": NP_("table", "zones"), "travel": NP_("table", "trips"),
    "outcomes": NP_("table", "outcomes"), "baselines": NP_("table", "baselines"),
    "decisions": NP_("table", "decisions"), "placements": NP_("table", "placements"),
    "history": NP_("table", "earlier placements"), "followups": NP_("table", "steps of follow-up taken"),
    "left_pool": NP_("table", "people who have left"), "preferences": NP_("table", "wishes and vetoes"),
    "past_placements": NP_("table", "past placements to compare with"), "audit": NP_("table", "rows of audit"),
    "targets": NP_("table", "targets"), "target_steps": NP_("table", "steps of targets"),
    "modules": NP_("table", "short modules"),
}  # fmt: skip


def check_screen(checked: Checked) -> str:
    """The warnings, then what is in the scenario."""
    return "\n".join(
        [
            *report_lines(checked.warnings),
            _verdict(checked),
            _("Rows: {rows}", rows=", ".join(_counted(table, rows) for table, rows in checked.rows.items())),
            _(
                "Left out for protected identity: {protected}. Candidates: {candidates}. "
                "Without a possible place, with no placement running: {people}.",
                protected=checked.scenario.protected,
                candidates=decimal(len(checked.instance.candidates), 0),
                people=checked.people_without_candidate,
            ),
            *override_lines(checked.overrides),
            travel_line(checked.trips),
            *(
                _(
                    "Not verified by anybody, of {programme}: {gates} (planner rules says what)",
                    programme=programme,
                    gates=", ".join(_(RULE_PARTS[gate]) for gate in gates),
                )
                for programme, gates in checked.unverified.items()
            ),
            *_refused(checked),
            *set_aside_lines(checked.scenario, is_whole=True),
        ]
    )


def _counted(table: str, rows: int) -> str:
    # The number last: no language then needs a singular and a plural of each.
    return f"{pgettext('table', _TABLES[table])} {decimal(rows, 0)}"


def _verdict(checked: Checked) -> str:
    verdict, count = _("{scenario}: no faults.", scenario=checked.scenario.name), len(checked.warnings)
    return verdict + (" " + ngettext("{number} warning.", "{number} warnings.", count) if count else "")


def _refused(checked: Checked) -> list[str]:
    """Why pairs are not possible: how many each gate refuses, in words and by its name."""
    refusals = checked.instance.eligibility.refusals()
    if not refusals:
        return [_("Pairs of person and slot by the first gate that refuses: none")]
    rows = [(decimal(number, 0), f"{gate_text(gate)} ({gate})") for gate, number in refusals.items()]
    return [_("Pairs of person and slot by the first gate that refuses:"), *columns(rows, right=(0,))]


def check_summary(checked: Checked) -> dict[str, Any]:
    """What is in the scenario, for programs."""
    trips = checked.trips
    return {
        "scenario": checked.scenario.name,
        "protected": checked.scenario.protected,
        "set_aside": set_aside_summary(checked.scenario),
        "rows": checked.rows,
        "candidates": len(checked.instance.candidates),
        "people_without_candidate": checked.people_without_candidate,
        "refused_pairs": checked.instance.eligibility.refusals(),
        "overrides": [one.model_dump(mode="json") for one in checked.overrides],
        "travel": {name: day.isoformat() if isinstance(day, date) else day for name, day in asdict(trips).items()},
        "unverified": {name: list(gates) for name, gates in checked.unverified.items()},
    }
