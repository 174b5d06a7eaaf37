"""Plans and comparisons as people read them."""

from planner.reports.advance import advance_screen
from planner.reports.audit import audit_files, audit_screen, audit_summary, audit_table
from planner.reports.changed_feed import changed_feed_screen, changed_feed_summary
from planner.reports.check import check_screen, check_summary
from planner.reports.comparison import comparison_screen
from planner.reports.comparison_files import comparison_summary, study_files
from planner.reports.difference import difference_files, difference_screen, difference_summary
from planner.reports.duty import law_lines
from planner.reports.explained import everybody_files, explained_json, explained_screen
from planner.reports.fairness import least_places
from planner.reports.fitted import fit_screen, fit_summary
from planner.reports.goal_prices import goal_prices_table
from planner.reports.imported import import_screen, import_summary
from planner.reports.names import named_group
from planner.reports.neighbours import named_municipality, neighbours_rule
from planner.reports.overrides import override_lines
from planner.reports.paired_simulation import paired_files, paired_screen, paired_summary
from planner.reports.posts import posts_screen, posts_summary
from planner.reports.prices import prices_files, prices_screen, prices_summary, prices_table, templates_table
from planner.reports.public_record import record_files, record_page
from planner.reports.screen import screen
from planner.reports.simulation import NAMES_OF_POLICIES, simulation_files, simulation_screen, simulation_summary
from planner.reports.straight_line import (
    line_errors_screen,
    line_errors_summary,
    refitted_screen,
    refitted_summary,
)
from planner.reports.sweep import sweep_files, sweep_screen, sweep_summary
from planner.reports.targets import COUNTS, amount, target_name
from planner.reports.timetables import timetable_screen, timetable_summary
from planner.reports.travel import travel_line
from planner.reports.trip_sides import step_name, trip_sides_screen, trip_sides_summary, trip_sources
from planner.reports.usual import usual_name
from planner.reports.zoned import zoned_screen, zoned_summary

__all__ = [
    "COUNTS", "NAMES_OF_POLICIES", "advance_screen", "amount", "audit_files", "audit_screen", "audit_summary",
    "audit_table", "changed_feed_screen", "changed_feed_summary", "check_screen", "check_summary",
    "comparison_screen", "comparison_summary", "difference_files", "difference_screen", "difference_summary",
    "everybody_files", "explained_json", "explained_screen", "fit_screen", "fit_summary", "goal_prices_table",
    "import_screen", "import_summary", "law_lines", "least_places", "line_errors_screen", "line_errors_summary",
    "named_group", "named_municipality", "neighbours_rule", "override_lines", "paired_files", "paired_screen",
    "paired_summary", "posts_screen", "posts_summary", "prices_files", "prices_screen", "prices_summary",
    "prices_table", "record_files", "record_page", "refitted_screen", "refitted_summary", "screen",
    "simulation_files", "simulation_screen", "simulation_summary", "step_name", "study_files", "sweep_files",
    "sweep_screen", "sweep_summary", "target_name", "templates_table", "timetable_screen", "timetable_summary",
    "travel_line", "trip_sides_screen", "trip_sides_summary", "trip_sources", "usual_name", "zoned_screen",
    "zoned_summary",
]  # fmt: skip
