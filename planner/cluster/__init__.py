"""Other computers that plan with us: a Dask cluster (extra `cluster`), whose workers have the same program."""

from collections.abc import Iterator
from contextlib import contextmanager

from planner.cluster.connection import Connection
from planner.cluster.crew import ClusterCrew
from planner.cluster.program import versions


@contextmanager
def crew_of(address: str | None) -> Iterator[ClusterCrew | None]:
    """The workers of the cluster at an address as a crew, None where there is none; UsageFault as `Connection`."""
    if address is None:
        yield None
        return
    with Connection(address) as connection:
        yield ClusterCrew(connection)


__all__ = ["ClusterCrew", "Connection", "crew_of", "versions"]
