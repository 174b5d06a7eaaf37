"""The names of the plans of usual practice, in a module of their own so that `--help` loads little."""

from typing import Literal

UsualName = Literal["longest_wait", "longest_wait_to_best", "best_first", "past_placements"]
