"""One week, read and planned once for all tests that change neither."""

import pytest

import planner
from tests.api.small import COUNTED, small


@pytest.fixture(scope="session")
def scenario(tmp_path_factory: pytest.TempPathFactory) -> planner.Scenario:
    return planner.read(small(tmp_path_factory.mktemp("door")))


@pytest.fixture(scope="session")
def result(scenario: planner.Scenario) -> planner.Result:
    return planner.plan(scenario, **COUNTED)
