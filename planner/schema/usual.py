"""The plans of usual practice that there can be; apart, so that `--help` need load no more."""

from typing import Literal

UsualName = Literal["longest_wait", "longest_wait_to_best", "best_first", "past_placements"]
