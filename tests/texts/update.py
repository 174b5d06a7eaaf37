"""Write the catalogues anew: what the code says is in each, what it no longer says is not; `./dev texts` runs this.

A text that has no translation yet stands empty, and a test names it. To begin a further language, make its folder:
`mkdir -p planner/texts/locale/fi/LC_MESSAGES; touch planner/texts/locale/fi/LC_MESSAGES/planner.po`.
"""

from __future__ import annotations

import io
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from planner.texts import LOCALE

ROOT = LOCALE.parents[2]
KEYWORDS = {"_": None, "N_": None, "NN_": (1, 2), "ngettext": (1, 2), "pgettext": ((1, "c"), 2), "NP_": ((1, "c"), 2)}
NO_DATE = datetime(1970, 1, 1, tzinfo=UTC)
HEADER = "# The texts of the placement planner. Write translations here; `./dev texts` does the rest."


def said_in_code() -> Catalog:
    """All texts that the code says, each with the files that say it."""
    template = Catalog(charset="utf-8")
    said = extract_from_dir(str(ROOT / "planner"), [("**.py", "python")], keywords=KEYWORDS, comment_tags=["Note:"])
    for file, _line, message, comments, context in sorted(said, key=lambda one: (one[0], one[1])):
        place = (f"planner/{Path(file).as_posix()}", 0)
        template.add(message, None, [place], auto_comments=comments, context=context)
    return template


def catalogues() -> list[Path]:
    """The files of translations."""
    return sorted(LOCALE.glob("*/LC_MESSAGES/planner.po"))


def read(path: Path) -> Catalog:
    """A file of translations."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.parent.name, domain="planner")


def updated(path: Path, template: Catalog) -> bytes:
    """The text of a file of translations with exactly the texts of the code."""
    name = path.parent.parent.name
    catalogue = Catalog(locale=name, domain="planner", charset="utf-8")
    before = read(path)
    for message in template:
        if message.id:
            old = before.get(message.id, message.context)
            said = "" if old is None or old.fuzzy else old.string
            notes = () if old is None else old.user_comments
            catalogue.add(message.id, said, message.locations, auto_comments=message.auto_comments,
                          user_comments=notes, context=message.context)  # fmt: skip
    written = io.BytesIO()
    write_po(written, catalogue, width=0, include_lineno=False, omit_header=True)
    head = "\n".join([
        HEADER, 'msgid ""', 'msgstr ""', f'"Language: {name}\\n"',
        '"Content-Type: text/plain; charset=utf-8\\n"', f'"Plural-Forms: {catalogue.plural_forms}\\n"', "", "",
    ])  # fmt: skip
    return head.encode() + written.getvalue()


def is_translated(message: Message) -> bool:
    """Whether a text has a translation, in each of its plural forms."""
    return all(message.string if isinstance(message.string, tuple) else [message.string])


def compiled(catalogue: Catalog) -> bytes:
    """A catalogue as gettext reads it."""
    catalogue.creation_date = NO_DATE  # else the minute of the run would stand in the file
    written = io.BytesIO()
    write_mo(written, catalogue)
    return written.getvalue()


def main() -> int:
    """Write and compile each file of translations; the exit code."""
    template = said_in_code()
    for path in catalogues():
        path.write_bytes(updated(path, template))
        catalogue = read(path)
        path.with_suffix(".mo").write_bytes(compiled(catalogue))
        empty = [message for message in catalogue if message.id and not is_translated(message)]
        print(f"{path.relative_to(ROOT)}: {len(catalogue)} texts, {len(empty)} of them not translated")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
