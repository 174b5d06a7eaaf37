"""Which workplace a sweep is planned at."""

from __future__ import annotations

from planner.studies.sweeping.processes import LocalProcesses, Workplace


def workplace_of(processes: int | None, cluster: str | None) -> Workplace:
    """That of a cluster where an address is named, else this computer; UsageFault where a cluster cannot be used."""
    if cluster is None:
        return LocalProcesses(processes)
    from planner.studies.sweeping.cluster import Cluster  # noqa: PLC0415 - an extra

    return Cluster(cluster)
