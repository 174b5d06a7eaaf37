"""MIPs by HiGHS's C interface, which alone tells how many simplex iterations a search has taken by now."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from planner.solving.highs.messages import Reply, SearchedMIP, SearchMIP

# Of HiGHS's C interface (highs_c_api.h): what a call returns, kinds of callbacks, and statuses.
FAILED, BETTER, INTERRUPT, HAS_SOLUTION, INFEASIBLE = -1, 4, 6, 2, 8
CALLBACK = ctypes.CFUNCTYPE(
    None, ctypes.c_int, ctypes.c_char_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p
)  # fmt: skip


def search(job: SearchMIP, tell: Callable[[Reply], None], is_halted: Callable[[], bool]) -> SearchedMIP:
    """Search a MIP; `tell` is called with each better solution. It ends soon once `is_halted()`.

    Where highspy was built without HiGHS's library beside it, nothing is found.
    """
    library = _library()
    if library is None:
        nothing: dict[str, Any] = {"x": None, "bound": math.inf, "is_empty": False, "nodes": 0, "iterations": 0}
        return {"kind": "searched", "job": job["job"], **nothing}  # type: ignore[typeddict-item]
    highs = library.Highs_create()
    try:
        return _searched(library, highs, job, tell, is_halted)
    finally:
        library.Highs_destroy(highs)


def _searched(
    library: Any, highs: int, job: SearchMIP, tell: Callable[[Reply], None], is_halted: Callable[[], bool]  # noqa: ANN401 - a C library
) -> SearchedMIP:  # fmt: skip
    library.Highs_setBoolOptionValue(highs, b"output_flag", 0)
    library.Highs_setIntOptionValue(highs, b"threads", 1)
    library.Highs_setIntOptionValue(highs, b"random_seed", job["seed"])
    library.Highs_setDoubleOptionValue(highs, b"mip_rel_gap", job["gap"])
    library.Highs_setDoubleOptionValue(highs, b"time_limit", job["seconds"])
    num, num_rows = len(job["goal"]), len(job["row_lower"])
    start, index, value = job["columns"]
    floats = [job["goal"], job["lower"], job["upper"], job["row_lower"], job["row_upper"]]
    parts = [*map(_floats, floats), _ints(start), _ints(index), _floats(value), _ints(job["is_whole"])]
    by_column, maximise = 1, -1
    sizes = (num, num_rows, len(value), by_column, maximise, 0.0)
    if library.Highs_passMip(highs, *sizes, *map(_address, parts)) == FAILED:
        msg = "HiGHS took no MIP"
        raise RuntimeError(msg)
    if job["start"] is not None:
        begin = _floats(job["start"])
        library.Highs_setSolution(highs, _address(begin), None, None, None)

    def heard(kind: int, _message: bytes, out: int, into: int | None, _user: int) -> None:
        if kind == BETTER:
            x = np.array(_item(library, out, b"mip_solution", ctypes.c_double, num))
            bound = float(_item(library, out, b"mip_dual_bound", ctypes.c_double, 1)[0])
            tell({"kind": "better", "job": job["job"], "x": x, "bound": bound})
        elif kind == INTERRUPT and into:
            done = _item(library, out, b"mip_total_lp_iterations", ctypes.c_int64, 1)[0]
            ctypes.cast(into, ctypes.POINTER(ctypes.c_int))[0] = int(done >= job["iterations"] or is_halted())

    callback = CALLBACK(heard)
    library.Highs_setCallback(highs, callback, None)
    for kind in (BETTER, INTERRUPT):
        library.Highs_startCallback(highs, kind)
    library.Highs_run(highs)
    x = np.zeros(num)
    library.Highs_getSolution(highs, _address(x), None, None, None)
    has_solution = _info(library, highs, b"primal_solution_status", ctypes.c_int) == HAS_SOLUTION
    return {
        "kind": "searched",
        "job": job["job"],
        "x": x if has_solution else None,
        "bound": float(_info(library, highs, b"mip_dual_bound", ctypes.c_double)),
        "is_empty": library.Highs_getModelStatus(highs) == INFEASIBLE,
        "nodes": max(int(_info(library, highs, b"mip_node_count", ctypes.c_int64)), 0),
        "iterations": max(int(_info(library, highs, b"simplex_iteration_count", ctypes.c_int)), 0),
    }


@cache
def _library() -> Any:  # noqa: ANN401 - a C library
    """HiGHS's library, which highspy has loaded; None where it is no file of its own."""
    import highspy  # noqa: PLC0415 - in the worker alone

    home = Path(highspy.__file__).parent
    folders, names = (home, home.with_name("highspy.libs")), ("libhighs*.so*", "libhighs*.dylib", "*highs*.dll")
    found = [path for folder in folders for name in names for path in folder.rglob(name)]
    if not found:
        return None
    library = ctypes.CDLL(str(min(found, key=lambda path: len(path.name))))
    pointer, text, number = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_double
    for name, returns, takes in (
        ("Highs_create", pointer, []),
        ("Highs_destroy", None, [pointer]),
        ("Highs_setBoolOptionValue", ctypes.c_int, [pointer, text, ctypes.c_int]),
        ("Highs_setIntOptionValue", ctypes.c_int, [pointer, text, ctypes.c_int]),
        ("Highs_setDoubleOptionValue", ctypes.c_int, [pointer, text, number]),
        ("Highs_passMip", ctypes.c_int, [pointer, *[ctypes.c_int] * 5, number, *[pointer] * 9]),
        ("Highs_setSolution", ctypes.c_int, [pointer] * 5),
        ("Highs_setCallback", ctypes.c_int, [pointer, CALLBACK, pointer]),
        ("Highs_startCallback", ctypes.c_int, [pointer, ctypes.c_int]),
        ("Highs_getCallbackDataOutItem", pointer, [pointer, text]),
        ("Highs_run", ctypes.c_int, [pointer]),
        ("Highs_getSolution", ctypes.c_int, [pointer] * 5),
        ("Highs_getModelStatus", ctypes.c_int, [pointer]),
        ("Highs_getIntInfoValue", ctypes.c_int, [pointer, text, pointer]),
        ("Highs_getInt64InfoValue", ctypes.c_int, [pointer, text, pointer]),
        ("Highs_getDoubleInfoValue", ctypes.c_int, [pointer, text, pointer]),
    ):
        function = getattr(library, name)
        function.restype, function.argtypes = returns, takes
    return library


def _item(library: Any, out: int, name: bytes, kind: Any, count: int) -> Any:  # noqa: ANN401 - as above
    """What a callback is told: so many numbers of a kind."""
    return ctypes.cast(library.Highs_getCallbackDataOutItem(out, name), ctypes.POINTER(kind))[:count]


def _info(library: Any, highs: int, name: bytes, kind: Any) -> Any:  # noqa: ANN401 - as above
    """A number that HiGHS knows after a run."""
    value = kind()
    ask = {ctypes.c_int: "Int", ctypes.c_int64: "Int64", ctypes.c_double: "Double"}[kind]
    getattr(library, f"Highs_get{ask}InfoValue")(highs, name, ctypes.byref(value))
    return value.value


def _floats(values: np.ndarray) -> np.ndarray:
    return np.ascontiguousarray(values, dtype=np.float64)


def _ints(values: np.ndarray) -> np.ndarray:
    return np.ascontiguousarray(values, dtype=np.int32)


def _address(values: np.ndarray) -> int:
    return int(values.ctypes.data)
