"""A letter as a page: HTML that browsers and word processors open, and that prints on one sheet of A4."""

from __future__ import annotations

from html import escape

from planner.correspondence.letter import Letter, LetterPart
from planner.texts import language

_STYLE = """
@page { size: A4; margin: 18mm 22mm; }
body { font: 11.5pt/1.4 Arial, Helvetica, sans-serif; color: #111; background: #fff; max-width: 40em;
  margin: 1.5em auto; padding: 0 1em; }
h1 { font-size: 1.5em; line-height: 1.2; margin: 0 0 .6em; }
h2 { font-size: 1.08em; margin: 1em 0 .2em; break-after: avoid; }
p { margin: 0 0 .35em; }
ul { margin: 0 0 .35em; padding-left: 1.2em; }
.number { margin: 0 0 1.2em; }
@media print { body { margin: 0; padding: 0; max-width: none; font-size: 10.5pt; line-height: 1.32; } }
""".strip()


def page(letter: Letter) -> str:
    """The letter as one HTML file, which fetches nothing; nothing of the data is markup."""
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{language()}">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(letter.title)}</title>",
        f"<style>\n{_STYLE}\n</style>",
        "</head>",
        "<body>",
        "<main>",
        f'<p class="number">{escape(letter.number)}</p>',
        f"<h1>{escape(letter.title)}</h1>",
        *_paragraphs(letter.opening),
    ]
    for part in letter.parts.values():
        lines += _part(part)
    return "\n".join([*lines, "</main>", "</body>", "</html>", ""])


def _part(part: LetterPart) -> list[str]:
    listed = ["<ul>", *(f"<li>{escape(line)}</li>" for line in part.listed), "</ul>"] if part.listed else []
    return [f"<h2>{escape(part.heading)}</h2>", *_paragraphs(part.paragraphs), *listed, *_paragraphs(part.after)]


def _paragraphs(texts: tuple[str, ...]) -> list[str]:
    return [f"<p>{escape(text)}</p>" for text in texts]
