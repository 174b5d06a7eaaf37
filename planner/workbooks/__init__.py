"""Workbooks that people fill in and read in Excel: the template of a scenario, and a copy with faults marked."""

from planner.workbooks.mark import marked_copy
from planner.workbooks.template import template_book

__all__ = ["marked_copy", "template_book"]
