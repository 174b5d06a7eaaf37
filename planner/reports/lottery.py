"""How the lot was drawn, in a few sentences: the public draw, and the seeds that the week was planned with before."""

from __future__ import annotations

from datetime import date

from planner.schema.plan import LotteryPart
from planner.texts import _, long_date, ngettext

SEEDS_SHOWN = 5


def draw_lines(part: LotteryPart) -> list[str]:
    """The draw, whether it has been held, and whether it was for these inputs; else that there was none."""
    draw = part.draw
    if draw is None:
        return [_("No public draw was named, so whoever planned could choose the seed of the lot, {seed}.",
                  seed=part.seed)]  # fmt: skip
    named = {"draw": draw.draw, "day": long_date(draw.on)}
    if draw.result is None:
        said = _("The lot is to come from {draw}, {day}. Until then lottery_seed decides it.", **named)
    else:
        said = _("The lot comes from {draw}, {day}: {result}. So its seed is {seed}.",
                 result=draw.result, seed=part.seed, **named)  # fmt: skip
    return [said, _inputs(part, draw.frozen, draw.frozen_on)]


def _inputs(part: LotteryPart, frozen: str | None, on: date | None) -> str:
    if frozen is None or on is None:
        return _("The inputs have not been frozen for it.")
    if frozen != part.inputs:
        return _("The inputs are not those that were frozen for it on {day}.", day=long_date(on))
    return _("The inputs are those that were frozen for it on {day}: their fingerprint is the one stated as published "
             "then.", day=long_date(on))  # fmt: skip


def tried_lines(part: LotteryPart) -> list[str]:
    """The other seeds that the week was planned with before, in this folder."""
    if not part.tried:
        return []
    seeds = [_("search {search}, lot {lot}", search=one.search, lot=one.lot) for one in part.tried[-SEEDS_SHOWN:]]
    return [
        ngettext(
            "The week was planned before with {number} other seed: {seeds}.",
            "The week was planned before with {number} other seeds: {seeds}.",
            len(part.tried), seeds="; ".join(seeds),
        )
    ]  # fmt: skip
