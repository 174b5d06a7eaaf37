"""Minutes between zones by timetables and streets: feeds read, an engine asked, rows of table `travel` made."""

from planner.timetables.change import ChangedFeed, changed_feed
from planner.timetables.feed import Feed
from planner.timetables.kept import usual_folder
from planner.timetables.make import TRANSIT, FeedSources, Timetabled, timetabled
from planner.timetables.matrix import UNITS, Matrix, of_matrix
from planner.timetables.points import Zoned, zoned
from planner.timetables.straight_line import LineError, Refitted, line_errors, line_files_of, refitted
from planner.timetables.street_modes import STREET_MODES

__all__ = [
    "STREET_MODES", "TRANSIT", "UNITS", "ChangedFeed", "Feed", "FeedSources", "LineError", "Matrix", "Refitted",
    "Timetabled", "Zoned", "changed_feed", "line_errors", "line_files_of", "of_matrix", "refitted", "timetabled",
    "usual_folder", "zoned",
]  # fmt: skip
