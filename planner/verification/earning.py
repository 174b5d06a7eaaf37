"""Which proposals count in the goals after the outcome: main ones without a gain do not."""

from __future__ import annotations

from planner.verification.facts import Candidate, Facts
from planner.verification.worth import worth

# A value nearer to 0 than this counts as 0, and its proposal earns nothing in the later goals.
NOTHING = 1e-12


def earns(facts: Facts, candidate: Candidate) -> bool:
    """Whether a proposal counts in goals other than outcome and travel: main ones without a gain do not."""
    return candidate.offer.purpose != "main" or float(worth(facts, candidate).value) > NOTHING
