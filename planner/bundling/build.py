"""Units to posts: solved and checked, or refused."""

from __future__ import annotations

from collections.abc import Sequence

from planner.bundling.check import objections
from planner.errors import VerificationFailed
from planner.schema.bundles import Bundle, PostSize, Unit
from planner.solving import bundle_unit
from planner.texts import _

EFFORT = 3.0  # deterministic seconds for each of a unit's four goals: the same tasks give the same posts


def build_posts(units: Sequence[Unit], size: PostSize, *, effort: float = EFFORT) -> list[Bundle]:
    """Bundle each unit's tasks into posts and check the result with separate code.

    Raises VerificationFailed where the check objects to a post.
    """
    bundles = [bundle_unit(unit, size, effort) for unit in units]
    found = [objection for bundle in bundles for objection in objections(bundle, size)]
    if found:
        msg = _("The posts do not pass their check, so nothing was written:\n{found}", found="\n".join(found))
        raise VerificationFailed(msg)
    return bundles
