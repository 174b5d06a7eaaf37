"""What may stand in the cells below a heading, as Excel checks it while somebody types: drop-downs and limits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from pydantic.fields import FieldInfo

from planner.schema.cells import DAY, FIRST_YEAR, ID, LAST_YEAR, LONGEST_ID, SHARE, WEEK, YES_NO
from planner.schema.columns import NO_LIMIT, allowed_range, kind_of, range_of
from planner.schema.sheets import LISTS, sheet_name
from planner.schema.tables import TABLES, Table
from planner.schema.vocabulary import WORDS
from planner.schema.words import OF_TABLES
from planner.texts import KEYS, _

LAST_ROW = 1_048_576
# A list within the validation itself may be this long; Excel refuses the file where it is longer.
LONGEST_LIST = 255
# Columns that name a place: table `zones` says which there are, and a town may be named as well.
ZONES = frozenset(("home_zone", "zone", "from_zone", "to_zone"))
_DAYS_BEFORE_1900 = 693_594  # Excel counts days from 1899-12-30


@dataclass
class Lists:
    """The sheet of lists that are too long for a validation: by name its values, each a column of the sheet."""

    language: str
    values: dict[str, Sequence[str]] = field(default_factory=dict)

    def formula(self, name: str, values: Sequence[str]) -> str:
        """The range that holds a list, which is added where it is new."""
        self.values.setdefault(name, values)
        letter = get_column_letter(1 + list(self.values).index(name))
        return f"{_quoted(LISTS, self.language)}!${letter}$2:${letter}${1 + len(values)}"


def validation(
    table: Table, column: str, sheets: Mapping[str, Table], lists: Lists, rules: Sequence[str]
) -> DataValidation | None:
    """What Excel lets people type below the heading of a column; None where any text may be right.

    `sheets` are the tables of the workbook, whose ids are offered; `rules` the legal forms of the rule pack.
    """
    found, kind = table.row.model_fields[column], kind_of(table.row.model_fields[column])
    target = "zones" if column in ZONES and table.name != "zones" else table.points.get(column)
    if target is not None and target in sheets:
        return _offered(_ids_of(target, lists.language))
    if (table.name, column) in {("programmes", "rule"), ("jobseekers", "approved_rules")}:
        return _offered(lists.formula("rule", rules))
    if kind.store == "list":
        return None
    if words := words_of(table, column, lists.language):
        inline = ",".join(words)
        is_short = len(inline) <= LONGEST_LIST and not any("," in word for word in words)
        formula = f'"{inline}"' if is_short else lists.formula(column, words)
        return _refused("list", _said_of(words), formula1=formula)
    return _limits(found, f"{get_column_letter(1 + table.columns.index(column))}2")


def words_of(table: Table, column: str, language: str) -> tuple[str, ...]:
    """The words of a closed choice, as a language has them; none where the column is no choice."""
    kind = kind_of(table.row.model_fields[column])
    if not kind.words or kind.store == "list":
        return ()
    words = OF_TABLES[table.name]
    plain = WORDS["yes_no"] if kind is YES_NO else kind.words
    return tuple(words.said(column, word, language) for word in plain)


def _limits(found: FieldInfo, cell: str) -> DataValidation | None:
    """The limits of a column, whose first cell is named: Excel shifts what is said of it to those below."""
    kind, (lower, upper) = kind_of(found), range_of(found)
    said = " ".join(filter(None, [kind.cure(), _limit_said(found)]))
    if kind is WEEK:
        formula = f'AND(LEN({cell})=8,MID({cell},5,2)="-W",ISNUMBER(VALUE(RIGHT({cell},2))))'
        return _refused("custom", said, formula1=formula)
    if kind is DAY:
        first, last = (_serial(year) for year in (FIRST_YEAR, LAST_YEAR + 1))
        return _refused("date", said, operator="between", formula1=str(first), formula2=str(last - 1))
    if kind is ID:
        return _refused("textLength", said, operator="between", formula1="1", formula2=str(LONGEST_ID))
    if kind.numeric and lower is not None and upper is not None:
        name = "whole" if kind.store == "whole" else "decimal"
        if kind is not SHARE and upper >= NO_LIMIT:
            return _refused(name, said, operator="greaterThanOrEqual", formula1=f"{lower:g}")
        return _refused(name, said, operator="between", formula1=f"{lower:g}", formula2=f"{upper:g}")
    return None


def _limit_said(found: FieldInfo) -> str | None:
    allowed = allowed_range(found)
    return None if allowed is None else _("Allowed is {allowed}.", allowed=allowed)


def _said_of(words: Sequence[str]) -> str:
    return _("Write one of {words}.", words=", ".join(words))


def _serial(year: int) -> int:
    from datetime import date  # noqa: PLC0415

    return date(year, 1, 1).toordinal() - _DAYS_BEFORE_1900


def _refused(kind: str, said: str, **limits: str) -> DataValidation:
    """A validation that refuses what is typed otherwise, and says what to type."""
    made = DataValidation(type=kind, allow_blank=True, **limits)
    made.errorStyle, made.showErrorMessage = "stop", True
    made.errorTitle, made.error = _("This cannot stand here"), said[:225]
    return made


def _offered(formula: str) -> DataValidation:
    """A drop-down that offers, and takes anything else as well: several ids, or one that is written in later."""
    made = DataValidation(type="list", allow_blank=True, formula1=formula)
    made.showErrorMessage = False
    return made


def _ids_of(name: str, language: str) -> str:
    """The ids that stand in the first column of a table's sheet, as many as there are."""
    sheet = _quoted(name, language)
    return f"OFFSET({sheet}!$A$2,0,0,MAX(1,COUNTA({sheet}!$A:$A)-1),1)"


def _quoted(name: str, language: str) -> str:
    return str(quote_sheetname(tab(name, language)))


def tab(name: str, language: str) -> str:
    """What stands on the tab of a sheet: its name with a capital; English names of tables stay as they are."""
    called = sheet_name(name, language)
    return called if name in TABLES and language == KEYS else called[:1].upper() + called[1:]
