"""Small random weeks are planned by the hundred: they share one solver process instead of starting one each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import TracebackType

import pytest

from planner.solving import solve_week as front_door
from planner.solving.highs.client import HighsClient


@pytest.fixture(scope="session")
def one_client() -> Iterator[HighsClient]:
    """A client that is stopped when all tests are done."""
    with HighsClient() as client:
        yield client


@pytest.fixture(autouse=True, scope="module")
def lent(one_client: HighsClient) -> Iterator[None]:
    """Lend it to every solve of a module."""

    class Lent:
        def __init__(self, is_stopped: Callable[[], bool]) -> None:
            one_client.is_stopped, one_client.is_disturbed = is_stopped, False

        def __enter__(self) -> HighsClient:
            return one_client

        def __exit__(
            self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
        ) -> None:
            one_client.release()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(front_door, "HighsClient", Lent)
        yield
