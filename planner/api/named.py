"""A program over named rows and columns: read from dicts or pandas, all its faults at once, and stated as a MIP."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from numbers import Real
from types import NoneType
from typing import Any, NamedTuple, Required, TypedDict, cast

import numpy as np
import pandas as pd
from scipy import sparse

from planner.errors import UsageFault
from planner.formulation import MIP, mip_of
from planner.inputs.cells import did_you_mean
from planner.schema.arrays import Bools, Positions, Values
from planner.schema.rows import INFINITY, Columns, Entries, Rows
from planner.texts import N_, _, with_decimal_mark

# Far beyond what anybody counts, and small enough for exact arithmetic with coefficients of some decimals.
LARGEST = 1e9
# How far a sum may reach, with whole numbers and with decimals: the engine counts decimals in billionths, exactly.
LARGEST_SUM, LARGEST_DECIMAL_SUM = 1e15, 4e9
NOISE = 1e-9
MOST_SAID = 20
# Among more names than this a similar one is not looked for: it would take long.
MOST_COMPARED = 10_000
LIMITS = ("lower", "upper")
TWICE = N_("the name stands twice.")
# The constraint whose rows the engine takes for GUB rows: at most one of a person's candidates.
GUB = "one_main"
ByName = Mapping[str, float] | pd.Series


class NamedRow(TypedDict, total=False):
    """One row: `lower <= sum of coefficient x variable <= upper`; a limit that is left out is none."""

    coefficients: Required[Mapping[str, float] | pd.Series]
    lower: float
    upper: float


@dataclass(frozen=True)
class Named:
    """Whole-numbered variables with bounds, rows over them, and goals, each by position; `names` are the variables."""

    names: tuple[str, ...]
    lower: Values
    upper: Values
    goals: dict[str, Values]
    row_names: tuple[str, ...]
    matrix: sparse.csr_matrix = field(repr=False)
    row_lower: Values
    row_upper: Values

    @property
    def is_binary(self) -> Bools:
        """Which variables have two values; the others are counted from their lower bound."""
        return np.asarray(self.upper - self.lower == 1)

    def beyond_bounds(self) -> list[str]:
        """What cannot hold by the bounds alone: a sentence for each row whose sum never reaches its limits."""
        up, down = self.matrix.maximum(0), self.matrix.minimum(0)
        least, most = up @ self.lower + down @ self.upper, up @ self.upper + down @ self.lower
        slack = NOISE * np.maximum(1.0, np.maximum(abs(least), abs(most)))
        over, under = least > self.row_upper + slack, most < self.row_lower - slack
        names = self.row_names
        above = N_("row {row}: its sum is at least {reached} within the bounds, its upper limit {limit}.")
        below = N_("row {row}: its sum is at most {reached} within the bounds, its lower limit {limit}.")
        beyond = [(above, row, least[row], self.row_upper[row]) for row in np.flatnonzero(over)]
        beyond += [(below, row, most[row], self.row_lower[row]) for row in np.flatnonzero(under)]
        return [_(text, row=names[row], reached=_short(sum_), limit=_short(limit)) for text, row, sum_, limit in beyond]

    def mip(self, held: Mapping[str, float]) -> MIP:
        """The MIP in which every variable is counted from its lower bound, and each goal in `held` reaches its value.

        A row with two limits is two rows, as the engine rounds each limit in a direction of its own.
        """
        counted = np.flatnonzero(~self.is_binary)
        columns = Columns("count", counted, np.zeros(len(counted)), (self.upper - self.lower)[counted], is_integer=True)
        goals = [self.goals[name] for name in held]
        matrix = sparse.vstack([self.matrix, *map(sparse.csr_matrix, goals)], format="csr")
        base = matrix @ self.lower
        low = np.concatenate([self.row_lower, list(held.values())]) - base
        high = np.concatenate([self.row_upper, np.full(len(held), INFINITY)]) - base
        # A limit that every sum keeps is none, and may be larger than the engine counts.
        width = self.upper - self.lower
        low[low <= matrix.minimum(0) @ width], high[high >= matrix.maximum(0) @ width] = -INFINITY, INFINITY
        is_gub = self._gub_rows(matrix, high)
        parts = [
            self._rows("at_most", matrix, np.flatnonzero(np.isfinite(high) & ~is_gub), upper=high),
            self._rows("at_least", matrix, np.flatnonzero(np.isfinite(low)), lower=low),
            self._rows(GUB, matrix, np.flatnonzero(is_gub), upper=high),
            Rows("bounds", columns=(columns,)),
        ]
        return mip_of(np.flatnonzero(self.is_binary), parts)

    def _gub_rows(self, matrix: sparse.csr_matrix, high: Values) -> Bools:
        """Rows that let at most one of some binary variables be 1, and share none: they make the bound stronger."""
        found, taken = np.zeros(len(high), dtype=bool), ~self.is_binary
        for row in np.argsort(-np.diff(matrix.indptr), kind="stable"):
            part = slice(matrix.indptr[row], matrix.indptr[row + 1])
            inside = matrix.indices[part]
            if high[row] == 1 and len(inside) > 1 and (matrix.data[part] == 1).all() and not taken[inside].any():
                found[row] = taken[inside] = True
        return found

    def _rows(
        self,
        constraint: str,
        matrix: sparse.csr_matrix,
        at: Positions,
        *,
        lower: Values | None = None,
        upper: Values | None = None,
    ) -> Rows:
        entries = matrix[at].tocoo()
        binary = self.is_binary[entries.col]
        row, column = entries.row.astype(np.int64), entries.col.astype(np.int64)
        kinds = (("x", binary), ("count", ~binary))
        return Rows(
            constraint,
            tuple((str(row),) for row in at),
            np.full(len(at), -INFINITY) if lower is None else lower[at],
            np.full(len(at), INFINITY) if upper is None else upper[at],
            tuple(Entries(k, row[m], column[m], entries.data[m]) for k, m in kinds),
        )

    @property
    def order(self) -> Positions:
        """The variable of each column of the MIP."""
        return np.concatenate([np.flatnonzero(self.is_binary), np.flatnonzero(~self.is_binary)])


def named(
    objective: ByName | Mapping[str, ByName],
    rows: Mapping[str, NamedRow] | pd.DataFrame,
    bounds: Mapping[str, tuple[float, float]] | pd.DataFrame | None,
) -> Named:
    """Read a program; UsageFault names everything that is wrong with it, TypeError what is of another kind."""
    _refuse_other_kinds(objective, rows, bounds)
    faults: list[str] = []
    goals = _goals(objective)
    limits = _bounds(bounds, goals, faults)
    widest = [max(abs(low), abs(high), high - low) for low, high in limits.values()]
    reading = _Reading({name: place for place, name in enumerate(limits)}, widest, faults)
    vectors = {name: reading.vector(_("objective {name}", name=name), terms) for name, terms in goals.items()}
    stated = {name: reading.row(_("row {row}", row=name), row) for name, row in _rows(rows, faults).items()}
    if faults:
        more = [_("and {number} more", number=len(faults) - MOST_SAID)] if len(faults) > MOST_SAID else []
        raise UsageFault("\n".join([*faults[:MOST_SAID], *more]))
    terms = [row.terms for row in stated.values()]
    columns = np.array([column for own in terms for column in own], dtype=np.int64)
    values = np.array([value for own in terms for value in own.values()], dtype=float)
    indptr = np.concatenate([[0], np.cumsum([len(own) for own in terms])]).astype(np.int64)
    matrix = sparse.csr_matrix((values, columns, indptr), shape=(len(terms), len(limits)))
    matrix.eliminate_zeros()
    matrix.sort_indices()
    lower, upper = (np.array([pair[side] for pair in limits.values()], dtype=float) for side in (0, 1))
    row_lower = np.array([row.lower for row in stated.values()], dtype=float)
    row_upper = np.array([row.upper for row in stated.values()], dtype=float)
    return Named(tuple(limits), lower, upper, vectors, tuple(stated), matrix, row_lower, row_upper)


def _refuse_other_kinds(objective: object, rows: object, bounds: object) -> None:
    """Raise TypeError, naming all, where an argument is nothing that a program is read from."""
    wanted: tuple[tuple[str, object, tuple[type, ...], str], ...] = (
        ("objective", objective, (Mapping, pd.Series), "a dict or Series by variable, or a dict of such goals by name"),
        ("rows", rows, (Mapping, pd.DataFrame), "a dict of rows by name, or a DataFrame"),
        ("bounds", bounds, (Mapping, pd.DataFrame, NoneType), "a dict of pairs by variable, or a DataFrame"),
    )
    wrong = [(name, kinds, value) for name, value, known, kinds in wanted if not isinstance(value, known)]
    if wrong:
        msg = "; ".join(f"{name} takes {kinds}, not {type(value).__name__}" for name, kinds, value in wrong)
        raise TypeError(msg)


def _goals(objective: ByName | Mapping[str, ByName]) -> dict[str, ByName]:
    """The goals by name, in order; a single one is called "objective"."""
    if (
        isinstance(objective, Mapping)
        and objective
        and all(isinstance(v, (Mapping, pd.Series)) for v in objective.values())
    ):
        return {str(name): cast("ByName", terms) for name, terms in objective.items()}
    return {"objective": cast("ByName", objective)}


def _bounds(
    bounds: Mapping[str, tuple[float, float]] | pd.DataFrame | None, goals: Mapping[str, ByName], faults: list[str]
) -> dict[str, tuple[float, float]]:
    """The bounds of every variable: as stated, else 0 and 1 for those that the objective names."""
    found: dict[str, tuple[float, float]] = {}
    for name, pair in _stated_bounds(bounds, goals, faults):
        both = list(pair) if isinstance(pair, (tuple, list, np.ndarray, pd.Series)) else [pair]
        if name in found:
            faults.append(f"bounds {name}: {_(TWICE)}")
        if len(both) != len(LIMITS) or not all(map(_is_whole, both)):
            shown = ", ".join(map(_shown, both))
            said = _("{pair} are not two whole numbers within {most} of 0.", pair=shown, most=_short(LARGEST))
            faults.append(_("bounds of {name}: {fault}", name=name, fault=said))
            both = [0.0, 1.0]
        elif both[0] > both[1]:
            low, high = _short(both[0]), _short(both[1])
            said = _("the lower bound {lower} is above the upper bound {upper}.", lower=low, upper=high)
            faults.append(_("bounds of {name}: {fault}", name=name, fault=said))
        found[name] = (float(both[0]), float(both[1]))
    if not found and not faults:
        faults.append(_("There are no variables: name them in the objective, or in bounds."))
    return found


def _stated_bounds(
    bounds: Mapping[str, tuple[float, float]] | pd.DataFrame | None, goals: Mapping[str, ByName], faults: list[str]
) -> Iterable[tuple[str, Any]]:
    if bounds is not None and not isinstance(bounds, pd.DataFrame):
        return [(str(name), pair) for name, pair in bounds.items()]
    if bounds is not None and not set(LIMITS) <= set(bounds.columns):
        faults.append(_("bounds: the DataFrame needs the columns lower and upper."))
        bounds = None
    if bounds is None:
        names = dict.fromkeys(str(name) for terms in goals.values() for name in _keys(terms))
        return [(name, (0.0, 1.0)) for name in names]
    return [(str(name), pair) for name, *pair in bounds[list(LIMITS)].itertuples()]


def _keys(terms: ByName) -> Iterable[Any]:
    return terms.index if isinstance(terms, pd.Series) else terms


def _rows(rows: Mapping[str, NamedRow] | pd.DataFrame, faults: list[str]) -> dict[str, object]:
    """Rows as dicts; in a DataFrame, columns `lower` and `upper` are limits and all others are variables."""
    if not isinstance(rows, pd.DataFrame):
        return _once(rows.items(), faults)
    if not rows.columns.is_unique:
        twice = dict.fromkeys(map(str, rows.columns[rows.columns.duplicated()]))
        faults.extend(_("rows: the column {column} stands twice.", column=name) for name in twice)
        return {}
    limits = [name for name in LIMITS if name in rows]
    terms = rows.drop(columns=limits)
    found: list[tuple[object, object]] = []
    for place, name in enumerate(rows.index):
        own = terms.iloc[place]
        stated = {limit: rows[limit].iloc[place] for limit in limits if pd.notna(rows[limit].iloc[place])}
        found.append((name, {"coefficients": own[own.notna()], **stated}))
    return _once(found, faults)


def _once(rows: Iterable[tuple[object, object]], faults: list[str]) -> dict[str, object]:
    """Rows by their names as text, each once."""
    found: dict[str, object] = {}
    for name, row in rows:
        if str(name) in found:
            faults.append(f"{_('row {row}', row=name)}: {_(TWICE)}")
        found[str(name)] = row
    return found


class _RowRead(NamedTuple):
    """A row by the positions of its variables."""

    terms: dict[int, float]
    lower: float = -INFINITY
    upper: float = INFINITY


@dataclass(frozen=True)
class _Reading:
    """Reads coefficients and limits; what is wrong is noted in `faults`, and reading goes on.

    `position` is that of each variable, `widest` how far each can be from 0 or from its lower bound.
    """

    position: Mapping[str, int]
    widest: Sequence[float]
    faults: list[str]

    def row(self, where: str, row: object) -> _RowRead:
        """One row; keys that no row has are faults."""
        if not isinstance(row, Mapping) or "coefficients" not in row:
            said = _('is a dict with "coefficients" and "lower", "upper" or both.')
            self.faults.append(f"{where}: {said}")
            return _RowRead({})
        for key in row:
            if key not in {"coefficients", *LIMITS}:
                hint = did_you_mean(str(key), ("coefficients", *LIMITS)).strip()
                said = _('there is no key "{key}". {hint}', key=key, hint=hint)
                self.faults.append(f"{where}: {said}")
        read = _RowRead(
            self.terms(where, row["coefficients"]),
            self.limit(where, row, "lower", -INFINITY),
            self.limit(where, row, "upper", INFINITY),
        )
        if read.lower > read.upper:
            low, high = _short(read.lower), _short(read.upper)
            said = _("the lower limit {lower} is above the upper limit {upper}.", lower=low, upper=high)
            self.faults.append(f"{where}: {said}")
        return read

    def terms(self, where: str, terms: object) -> dict[int, float]:
        """Coefficients by position of the variable; names that are no variable are faults."""
        if not isinstance(terms, (Mapping, pd.Series)):
            kind = type(terms).__name__
            said = _("coefficients are a dict or Series by variable, not {kind}.", kind=kind)
            self.faults.append(f"{where}: {said}")
            return {}
        found: dict[int, float] = {}
        for name, given in terms.items():
            value = _number(given)
            if self.position.get(str(name)) in found:
                self.faults.append(f"{where}: {name}: {_(TWICE)}")
            elif str(name) not in self.position:
                hint = did_you_mean(str(name), list(self.position)[:MOST_COMPARED]).strip()
                said = _('there is no variable "{name}". {hint}', name=name, hint=hint)
                self.faults.append(f"{where}: {said}")
            elif value is None or math.isinf(value):
                said = _("the coefficient of {name} is no finite number.", name=name)
                self.faults.append(f"{where}: {said}")
            else:
                found[self.position[str(name)]] = value
        self._refuse_far(where, found)
        return found

    def _refuse_far(self, where: str, terms: Mapping[int, float]) -> None:
        """Note a sum that can reach farther than the engine counts."""
        reach = sum(abs(value) * self.widest[place] for place, value in terms.items())
        is_whole = all(value.is_integer() for value in terms.values())
        if reach > (LARGEST_SUM if is_whole else LARGEST_DECIMAL_SUM) or any(
            abs(v) > LARGEST_SUM for v in terms.values()
        ):
            said = _(
                "its sum can reach {reached} within the bounds. It may reach {most}, and with decimals {decimals}: use "
                "larger units or narrower bounds.",
                reached=_short(reach), most=_short(LARGEST_SUM), decimals=_short(LARGEST_DECIMAL_SUM),
            )  # fmt: skip
            self.faults.append(f"{where}: {said}")

    def vector(self, where: str, terms: object) -> Values:
        """Coefficients as a dense vector."""
        found = self.terms(where, terms)
        dense = np.zeros(len(self.position))
        dense[list(found)] = list(found.values())
        return dense

    def limit(self, where: str, row: Mapping[str, Any], side: str, none: float) -> float:
        """A limit of a row; `none` where it is left out."""
        given = row.get(side)
        value = _number(given)
        if given is None or value == none:
            return none
        if value is None or math.isinf(value):
            said = _("the limit {side} is no finite number; leave it out where there is none.", side=side)
            self.faults.append(f"{where}: {said}")
            return none
        return value


def _short(number: float) -> str:
    return with_decimal_mark(f"{number:g}")


def _shown(value: object) -> str:
    """A value that somebody gave, short."""
    number = _number(value)
    return _short(number) if number is not None else f'"{value}"' if isinstance(value, str) else type(value).__name__


def _number(value: Any) -> float | None:  # noqa: ANN401 - whatever somebody gave
    """A number as a float, one that is too large for that as the largest; None for what is none, or not a number."""
    if not isinstance(value, (Real, Decimal, np.bool_)):
        return None
    number: Any = value
    try:
        found = float(number)
    except OverflowError:
        return sys.float_info.max if number > 0 else -sys.float_info.max
    except ValueError:
        return None
    return None if math.isnan(found) else found


def _is_whole(value: object) -> bool:
    number = _number(value)
    return number is not None and number.is_integer() and abs(number) <= LARGEST
