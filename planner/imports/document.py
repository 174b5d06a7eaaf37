"""import.toml as text: what was guessed, what a person has to choose, and the words that came new this week."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import tomlkit
from tomlkit.items import Table as TomlTable

from planner.errors import one_line
from planner.imports.cells import holds_days
from planner.imports.convert import Converted
from planner.imports.dates import day_in
from planner.imports.propose import Proposal, why_left
from planner.schema.cures import one_form
from planner.schema.import_map import NOT_CHOSEN
from planner.schema.tables import TABLES
from planner.texts import _, ngettext


def proposed_document(
    proposals: Sequence[Proposal], missing: Mapping[str, Sequence[str]], municipality: str | None
) -> tomlkit.TOMLDocument:
    """A map as it was guessed, with a comment on each thing that a person should look at.

    `missing` are the columns that each table needs and nobody gives. `municipality` is the code of the one where towns
    were looked for first.
    """
    document = tomlkit.document()
    for line in (
        _("What the export's headings and words become. planner import wrote it; change what is wrong and keep it:"),
        _("  planner import EXPORT --out FOLDER --map import.toml"),
        _('A word that is "" is not chosen yet, and "-" leaves the cell blank.'),
    ):
        document.add(tomlkit.comment(line))
    document["format"] = 1
    if municipality is not None:
        document["municipality"] = municipality
    tables = tomlkit.aot()
    for proposal in proposals:
        tables.append(_table(proposal, missing.get(proposal.table.name, ())))
    document["table"] = tables
    return document


def _table(proposal: Proposal, missing: Sequence[str]) -> TomlTable:
    stated, table = proposal.table, tomlkit.table()
    table["name"] = stated.name
    if stated.sheet is not None:
        table["sheet"] = stated.sheet
    drop = tomlkit.array()
    for heading in stated.drop:
        why = why_left(proposal.left[heading])
        drop.add_line(heading, comment=one_line(why))
    if stated.drop:
        table["drop"] = drop.multiline(multiline=True)
    columns = tomlkit.table(is_super_table=True)
    for name in missing:
        columns[name] = _needed(stated.name, name)
    for name, column in stated.columns.items():
        keys = tomlkit.table()
        if name in proposal.doubts:
            keys.add(tomlkit.comment(_("A guess: {why}.", why=_(proposal.doubts[name]))))
        for key, value in column.model_dump(exclude={"words"}, exclude_none=True).items():
            keys[key] = value
        columns[name] = keys
    table["columns"] = columns
    return table


def _needed(table: str, name: str) -> TomlTable:
    keys = tomlkit.table()
    said = _(str(TABLES[table].row.model_fields[name].description))
    keys.add(tomlkit.comment(_("Needed: {what}. Write its heading, or value = ... for every row.", what=said)))
    keys["heading"] = ""
    return keys


def with_words(document: tomlkit.TOMLDocument, number: int, column: str, found: Converted) -> int:
    """Add the words of a column that have to be chosen, and those read by likeness; how many are to be chosen.

    `number` is the table's, counted from 0. A word that the map has already is left as it is.
    """
    tables: Any = document["table"]
    keys = tables[number]["columns"][column]
    known = {one_form(word) for word in keys.get("words", {})}
    unread = {text: one for text, one in found.unread.items() if text is not None}
    if holds_days(column):
        two_ways = next((text for text in unread if day_in(text, None) != day_in(text, "day first")), None)
        unread = {text: one for text, one in unread.items() if not any(letter.isdigit() for letter in text)}
        if two_ways is not None:
            said = _('{day} may be read in two ways: write dates = "day first" or dates = "month first".', day=two_ways)
            if said not in keys.as_string():
                keys.add(tomlkit.comment(said))
    guesses = {text: read for text, read in found.guesses.items() if one_form(text) not in known}
    new = {text: one for text, one in unread.items() if one_form(text) not in known}
    if not guesses and not new:
        return sum(one_form(text) in known for text in unread)
    words = keys.get("words")
    if words is None:
        words = tomlkit.table()
    for text, read in guesses.items():
        _add(words, text, read, _("A guess: {why}.", why=_("by likeness")))
    for text, one in new.items():
        said = ngettext("{number} cell.", "{number} cells.", one.cells)
        if one.candidates:
            said += " " + _("Could be: {candidates}.", candidates="; ".join(one.candidates))
        _add(words, text, NOT_CHOSEN, said)
    keys["words"] = words
    return len(unread)


def _add(words: Any, text: str, read: str, said: str) -> None:  # noqa: ANN401 - a table of either kind
    item = tomlkit.item(read)
    if not isinstance(words, tomlkit.items.InlineTable):
        item.comment(one_line(said))
    words[tomlkit.key(text)] = item
