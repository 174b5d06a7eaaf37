"""Where places are: towns by name with their coordinates, municipalities by name or code, and their boundaries."""

from planner.geography.borders import BORDERS, Ring, borders
from planner.geography.names import municipality_code, municipality_name
from planner.geography.places import GEOGRAPHY, read_table, slug
from planner.geography.reading import UNREAD, Read, looks_like_an_address
from planner.geography.towns import Town, Towns

__all__ = [
    "BORDERS", "GEOGRAPHY", "UNREAD", "Read", "Ring", "Town", "Towns", "borders", "looks_like_an_address",
    "municipality_code", "municipality_name", "read_table", "slug",
]  # fmt: skip
