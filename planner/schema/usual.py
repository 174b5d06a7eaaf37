"""The plans of usual practice, in a module of their own so that `--help` loads little."""

from typing import Literal

from planner.texts import N_

UsualName = Literal["longest_wait", "longest_wait_to_best", "best_first", "past_placements"]
# What people call them.
USUAL = {
    "longest_wait": N_("queue, longest wait first"),
    "longest_wait_to_best": N_("queue, each to their best place"),
    "best_first": N_("best first"),
    "past_placements": N_("your own placements"),
}
