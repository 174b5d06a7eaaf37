"""Simple jobs (enkla jobb): a table of tasks bundled into posts, checked, and written as slots."""

from planner.bundling.build import build_posts
from planner.bundling.left_over import LeftOver, left_over
from planner.bundling.slots import hours_by_task, slot_id_of, slots_text
from planner.bundling.tasks import read_tasks

__all__ = ["LeftOver", "build_posts", "hours_by_task", "left_over", "read_tasks", "slot_id_of", "slots_text"]
