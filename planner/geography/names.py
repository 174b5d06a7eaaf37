"""Names: which of the 290 municipalities somebody means."""

import difflib
import unicodedata
from pathlib import Path

from planner.errors import UsageFault
from planner.geography.places import read_table, slug
from planner.texts import _, listed

SUFFIXES = (" kommun", " stad")


def municipality_code(folder: Path, municipality: str) -> tuple[str, str]:
    """Return (code, name) of a municipality given by either.

    A name may be written in any case, without the dots and rings of å, ä and ö, and as `Trelleborgs kommun`; a code
    may have lost its leading nought. Raises UsageFault, with the nearest name, where there is no such municipality.
    """
    known = read_table(folder, "municipalities")
    names = dict(zip(known["mun_code"], known["mun_name"], strict=True))
    wanted = " ".join(municipality.split())
    if wanted.zfill(4) in names:
        return wanted.zfill(4), names[wanted.zfill(4)]
    for spelled in (_exact, _plain):
        # Habo and Håbo are two municipalities, so an exact match goes first.
        found = [code for code, name in names.items() if spelled(name) in _readings(spelled(wanted))]
        if len(found) == 1:
            return found[0], names[found[0]]
    raise UsageFault(_unknown(wanted, list(names.values())))


def municipality_name(folder: Path, code: str) -> str:
    """What people call a municipality; its code where the table has no such."""
    known = read_table(folder, "municipalities")
    names: dict[str, str] = dict(zip(known["mun_code"], known["mun_name"], strict=True))
    return names.get(code, code)


def _exact(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _plain(name: str) -> str:
    return slug(name).replace("_", " ")


def _readings(wanted: str) -> set[str]:
    """Return the names that a text may stand for: itself, and without `kommun` and the s before it."""
    readings = {wanted}
    for suffix in SUFFIXES:
        if wanted.endswith(suffix):
            stem = wanted.removesuffix(suffix)
            readings |= {stem, stem.removesuffix("s")}
    return readings


def _unknown(wanted: str, names: list[str]) -> str:
    """Return that there is no such municipality, with the nearest names."""
    plain = {_plain(name): name for name in names}
    close = difflib.get_close_matches(_plain(wanted)[:100], list(plain), n=3, cutoff=0.6)
    if not close:
        return _('"{name}" is no Swedish municipality. Write its name, or its code, such as 1282.', name=wanted)
    nearest = listed([plain[name] for name in close], "or")
    return _('"{name}" is no Swedish municipality. Did you mean {nearest}?', name=wanted, nearest=nearest)
