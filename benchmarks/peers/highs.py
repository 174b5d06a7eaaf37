"""HiGHS on the whole MIP: one call, in the version that the planner's worker uses."""

from __future__ import annotations

import time
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.peers.answer import PeerAnswer, Tell, Told
from planner.formulation import MIP

# The least seconds between two reports of the bound: HiGHS asks many times a second whether to stop.
EVERY_SECONDS = 0.1


def highs_whole(  # noqa: PLR0913, PLR0917 - as every peer
    mip: MIP, goal: NDArray[np.float64], seconds: float, gap: float, workers: int, tell: Tell
) -> PeerAnswer:
    """Solve as HiGHS's manual shows. Passing the model on counts in the time, loading HiGHS does not."""
    import highspy  # noqa: PLC0415 - never where OR-Tools is

    begun = time.monotonic()
    highs = highspy.Highs()  # type: ignore[no-untyped-call]
    highs.passModel(_model(mip, goal))
    left = max(seconds - (time.monotonic() - begun), 0.01)
    options = {"output_flag": False, "threads": workers, "mip_rel_gap": gap, "time_limit": left}
    for name, value in options.items():
        highs.setOptionValue(name, value)
    told_at = 0.0

    def better(event: Any) -> None:  # noqa: ANN401 - highspy has no types
        found = event.data_out
        x = np.round(found.mip_solution)
        tell(Told(time.monotonic() - begun, float(goal @ x), found.mip_dual_bound, x))

    def goes_on(event: Any) -> None:  # noqa: ANN401 - as above
        nonlocal told_at
        if (now := time.monotonic() - begun) > told_at + EVERY_SECONDS:
            told_at, found = now, event.data_out
            value = found.mip_primal_bound if abs(found.mip_primal_bound) < highspy.kHighsInf else None
            tell(Told(now, value, found.mip_dual_bound))

    highs.cbMipImprovingSolution.subscribe(better)
    highs.cbMipInterrupt.subscribe(goes_on)
    highs.run()
    info = highs.getInfo()
    has_plan = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    x = np.round(np.array(highs.getSolution().col_value)) if has_plan else None
    return PeerAnswer(x, info.mip_dual_bound, time.monotonic() - begun)


def _model(mip: MIP, goal: NDArray[np.float64]) -> Any:  # noqa: ANN401 - as above
    import highspy  # noqa: PLC0415 - as above

    model, columns = highspy.HighsLp(), mip.matrix.tocsc()
    model.num_col_, model.num_row_ = mip.num_columns, len(mip.names)
    model.col_cost_, model.col_lower_, model.col_upper_ = goal, mip.lower, mip.upper
    model.row_lower_, model.row_upper_ = mip.row_lower, mip.row_upper
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_, model.a_matrix_.index_, model.a_matrix_.value_ = (
        columns.indptr,
        columns.indices,
        columns.data,
    )
    model.sense_ = highspy.ObjSense.kMaximize
    kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
    model.integrality_ = [kinds[is_integer] for is_integer in mip.is_integer.tolist()]
    return model
