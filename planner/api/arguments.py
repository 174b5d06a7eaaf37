"""Arguments from Python: an error for an unknown one names the one that was meant; values are checked as options."""

from __future__ import annotations

import inspect
import math
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal
from functools import wraps
from numbers import Integral, Real
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from planner.errors import Faults, UsageFault, unmarked
from planner.inputs.cells import did_you_mean
from planner.inputs.language import stated_language
from planner.inputs.toml import shaped
from planner.schema.overrides import overrides
from planner.schema.settings import SolveSettings
from planner.schema.words import NAMES
from planner.texts import KEYS, _, language, languages, speaking, translations

P = ParamSpec("P")
R = TypeVar("R")
PathLike = str | Path
DIALECTS = ("plain", "swedish")
# No message shows a whole number of more digits.
LONGEST = 10**15


def suggesting(function: Callable[P, R]) -> Callable[P, R]:
    """The same function, whose TypeError for an unknown keyword names the keyword that was meant."""
    known = [name for name in inspect.signature(function).parameters if name != "self"]

    @wraps(function)
    def checked(*args: P.args, **kwargs: P.kwargs) -> R:
        unknown = [name for name in kwargs if name not in known]
        if unknown:
            # In English, as all that Python says of a call.
            with speaking(KEYS):
                said = " ".join(f'there is no "{name}". {did_you_mean(name, known).strip()}' for name in unknown)
            msg = f"{function.__qualname__}(): {said}"
            raise TypeError(msg)
        return function(*args, **kwargs)

    return checked


def one_of(name: str, value: str, known: Sequence[str]) -> None:
    """Raise UsageFault where a word is none of those that an argument takes."""
    if value not in known:
        meant = did_you_mean(str(value), known).strip()
        msg = _('{name} = "{value}" is not one of the words that may stand here. {meant}',
                name=name, value=value, meant=meant)  # fmt: skip
        raise UsageFault(msg)


@contextmanager
def in_language(asked: str | None, *given: object) -> Iterator[None]:
    """Speak the language asked for, else that of the first scenario or folder which states one, else as before.

    UsageFault where there is no catalogue for the language asked for.
    """
    if asked is not None:
        one_of("language", asked, languages())
    stated = (
        stated_language(Path(one)) if isinstance(one, (str, Path)) else getattr(one, "language", None) for one in given
    )
    with speaking(asked or next(filter(None, stated), language())):
        yield


def path_of(value: object, what: str) -> Path:
    """A str or Path as a path; TypeError for anything else."""
    if isinstance(value, (str, Path)):
        return Path(value)
    msg = f"{what} takes a str or a Path, not {type(value).__name__}"
    raise TypeError(msg)


@contextmanager
def folder_for(out: PathLike | None, name: str) -> Iterator[Path]:
    """The folder `out`, or where none is wanted, one of this name that is gone afterwards."""
    if out is not None:
        yield path_of(out, "out")
        return
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder) / name


def models_of(models: PathLike | None) -> Path | None:
    """A further folder of models, if one is named; UsageFault where there is no such folder."""
    if models is None:
        return None
    folder = path_of(models, "models")
    if not os.path.isdir(folder):  # noqa: PTH112 - no fault of the system is raised, such as of a name too long
        msg = _("There is no folder {folder} to look for models in.", folder=folder)
        raise UsageFault(msg)
    return folder


def _refuse_no_numbers(given: Mapping[str, object]) -> None:
    """Raise TypeError, naming all, where an argument is no number; yes and no are none, nor are numbers as text."""
    wrong = {name: value for name, value in given.items() if value is not None and not is_number(value)}
    if wrong:
        msg = "; ".join(f"{name} takes a number, not {type(value).__name__}" for name, value in wrong.items())
        raise TypeError(msg)


def is_number(value: object) -> bool:
    """Whether something is a number of Python or numpy, and no truth value."""
    return isinstance(value, (Real, Decimal)) and not isinstance(value, bool)


def _plain_number(value: Any) -> Any:  # noqa: ANN401 - a number of any kind, or None
    """A number as an int or float; one that is too large for either to be shown is infinite."""
    if value is None:
        return None
    is_whole = isinstance(value, Integral)
    try:
        return int(value) if is_whole and abs(int(value)) < LONGEST else float(value)
    except OverflowError:
        return math.inf


def checked_overrides(  # noqa: PLR0913 - one for each option
    *,
    time_limit: float | None,
    gap: float | None,
    seed: int | None,
    workers: int | None,
    max_seconds: float | None = None,
    dialect: str | None = None,
    headings: str | None = None,
) -> dict[str, Any]:
    """The keys of scenario.toml that the arguments override.

    TypeError where a number is none, UsageFault where values are out of range: all are named.
    """
    numbers: dict[str, Any] = {"time_limit": time_limit, "gap": gap, "seed": seed, "workers": workers}
    numbers["max_seconds"] = max_seconds
    _refuse_no_numbers(numbers)
    plain = {name: _plain_number(value) for name, value in numbers.items()}
    result = overrides(**plain, dialect=dialect, headings=headings)
    faults = Faults()
    shaped(SolveSettings, result.get("solve", {}), "", faults)
    if faults.found:
        said = [
            (unmarked(fault.column or "").replace("time_limit_seconds", "time_limit"), fault) for fault in faults.found
        ]
        raise UsageFault("\n".join(f"{name} = {fault.value}: {fault.what}. {fault.cure}" for name, fault in said))
    if dialect is not None:
        one_of("dialect", dialect, DIALECTS)
    if headings is not None:
        one_of("headings", headings, (NAMES, *translations()))
    return result


def whole_within(name: str, value: object, least: int, most: int) -> int:
    """A whole number as an int; TypeError for what is none, UsageFault for one out of range."""
    if isinstance(value, bool) or not isinstance(value, Integral):
        msg = f"{name} takes a whole number, not {type(value).__name__}"
        raise TypeError(msg)
    number = int(value)
    if not least <= number <= most:
        raise UsageFault(
            _("{name} = {number}: is not among the whole numbers from {least} to {most}.",
              name=name, number=str(number), least=str(least), most=str(most))
        )  # fmt: skip
    return number
