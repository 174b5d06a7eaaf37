"""People with protected identity: collected before anything is checked, then taken out of every table."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from planner.errors import Fault, Faults, Secrets, as_written, given, same_id
from planner.inputs.excel import excel_error
from planner.inputs.files import RawTable
from planner.inputs.personal import leaves
from planner.schema.arrays import Bools
from planner.schema.cells import CODES, ID, IDS, NUMBER, TAG, TAGS, TEXT, YES_NO
from planner.schema.columns import kind_of
from planner.schema.settings import ScenarioFile
from planner.schema.tables import TABLES, Table
from planner.texts import N_, _

if TYPE_CHECKING:
    from planner.inputs.chain import Level  # it reads files, whose reader imports this module

# In free text, numbers shorter than this are counts; longer ones may be somebody's id.
SHORTEST_NUMBER_IN_TEXT = 4
CURE = N_("Remove the mention; such people are placed by hand, outside these files.")
# Parts of names of columns, in Swedish and English, under which registers keep protected identity.
_MAY_PROTECT = ("protect", "skydd", "sekr", "hemlig", "hidden", "secret", "confidential", "konfidentiell", "kvarskriv")
# Keys whose values are free text: of [scenario], of groups, and columns that a patch sets.
_FREE_TEXTS = {"name", "name_sv", "name_en", "legal_basis", "approver"} | {
    name for table in TABLES.values() for name, field in table.row.model_fields.items() if kind_of(field) is TEXT
}
_NOBODY: NDArray[np.object_] = np.array([], dtype=object)


@dataclass(frozen=True)
class Protected:
    """People with protected identity, kept in memory alone: the support need of each, by id in one spelling."""

    support_need: dict[str, str] = field(default_factory=dict, repr=False)
    ids: Secrets = field(default_factory=Secrets, repr=False)

    def __len__(self) -> int:
        return len(self.support_need)

    def add(self, person: str, need: str) -> None:
        """Take in one person; a blank id is nobody."""
        spelled = same_id(person)
        if spelled:
            self.support_need[spelled] = need.strip()
            self.ids.update([person])


def mention(what: str) -> str:
    """What is said of a cell or text (`the cell`) that mentions a protected person."""
    return _("{what} names a person with protected identity", what=what)


def collect(jobseekers: Iterable[RawTable], protected: Protected, faults: Faults) -> None:
    """Collect the people whose row says yes, or says something that cannot be read, which is a fault too."""
    for raw in jobseekers:
        flags, ids = raw.columns.get("protected_identity"), raw.columns.get("jobseeker_id")
        if flags is None or ids is None:
            continue
        needs = raw.columns.get("support_need", np.full(len(raw), "", dtype=object))
        for row, flag, person, need in zip(raw.rows, flags, ids, needs, strict=True):
            if not flag.strip():
                continue
            try:
                protects = YES_NO.parse(flag)
            except ValueError:
                protects = True
                file, place, column = raw.place(int(row), "protected_identity")
                value, what, cure = excel_error(flag) or (None, _("the cell is neither yes nor no"), YES_NO.cure())
                faults.add(Fault("jobseekers-protected-identity", file, place, column, value, what, cure))
            if protects:
                protected.add(person, need)


def is_in_doubt(jobseekers: Iterable[RawTable | None], others: Iterable[RawTable]) -> bool:
    """Whether the files leave it open who is protected.

    That is so when a table of jobseekers cannot be read, has no ids, or has columns that nobody knows and none that
    says who is protected; and when a column of any table that names people may say it under another name.
    """
    known = TABLES["jobseekers"].columns
    for raw in jobseekers:
        if raw is None or "jobseeker_id" not in raw.columns:
            return True
        if "protected_identity" not in raw.columns and not set(raw.columns) <= set(known):
            return True
    return any(_flags(raw) for raw in (*(raw for raw in jobseekers if raw is not None), *others))


def hide_everybody(raws: Iterable[RawTable], faults: Faults) -> None:
    """Let no message repeat anybody's id, from whatever table."""
    for raw in raws:
        faults.secrets.update(pd.unique(raw.columns.get("jobseeker_id", _NOBODY)))


def hide_those_without_a_row(jobseekers: Iterable[RawTable], others: Iterable[RawTable], faults: Faults) -> None:
    """Hide every id of a row of wrong length, and every id that is in no row of jobseekers.

    A person without a row may be protected: somebody may have removed the row by hand.
    """
    people: set[str] = set()
    for raw in jobseekers:
        faults.secrets.update(row.get("jobseeker_id", "") for row in raw.ragged)
        people.update(pd.unique(raw.columns.get("jobseeker_id", _NOBODY)))
    strangers = {person for raw in others for person in pd.unique(raw.columns.get("jobseeker_id", _NOBODY))} - people
    if strangers:
        known = set(map(same_id, people))
        faults.secrets.update(person for person in strangers if same_id(person) not in known)


def _flags(raw: RawTable) -> list[str]:
    """Columns that may say who is protected, under an unknown name."""
    if "jobseeker_id" not in raw.columns:
        return []
    return [name for name in raw.columns if name != "protected_identity" and may_protect(name)]


def may_protect(name: str) -> bool:
    """Whether a column of this name, in lower case, may say who has protected identity."""
    return any(part in name for part in _MAY_PROTECT)


def refuse_other_flags(raw: RawTable, faults: Faults) -> set[str]:
    """Note a fault for every column that may say under an unknown name who is protected; return these columns."""
    flags = set(_flags(raw))
    for name in flags:
        file, row, column = raw.place(raw.header_row, name)
        faults.add(
            Fault("protected-column", file, row, column,
                  what=_('the column "{column}" may say who has protected identity', column=given(name)),
                  cure=_("Say it in the column protected_identity of jobseekers, with yes or no, and remove this one."))
        )  # fmt: skip
    return flags


def may_touch_people(patch: object) -> bool:
    """Whether a patch, as written, changes jobseekers, or a table that cannot be determined."""
    if not isinstance(patch, Mapping):
        return True
    table = patch.get("table")
    return "settings" not in patch if table is None else table == "jobseekers" or table not in TABLES


def may_fail_to_protect(level: Level, wrong: Collection[str]) -> bool:
    """Whether a level has a patch that may change jobseekers and stands in a file with a fault (names of `wrong`)."""
    if level.keys is None:
        return True
    if level.file is None:
        # An unknown key may be a misspelt patch.
        stated = [value for key, value in level.keys.items() if key == "patch" or key not in ScenarioFile.model_fields]
        patches = [patch for value in stated for patch in (value if isinstance(value, list) else [value])]
        return any(map(may_touch_people, patches))
    touching = [number for number, patch in level.patches if may_touch_people(patch.model_dump(exclude_none=True))]
    return any(f"{level.toml} patch {number}" in wrong for number in touching)


def without_protected(table: Table, raw: RawTable, protected: Protected, faults: Faults) -> RawTable:
    """Take protected people out of a table; their running placements stay as anonymous occupied places."""
    if not len(protected):
        return raw
    ids = raw.columns.get("jobseeker_id")
    if ids is not None:
        codes, names = pd.factorize(ids)
        theirs = np.array([name in protected.ids for name in names], dtype=bool)[codes]
        if table.name == "jobseekers":
            _refuse_other_spellings(raw, theirs, faults)
        raw = anonymous(raw, theirs, protected) if table.name == "placements" else raw.keep(~theirs)
    _refuse_mentions(table, raw, protected.ids, faults)
    return raw


def _refuse_other_spellings(raw: RawTable, theirs: Bools, faults: Faults) -> None:
    """Refuse ids that differ in spelling: J7 and j7 may be two people, and only one of them protected."""
    ids, flags = raw.columns["jobseeker_id"], raw.columns.get("protected_identity")
    written: dict[str, set[str]] = {}
    unsaid = []
    for position in np.flatnonzero(theirs):
        if flags is not None and flags[position].strip() and not says_no(flags[position]):
            written.setdefault(same_id(ids[position]), set()).add(ids[position].strip())
        else:
            unsaid.append(position)
    for position in unsaid:
        if ids[position].strip() not in written.get(same_id(ids[position]), {ids[position].strip()}):
            file, row, column = raw.place(int(raw.rows[position]), "jobseeker_id")
            faults.add(
                Fault("protected-mention", file, row, column,
                      what=_("but for capitals, spaces or leading noughts this is the id of a protected person"),
                      cure=_("Write protected_identity {yes} in this row too, or give the person another id.",
                             yes=as_written("yes_no", "yes")))
            )  # fmt: skip


def says_no(flag: str) -> bool:
    """Whether a cell of protected_identity is a no; blank cells and words that are neither are none."""
    try:
        return not YES_NO.parse(flag)
    except ValueError:
        return False


def anonymous(raw: RawTable, theirs: Bools, protected: Protected) -> RawTable:
    """Without the person's id; the support need is the placement's, else the person's, else 1."""
    states = raw.columns.get("state", np.full(len(raw), "", dtype=object))
    drafts = np.array([state.strip().lower() == "draft" for state in states], dtype=bool)
    columns = {name: values.copy() for name, values in raw.columns.items()}
    needs = columns.setdefault("support_need", np.full(len(raw), "", dtype=object))
    for position in np.flatnonzero(theirs):
        if not _is_number(needs[position]):
            need = protected.support_need[same_id(columns["jobseeker_id"][position])]
            needs[position] = need if _is_number(need) else "1"
        columns["jobseeker_id"][position] = ""
    return replace(raw, columns=columns).keep(~(theirs & drafts))


def _is_number(text: str) -> bool:
    try:
        NUMBER.parse(text)
    except ValueError:
        return False
    return True


def _refuse_mentions(table: Table, raw: RawTable, ids: Secrets, faults: Faults) -> None:
    """Refuse, without repeating it, a protected id in any other cell: it would be written with that table.

    Ids of digits alone are searched for in free text only: in id columns of other tables `12` names something else.
    """
    fields = table.row.model_fields
    for column, values in raw.columns.items():
        if column == "jobseeker_id" and column in fields:
            continue
        kind = kind_of(fields[column]) if column in fields else TEXT
        if kind not in (TEXT, TAGS, TAG, CODES, ID, IDS):
            continue  # such a cell holds a number or one of a few words, or is a fault
        codes, texts = pd.factorize(values)
        shortest = SHORTEST_NUMBER_IN_TEXT if kind is TEXT else None
        bad = np.array(ids.mentioned_in(texts, shortest_number=shortest), dtype=bool)
        if bad.any():
            for position in np.flatnonzero(bad[codes]):
                file, row, shown = raw.place(int(raw.rows[position]), column)
                what = mention(_("the cell"))
                faults.add(Fault("protected-mention", file, row, shown, what=what, cure=_(CURE)))


def refuse_mentions_in_keys(keys: Mapping[str, Any], file: str, ids: Secrets, faults: Faults) -> None:
    """Refuse protected ids in texts of a settings file, except the `where` of a patch, which is written nowhere."""
    for path, text in leaves(keys):
        if path[:1] == ("patch",) and path[2:3] == ("where",):
            continue
        shortest = SHORTEST_NUMBER_IN_TEXT if path[-1] in _FREE_TEXTS else None
        if isinstance(text, str) and ids.mentioned(text, shortest_number=shortest):
            known = ".".join(part for part in path if not ids.mentioned(part, shortest_number=None))
            what = mention(_("the text"))
            faults.add(Fault("protected-mention", file, None, known or None, what=what, cure=_(CURE)))
