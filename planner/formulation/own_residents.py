"""Own residents first: what the residents of each municipality get of what all could have at home, in whole numbers.

At home is the plan in which places of people's own municipality count and no others: the most that they bring together,
in units of setting `group_measure`. What the residents of one municipality have in it is their floor.
"""

from __future__ import annotations

import numpy as np

from planner.formulation.goal import Alone, Chosen, Earlier
from planner.formulation.group_shares import GroupShare, gaining, in_units
from planner.instance import Instance, neighbours
from planner.schema.arrays import Whole

# Under this name `Earlier.alone` has what all residents could have at home together, and after it and a space, under a
# municipality code, what those of that municipality have there. No group has such a name: none holds a space.
AT_HOME = "at_home"


def at_home_name(code: str) -> str:
    """The name under which `Earlier.alone` has what the residents of a municipality have at home."""
    return f"{AT_HOME} {code}"


def counted_at_home(instance: Instance) -> tuple[Chosen, Whole]:
    """The candidates that are places of people's own municipality, ascending, and what each counts in units."""
    columns = gaining(instance)
    return in_units(instance, columns[neighbours(instance).is_at_home(columns)])


def by_municipality(instance: Instance, chosen: Chosen) -> dict[str, Alone]:
    """What places of their own municipality give in a plan: to all residents, and to those of each municipality.

    By the name that `Earlier.alone` has it under; whoever found the plan knows a bound for all together.
    """
    own, units = counted_at_home(instance)
    is_chosen = np.isin(own, chosen)
    code = neighbours(instance).homes[instance.candidates["person"].to_numpy()[own[is_chosen]]]
    found = {at_home_name(one): int(units[is_chosen][code == one].sum()) for one in neighbours(instance).codes}
    found[AT_HOME] = sum(found.values())
    return {name: Alone(most, most) for name, most in found.items()}


def resident_shares(instance: Instance, earlier: Earlier) -> list[GroupShare]:
    """The residents of each municipality, wherever they are placed, with what they have at home as `alone`."""
    columns, homes = gaining(instance), neighbours(instance).homes
    codes, shares = homes[columns["person"].to_numpy()], []
    for code in sorted(set(homes.tolist())):
        candidates, units = in_units(instance, columns[(codes == code).astype(bool)])
        shares.append(GroupShare(code, candidates, units, earlier.alone(at_home_name(code))))
    return shares
