"""Module seats: no more people begin a module before their place than it has seats."""

from __future__ import annotations

from planner.instance import Instance, takes_module
from planner.schema.rows import Rows


def module_seats(instance: Instance) -> Rows:
    """Limit the proposals that go through one module.

        sum of x[c] over candidates through module m  <=  seats

    Shape: one row per module with seats and candidates, keyed (module_id). Unit: proposals. Source: column `seats` of
    table `modules`; blank means no limit.
    """
    columns = instance.columns.iloc[takes_module(instance.columns)]
    modules = instance.modules
    limit = dict(zip(modules["module_id"], modules["seats"].astype(float), strict=True))
    limit = {name: most for name, most in limit.items() if most == most}  # noqa: PLR0124 - NaN is no limit
    row = columns[["module"]] if "module" in columns else columns[[]].assign(module=0)
    row = modules["module_id"].iloc[row["module"].to_numpy()].set_axis(row.index).to_frame()
    row = row[row["module_id"].isin(list(limit))]
    return Rows.at_most("module_seats", row=row, column=row.index, coefficient=1.0, upper=limit)
