"""What synthetic places cost the municipality."""

from __future__ import annotations

import pandas as pd
import pytest

from planner.synthesis.law import Law
from planner.synthesis.money import week_cost


def test_a_week_costs_the_wage_and_fees_less_the_subsidy_up_to_the_cap(law: Law) -> None:
    gross, hours = pd.Series(["24000", "24000", "24000", ""]), pd.Series([40, 20, 40, 40])
    form = pd.Series(["bea_enkla", "introduktionsjobb", "introduktionsjobb_foretag", "arbetspraktik"])
    month = (24_000 * 1.3142, (24_000 - 0.8 * 20_000) * 1.3142 / 2, 0, 0)  # no budget line pays for a firm's job
    assert week_cost(law, gross, hours, form) == pytest.approx([sek / 21.67 * 5 for sek in month])
