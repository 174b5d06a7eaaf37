"""Small random weeks are planned by the hundred: they share one solver process instead of starting one each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import TracebackType

import pytest

from planner.solving import solve_week as front_door
from planner.solving.highs.client import Partner


@pytest.fixture(scope="session")
def one_partner() -> Iterator[Partner]:
    """A partner that is stopped when all tests are done."""
    with Partner() as partner:
        yield partner


@pytest.fixture(autouse=True, scope="module")
def lent(one_partner: Partner) -> Iterator[None]:
    """Lend it to every solve of a module."""

    class Lent:
        def __init__(self, is_stopped: Callable[[], bool]) -> None:
            one_partner.is_stopped, one_partner.is_disturbed = is_stopped, False

        def __enter__(self) -> Partner:
            return one_partner

        def __exit__(
            self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
        ) -> None:
            one_partner.release()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(front_door, "Partner", Lent)
        yield
