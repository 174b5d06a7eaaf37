"""Results as pages for a meeting, politicians and the public: one file of HTML for each kind of folder."""

from planner.pages.report import KINDS, kind_of, report_page

__all__ = ["KINDS", "kind_of", "report_page"]
