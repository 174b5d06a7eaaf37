"""Questions over several plans: what changes, for whom, and whether it is more than chance."""

from planner.studies.compare import Comparison, compare

__all__ = ["Comparison", "compare"]
