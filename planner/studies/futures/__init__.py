"""Random futures: what may become of plans after the meeting, the same futures for every plan that is compared."""

from planner.studies.futures.paired import SEED, Futures, paired_futures
from planner.studies.futures.proposals import TOTAL, Part, Proposals, proposals
from planner.studies.futures.take_up import TakeUp
from planner.studies.futures.valuation import MEASURES, expected, valued

__all__ = [
    "MEASURES",
    "SEED",
    "TOTAL",
    "Futures",
    "Part",
    "Proposals",
    "TakeUp",
    "expected",
    "paired_futures",
    "proposals",
    "valued",
]
