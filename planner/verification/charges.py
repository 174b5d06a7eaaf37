"""What goal outcome charges a candidate for, where a plan looks ahead: by the prices frozen in inputs/."""

from __future__ import annotations

from typing import NamedTuple

from planner.schema.look_ahead import PER_SEK
from planner.verification.facts import Candidate, Facts
from planner.verification.worth import gain


class Charge(NamedTuple):
    """A charge in all, and the part of it that the person would lose; in the unit of the value."""

    whole: float
    own: float


NOTHING_CHARGED = Charge(0.0, 0.0)


def charge(facts: Facts, candidate: Candidate, value: float) -> Charge:
    """Value / gain x (price of waiting + price of the place + cost on each line x its price); none without a gain."""
    prices, (person, offer) = facts.scenario.look_ahead, candidate
    if prices is None or offer.purpose != "main" or value <= 0:
        return NOTHING_CHARGED
    more = float(gain(facts, candidate, facts.settings.measure, with_fit=True))
    if more <= 0:
        return NOTHING_CHARGED
    own = prices.people.get(person.jobseeker_id, 0.0)
    money = sum(float(cost) * prices.funding.get(line, 0.0) for line, cost in offer.on_line.items()) / PER_SEK
    taken = own + prices.slots.get(offer.slot.slot_id, 0.0) + money
    return Charge(value * taken / more, value * own / more)
