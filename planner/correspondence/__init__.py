"""Letters to the people whom a plan is about: what, why, what else, who decides, how to object."""

from planner.correspondence.collect import letters_of
from planner.correspondence.files import letters_files, letters_table
from planner.correspondence.letter import Letter
from planner.correspondence.voice import EASY, EASY_LANGUAGE, VOICES, Voice

__all__ = ["EASY", "EASY_LANGUAGE", "VOICES", "Letter", "Voice", "letters_files", "letters_of", "letters_table"]
