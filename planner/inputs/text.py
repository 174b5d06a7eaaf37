"""Bytes to text: UTF-8 or Windows-1252, in one Unicode form; letters that neither can decode are found."""

from __future__ import annotations

import codecs
import re
import unicodedata

from planner.errors import Fault, Faults
from planner.texts import N_, _

# Stands for a letter that could not be decoded; no file holds it, and messages show it as \ufffd.
LOST = "\uffff"
LOST_WHAT = N_("the cell holds a letter that is neither UTF-8 nor Windows-1252, or was saved as two before")
LOST_CURE = N_('Write the letter again, and save the file from Excel as "CSV UTF-8".')

# What no text file holds: control characters other than tab, line ends and form feed.
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1f]")
_LINE_END = re.compile(rb"\r\n?|\n")
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SURROGATE = re.compile("[\udc80-\udcff]")
_FOREIGN = re.compile("[^\x00-\x7f\udc80-\udcff]")
# UTF-8 read as Windows-1252 and saved so: å has become Ã¥.
# Programs that read it as Latin-1 give control characters for some second bytes.
_SECOND_BYTES = bytes(range(0x80, 0xC0)).decode("cp1252", "ignore") + bytes(range(0x80, 0xA0)).decode("latin-1")
_TWICE = re.compile(f"[ÃÂ][{re.escape(_SECOND_BYTES)}]|â€.")
# å ä ö é and their capitals as Windows-1252 writes them, at a letter.
_OURS = re.compile(rb"(?<=[A-Za-z])[\xe5\xe4\xf6\xe9\xc5\xc4\xd6\xc9]|[\xe5\xe4\xf6\xe9\xc5\xc4\xd6\xc9](?=[A-Za-z])")
# As old Macs write them (8a ä, 8c å, 9a ö, 8e é; 80 Ä, 81 Å, 85 Ö), and MS-DOS (84 ä, 86 å, 94 ö, 82 é; 8e Ä, 8f Å,
# 99 Ö).
_THEIRS = re.compile(
    rb"(?<=[A-Za-z])[\x8a\x8c\x9a\x8e\x84\x86\x94\x82]|[\x8a\x8c\x9a\x8e\x84\x86\x94\x82](?=[A-Za-z])"
    rb"|(?<![a-z])[\x80\x81\x85\x8f\x99](?=[A-Za-z])"
)
_IN_QUOTES = re.compile(rb"(?<![A-Za-z])[\x84\x93\x94]([^\x84\x93\x94\r\n;]*)\x94(?![A-Za-z])")


def file_text(raw: bytes, file: str, faults: Faults) -> str | None:
    """The text of a file, with LOST for letters that cannot be decoded; None, with a fault, where it is no text."""
    if not raw:
        faults.add(Fault("empty-file", file, what=_("the file has no bytes"), cure=_("Write at least the header row.")))
        return None
    found = _BINARY.search(raw)
    if raw.isascii() and not found:
        return raw.decode("ascii")
    if found or raw.startswith(_UTF_16):
        what = _("this is no text file in UTF-8 or Windows-1252")
        if raw.startswith(_UTF_16):
            what = _('this is UTF-16, which Excel calls "Unicode text"')
        row: int | None = None
        cure = _('Save it from Excel as "CSV UTF-8".')
        if not raw.startswith(_UTF_16) and b"\0" not in raw:
            what = _("the line holds a control character, which no text holds")
            row = len(_LINE_END.findall(raw, 0, found.start())) + 1 if found else None
            cure = _("Delete what cannot be seen there, or write the line again.")
        faults.add(Fault("not-text", file, row, what=what, cure=cure))
        return None
    return unicodedata.normalize("NFC", _TWICE.sub(LOST, _read(raw)))


def decoded(raw: bytes, file: str, faults: Faults) -> str | None:
    """The text of a file that is no table; None, with a fault at each line, where a letter cannot be decoded."""
    text = file_text(raw, file, faults)
    if text is None or LOST not in text:
        return text
    for number, line in enumerate(text.splitlines(), start=1):
        if LOST in line:
            what = _("the line holds a letter that is neither UTF-8 nor Windows-1252, or was saved as two before")
            faults.add(
                Fault("not-text", file, number, _("place {place}", place=line.index(LOST) + 1), what=what,
                      cure=_("Write the letter again, and save the file as UTF-8."))
            )  # fmt: skip
    return None


def _read(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    text = raw.decode("utf-8-sig", "surrogateescape")
    foreign = len(_SURROGATE.findall(text))
    # Text in Windows-1252 hardly ever holds UTF-8 sequences by chance: a file where these are the majority is UTF-8.
    if len(_FOREIGN.findall(text)) >= foreign:
        return _SURROGATE.sub(LOST, text)
    if not _OURS.search(raw):
        plain = _IN_QUOTES.sub(rb"'\1'", raw)
        if _THEIRS.search(plain):
            # A byte that Windows-1252 does not know stands in for every letter in the ways of others.
            raw = _THEIRS.sub(b"\x81", plain)
    return raw.decode("cp1252", "replace").replace("\N{REPLACEMENT CHARACTER}", LOST)
