"""Exports of case systems to tables of a scenario: a map says what becomes of each heading, sheet, word and day."""

from planner.imports.imported import Imported, ImportedColumn, ImportedSheet, Sources
from planner.imports.run import import_tables

__all__ = ["Imported", "ImportedColumn", "ImportedSheet", "Sources", "import_tables"]
