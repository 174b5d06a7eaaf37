"""The meeting's list: the cells that the meeting fills in, with the words that may stand there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from openpyxl.worksheet.datavalidation import DataValidation

from planner.schema.answers import ANSWERS_TABLE
from planner.schema.plan_workbook import OFTEN
from planner.schema.words import NAMES, OF_TABLES
from planner.texts import _


def offer_answers(sheet: Any, letters: Mapping[str, str], last: int, spoken: str) -> None:  # noqa: ANN401 - write-only
    """Let the meeting choose its decision from a list, in rows 2 to `last`; `letters` names the columns."""
    if last < 2:  # noqa: PLR2004 - no rows
        return
    words = OF_TABLES[ANSWERS_TABLE.name]
    said = OFTEN if spoken == NAMES else tuple(words.said("decision", word, spoken) for word in OFTEN)
    choice = DataValidation(type="list", formula1=f'"{",".join(said)}"', allow_blank=True, showErrorMessage=False)
    choice.promptTitle, choice.prompt = _("The meeting's decision"), _("The sheet on how to read it has more words.")
    choice.showInputMessage = True
    choice.add(f"{letters['decision']}2:{letters['decision']}{last}")
    sheet.data_validations.append(choice)
