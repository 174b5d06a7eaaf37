"""The questions that people ask: what each folder of scenarios/questions runs, and the tables that its answer is.

`answer.toml` of a folder states the commands and the tables; `answer/figures.csv` holds their figures as the commands
gave them, with the day. docs/questions.md and docs/sv/fragor.md show both between two marks, and the words about them
are written by hand.
"""

from __future__ import annotations

import csv
import gzip
import io
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from tests.docs.pages import ROOT

FOLDER = ROOT / "scenarios" / "questions"
PAGES = {"en": ROOT / "docs" / "questions.md", "sv": ROOT / "docs" / "sv" / "fragor.md"}
RUN_ON = {"en": "Run on {day}.", "sv": "Kört {day}."}
NOT_RUN = {"en": "Not run yet, so no figures are kept.", "sv": "Inte kört ännu, så inga siffror är sparade."}
HEAD = ("table", "row", "column", "value", "day")
_BLOCK = re.compile(r"(<!-- answer: (\S+) -->\n)(.*?)(<!-- end of answer -->)", re.DOTALL)

Where = Mapping[str, Any]
# By number of the table, row and column, all as answer.toml has them in English.
Cells = dict[tuple[int, str, str], str]


@dataclass(frozen=True)
class Answer:
    """What one folder of scenarios/questions asks for: `commands`, typed at the top of a checkout, and `tables`."""

    name: str
    stated: Mapping[str, Any]

    @classmethod
    def of(cls, folder: Path) -> Answer:
        """The answer that a folder states."""
        return cls(folder.name, tomllib.loads((folder / "answer.toml").read_text(encoding="utf-8")))

    @property
    def commands(self) -> list[str]:
        """What to type, in order."""
        return list(self.stated["commands"])

    @property
    def kept_in(self) -> Path:
        """The file of the figures, in a folder of its own: beside the tables of a scenario it would be one of them."""
        return FOLDER / self.name / "answer" / "figures.csv"

    @property
    def is_stored(self) -> bool:
        """Whether figures are kept."""
        return self.kept_in.is_file()

    @cached_property
    def stored(self) -> tuple[Cells, str]:
        """The figures that are kept, and the day they were found; FileNotFoundError where none are."""
        with self.kept_in.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        cells = {(int(row["table"]), row["row"], row["column"]): row["value"] for row in rows}
        return cells, rows[0]["day"]

    def found(self, home: Path) -> Cells:
        """The figures in the folders that the commands wrote below `home`; KeyError for a column that is not there."""
        read = _Files(home)
        return {
            (number, row["en"], column["en"]): _figure(read, table, row, column)
            for number, table in enumerate(self.stated["table"], start=1)
            for row in table["rows"]
            for column in table["columns"]
        }

    def store(self, cells: Cells, day: str) -> None:
        """Keep figures with their day."""
        self.kept_in.parent.mkdir(exist_ok=True)
        with self.kept_in.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(HEAD)
            writer.writerows([*map(str, key), value, day] for key, value in cells.items())

    def block(self, language: str) -> str:
        """The commands and tables as a page shows them."""
        typed = "```sh\n" + "\n".join(self.commands) + "\n```"
        if not self.is_stored:
            return f"{typed}\n\n{NOT_RUN[language]}\n"
        cells, day = self.stored
        tables = [
            "\n".join(_shown(table, number, cells, language))
            for number, table in enumerate(self.stated["table"], start=1)
        ]
        return "\n\n".join([typed, *tables, RUN_ON[language].format(day=day)]) + "\n"


def answers() -> Iterator[Answer]:
    """Every folder of scenarios/questions that states an answer, by name."""
    yield from (Answer.of(path.parent) for path in sorted(FOLDER.glob("*/answer.toml")))


def renewed(page: str, language: str) -> str:
    """A page with what stands between its marks written anew from the folders."""
    return _BLOCK.sub(lambda found: found[1] + Answer.of(FOLDER / found[2]).block(language) + found[4], page)


def named(page: str) -> list[str]:
    """The folders that a page shows, in order."""
    return [found[1] for found in _BLOCK.findall(page)]


class _Files:
    """The CSV files that a run wrote, each read once, with every cell as text."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._read: dict[str, list[dict[str, str]]] = {}

    def __call__(self, name: str) -> list[dict[str, str]]:
        if name not in self._read:
            data = (self._home / name).read_bytes()
            text = (gzip.decompress(data) if name.endswith(".gz") else data).decode("utf-8-sig")
            self._read[name] = list(csv.DictReader(io.StringIO(text, newline="")))
        return self._read[name]


def _figure(read: _Files, table: Where, row: Where, column: Where) -> str:
    """One cell: the value that its file has where row and column say, how many, or their sum; blank where none is.

    `take` names the column of the value. `count` counts the different entries of a column, `sum` adds one up.
    """
    stated = {**table, **row, **column}
    lines = read(stated["file"])
    for name, wanted in {**row.get("where", {}), **column.get("where", {})}.items():
        allowed = [wanted] if isinstance(wanted, str) else wanted
        lines = [line for line in lines if any(_fits(line[name], one) for one in allowed)]
    if "count" in stated:
        return str(len({line[stated["count"]] for line in lines}))
    if "sum" in stated:
        return f"{sum(float(line[stated['sum']]) for line in lines):g}"
    values = [line[stated["take"]] for line in lines]
    if len(values) > 1:
        msg = f"{len(values)} rows of {stated['file']} fit {row['en']}, {column['en']}"
        raise ValueError(msg)
    return values[0] if values else ""


def _fits(cell: str, wanted: str) -> bool:
    """Whether a cell, or a part of it where it is a list, is what is wanted; with * at its end, begins so."""
    if wanted.endswith("*"):
        return cell.startswith(wanted[:-1])
    return wanted == cell or wanted in cell.split("|")


def _shown(table: Where, number: int, cells: Cells, language: str) -> Iterator[str]:
    heads = [column[language] for column in table["columns"]]
    yield "| " + " | ".join([table.get(language, " "), *heads]) + " |"
    yield "|---|" + "---:|" * len(heads)
    for row in table["rows"]:
        told = [
            _told(cells[number, row["en"], column["en"]], {**row, **column}, language) for column in table["columns"]
        ]
        yield "| " + " | ".join([row[language], *told]) + " |"


def _told(value: str, stated: Where, language: str) -> str:
    """A figure as people read it; a blank or what is no number as it is."""
    try:
        number = float(value)
    except ValueError:
        return value or "–"
    if stated.get("percent"):
        text = f"{100 * number:.{stated.get('digits', 0)}f} %"
    else:
        text = f"{number:,.{stated.get('digits', 0)}f}"
    text = re.sub(r"^-(?=[0.,]*( %)?$)", "", text)
    return text.translate(str.maketrans(",.", " ,")) if language == "sv" else text
