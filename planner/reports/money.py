"""Money on the screen: what each line has, what its money brings, and proposals that cost more and bring little."""

from __future__ import annotations

from planner.planning import Plan
from planner.reports.layout import columns
from planner.schema.plan_money import DearPart, MoneyPart
from planner.texts import _, decimal, ngettext

DEAR_SHOWN = 3
# Kronor are told for 100,000; people to three decimals, points and weeks to two.
_DIGITS = {"people": 3}


def money_lines(plan: Plan) -> list[str]:
    """The table of budget lines, and the proposals that buy less than usual; nothing where there is no line."""
    file = plan.file
    if not file.money:
        return []
    digits, is_paced = _DIGITS.get(file.unit, 2), any(part.pace_sek is not None for part in file.money)
    head = [
        _("Money"), _("left before"), _("this plan"), *([_("a week at most")] if is_paced else []),
        _("100,000 SEK bring"), _("100,000 more, at most"),
    ]  # fmt: skip
    rows = [tuple(head), *(_row(part, digits, is_paced=is_paced) for part in file.money)]
    return ["", *columns(rows, right=tuple(range(1, len(head)))), *_dear_lines(file.dear, digits)]


def _row(part: MoneyPart, digits: int, *, is_paced: bool) -> tuple[str, ...]:
    # Negative amounts are shown: "0 left" would hide a debt.
    pace = "–" if part.pace_sek is None else decimal(part.pace_sek, 0)
    brings = "–" if part.yield_100000 is None else decimal(part.yield_100000, digits)
    return (
        part.funding_id, decimal(part.left_sek, 0), decimal(part.cost_sek, 0), *([pace] if is_paced else []),
        brings, decimal(part.price_100000, digits, plus=True),
    )  # fmt: skip


def _dear_lines(dear: tuple[DearPart, ...], digits: int) -> list[str]:
    if not dear:
        return []
    said = ngettext(
        "{number} proposal costs {sek} SEK more than another form or place for the same person, and brings less for "
        "it than the money brings on average:",
        "{number} proposals together cost {sek} SEK more than another form or place for the same person, and each "
        "brings less for it than the money brings on average:",
        len(dear),
        sek=decimal(sum(part.sek for part in dear), 0),
    )
    more = len(dear) - DEAR_SHOWN
    rest = [ngettext("and {number} more (plan.json, dear)", "and {number} more (plan.json, dear)", more)]
    lines = [said, *(f"  {_dear_line(part, digits)}" for part in dear[:DEAR_SHOWN])]
    return [f"  {line}" for line in [*lines, *(f"  {line}" for line in rest if more > 0)]]


def _dear_line(part: DearPart, digits: int) -> str:
    own, other = part.programme_id, part.other_programme_id
    if part.slot_id != part.other_slot_id:
        other = _("{form} at {slot}", form=other, slot=part.other_slot_id)
    return _(
        "{person} at {slot}: {form} in place of {other} costs {sek} SEK more and brings {gain}; usual is {usual}.",
        person=part.jobseeker_id,
        slot=part.slot_id,
        form=own,
        other=other,
        sek=decimal(part.sek, 0),
        gain=decimal(part.gain, digits, plus=True),
        usual=decimal(part.usual, digits, plus=True),
    )
