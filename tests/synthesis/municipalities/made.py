"""What the makers of the municipalities' weeks share: models to draw from, and hand-made tables read and joined."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from planner.geography import municipality_code
from planner.schema.models import RulePack
from planner.synthesis.employers import invent_employers
from planner.synthesis.geography import zones_of
from planner.synthesis.job_kinds import job_kinds
from planner.synthesis.law import Law
from planner.synthesis.municipality import HandMade, synthesise
from planner.synthesis.offers import invent_offers
from planner.synthesis.settings import SynthesisSettings

HERE = Path(__file__).parent
WHOLE = ("free", "reserved", "min_places", "start", "weeks", "hours")
Tables = dict[str, pd.DataFrame]


@dataclass(frozen=True)
class Models:
    """The models a week is drawn from: folders of geography and occupations, and a rule pack."""

    geography: Path
    occupations: Path
    rules: RulePack

    def week(self, settings: SynthesisSettings, hand_made: HandMade) -> Tables:
        """Return the tables of a synthetic week, cells as text."""
        return synthesise(
            settings, geography=self.geography, occupations=self.occupations, rules=self.rules, hand_made=hand_made
        )

    def employers(self, settings: SynthesisSettings, sectors: Mapping[str, int]) -> pd.DataFrame:
        """Return drawn employers of some sectors, at most so many of each, in the generator's columns."""
        code, _ = municipality_code(self.geography, settings.municipality)
        drawn = invent_employers(settings, job_kinds(self.occupations), zones_of(self.geography, code))
        kept = [drawn[drawn["sector"] == sector].head(most) for sector, most in sectors.items()]
        return pd.concat(kept, ignore_index=True)

    def offers(self, settings: SynthesisSettings, employers: pd.DataFrame) -> pd.DataFrame:
        """Return drawn offers of these employers, `settings.num_free` free places in all."""
        return invent_offers(settings, Law.of(self.rules), employers, job_kinds(self.occupations))


def read(municipality: str, name: str) -> pd.DataFrame:
    """Return a hand-made table of a municipality, every cell as text."""
    path = HERE / municipality / f"{name}.csv"
    return pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8")


def settings_text(municipality: str) -> str:
    """Return the settings file of a municipality's scenario."""
    return (HERE / municipality / "scenario.toml").read_text(encoding="utf-8")


def hand_made_employers(municipality: str) -> pd.DataFrame:
    """Return the hand-made units, companies and school in the generator's columns, and places_wanted as text."""
    frame = read(municipality, "employers")
    frame["kinds"] = pd.Series([tuple(filter(None, cell.split("|"))) for cell in frame["kinds"]], dtype=object)
    frame = frame.assign(collective_agreement="yes", tax_debts="no", redundancy_days=np.nan)
    is_company = frame["sector"] == "municipal_company"
    frame["trading_ban"] = frame["bankrupt"] = np.where(is_company, "no", "")
    return frame.astype({"size": float})


def hand_made_offers(municipality: str, name: str) -> pd.DataFrame:
    """Return hand-made offers in the generator's columns; union_day and confirmed are days from the plan week's Monday.

    A vacancy's list states no legal form: it is an ordinary job.
    """
    frame = read(municipality, name)
    missing = {"programme_ids": "vanligt_jobb", "reserved": "0", "min_places": "0", "status": "open"}
    frame = frame.assign(**{column: text for column, text in missing.items() if column not in frame})
    frame["union_day"] = pd.to_numeric(frame["union_day"]).astype(float)
    return frame.astype(dict.fromkeys(WHOLE, np.int64))


def numbered(employers: pd.DataFrame, *, after: int, width: int) -> pd.DataFrame:
    """Return drawn employers with ids that follow on `after`, and the same number in their made-up names."""
    numbers = [f"{nth:0{width}d}" for nth in range(after + 1, after + 1 + len(employers))]
    names = [re.sub(r"\d+", number, name, count=1) for name, number in zip(employers["name"], numbers, strict=True)]
    return employers.assign(employer_id=[f"E{number}" for number in numbers], name=names)


def appended(table: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """Return a table with more rows below; columns that one of the two lacks are blank there."""
    return pd.concat([table, rows], ignore_index=True).fillna("")
