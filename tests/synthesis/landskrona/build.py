"""Build the Landskrona demo week: the tables beside this file are shaped by hand, the generator draws the rest."""

from pathlib import Path

import numpy as np
import pandas as pd

from planner.schema.models import RulePack
from planner.synthesis.cells import as_text
from planner.synthesis.municipality import HandMade, synthesise
from planner.synthesis.promises import PromiseCounts
from planner.synthesis.settings import SynthesisSettings

HERE = Path(__file__).parent
SETTINGS = SynthesisSettings(
    municipality="1282", people=450, running=150, free_places=56, seed=48, week="2026-W48", num_caseworkers=8
)
PROMISES = PromiseCounts(drafts=10, offers=6, pins=3, forbids=3, contested=2)

# The make-up of the 2017-2020 project (grant 33 921 910 of 50 655 263 SEK: 67 %), moved to 2026-2028 for illustration.
ESF_SEK, PROJECT_SEK = 33_921_910, 50_655_263
LEFT_SEK = {"esf_enkla_jobb": 4_200_000, "kommun_medfinansiering": 2_070_000, "kommun_subvention": 2_200_000}
ENKLA_JOBB = tuple(f"S{nth:03d}" for nth in range(1, 13))  # one slot of each department: offers.csv starts with them
NOT_YET_SUPERVISED = "S020"  # a place whose unit has not named anybody yet
ISLAND = "tuna"  # on Ven: the ferry carries people without a car, and none goes home in the evening


def landskrona(geography: Path, occupations: Path, rules: RulePack) -> dict[str, pd.DataFrame]:
    """Return the tables of scenarios/landskrona, cells as text; same models, same bytes."""
    hand_made = HandMade(employers=_employers(), offers=_offers(), promises=PROMISES)
    tables = synthesise(SETTINGS, geography=geography, occupations=occupations, rules=rules, hand_made=hand_made)
    tables["jobseekers"] = _local(tables["jobseekers"])
    tables["supervisors"] = _more_support(tables["supervisors"], tables["slots"])
    waits = tables["slots"]["slot_id"] == NOT_YET_SUPERVISED
    tables["slots"] = tables["slots"].assign(supervisor_id=tables["slots"]["supervisor_id"].mask(waits, ""))
    tables["zones"] = tables["zones"].merge(_read("services"), on="zone", how="left", validate="one_to_one")
    tables["travel"] = _read("travel")
    tables["programmes"] = _with_projects(_read("programmes"), "programme_id")
    of_enkla_jobb = tables["slots"]["slot_id"].isin(ENKLA_JOBB)
    tables["slots"] = tables["slots"].assign(tags=np.where(of_enkla_jobb, "enkla_jobb", ""))
    tables["programme_funding"] = _read("programme_funding")
    tables["funding"] = _with_projects(_funding(tables["funding"]), "funding_id")
    return tables


def _with_projects(table: pd.DataFrame, key: str) -> pd.DataFrame:
    """Tag forms and budget lines by the sub-project of 2017 that they belong to; which belongs where is our reading."""
    return table.assign(tags=table[key].map(_read("projects").set_index("id")["tags"]).fillna(""))


def scenario_toml() -> str:
    """Return the scenario's settings file."""
    return (HERE / "scenario.toml").read_text(encoding="utf-8")


def _read(name: str) -> pd.DataFrame:
    """Return a table that lies beside this file, every cell as text."""
    return pd.read_csv(HERE / f"{name}.csv", dtype=str, keep_default_na=False, encoding="utf-8")


def _employers() -> pd.DataFrame:
    """Return the hand-shaped employers in the generator's columns."""
    frame = _read("employers")
    frame["kinds"] = pd.Series([tuple(filter(None, cell.split("|"))) for cell in frame["kinds"]], dtype=object)
    frame["redundancy_days"] = pd.to_numeric(frame["redundancy_days"])
    return frame.astype({"size": float})


def _offers() -> pd.DataFrame:
    """Return the hand-shaped offers in the generator's columns."""
    frame = _read("offers")
    whole = ["free", "reserved", "min_places", "start", "weeks", "hours"]
    frame["union_day"] = pd.to_numeric(frame["union_day"]).astype(float)
    return frame.astype(dict.fromkeys(whole, np.int64))


def _local(jobseekers: pd.DataFrame) -> pd.DataFrame:
    """Add what is particular to Landskrona: the kitchen track's group, and Ven, where nobody drives to work."""
    frame = jobseekers.copy()
    skills = frame["skills"].str.split("|")
    track = skills.map(lambda tags: "food_hygiene" in tags)
    frame["groups"] = np.where(track, "jobbspar_kok", "")
    frame.loc[frame["home_zone"] == ISLAND, ["max_travel_minutes", "travel_mode"]] = ["", "transit"]
    return as_text(frame)


def _more_support(supervisors: pd.DataFrame, slots: pd.DataFrame) -> pd.DataFrame:
    """Give the departments' supervisors of enkla jobb room for two more: the what-if is about places."""
    chosen = slots.set_index("slot_id").loc[list(ENKLA_JOBB), "supervisor_id"].value_counts()
    extra = supervisors["supervisor_id"].map(chosen).fillna(0).astype(int) * 2
    return supervisors.assign(capacity=(supervisors["capacity"].astype(int) + extra).map(str))


def _funding(drawn: pd.DataFrame) -> pd.DataFrame:
    """Return the ESF grant, the municipality's part of the project, and its part of subsidised jobs."""
    committed = int(str(drawn.set_index("funding_id").loc["kommun_subvention", "committed_sek"]))
    make_up = "make-up of the 2017-2020 ESF project (dnr 2016/00467), re-dated to 2026-2028 for illustration"
    lines = (
        ("esf_enkla_jobb", ESF_SEK, f"ESF grant, 67 percent; {make_up}"),
        ("kommun_medfinansiering", PROJECT_SEK - ESF_SEK, f"municipality's own part, 33 percent; {make_up}"),
        ("kommun_subvention", committed + LEFT_SEK["kommun_subvention"], "labour-market budget, invented"),
    )
    rows = [
        (name, str(budget), str(budget - LEFT_SEK[name]), "2026-W06", "2028-W52", source)
        for name, budget, source in lines
    ]
    columns = ["funding_id", "budget_sek", "committed_sek", "from_week", "to_week", "source"]
    return pd.DataFrame(rows, columns=columns, dtype=object)
