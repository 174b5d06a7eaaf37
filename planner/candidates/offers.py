"""Offers: every slot under each of its legal forms, with length and cost, and the gates that no person changes."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from planner.schema.models import Cost, Rule
from planner.schema.scenario import Scenario
from planner.schema.weeks import week_monday

HOURS_FULL_TIME = 40
DAYS_PER_MONTH = 21.67
DAYS_PER_WEEK = 5


def offers(scenario: Scenario) -> pd.DataFrame:
    """One row per slot and form, in the order of slots: positions, rule, purpose, weeks, hours, cost.

    Columns `slot` and `programme` are positions in those tables; `cost_week` and `cost` are SEK, NaN where unknown.
    """
    slots, programmes = scenario.tables["slots"], scenario.tables["programmes"]
    forms = slots[["programme_ids"]].explode("programme_ids")
    table = pd.DataFrame({"slot": forms.index.to_numpy(), "programme_id": forms["programme_ids"].to_numpy()})
    table["programme"] = table["programme_id"].map({name: i for i, name in enumerate(programmes["programme_id"])})
    table = table.sort_values(["slot", "programme"]).reset_index(drop=True)
    programme = programmes.iloc[table["programme"]].reset_index(drop=True)
    slot = slots.iloc[table["slot"]].reset_index(drop=True)
    rules = [scenario.assumptions.rules.rules[name] for name in programme["rule"]]
    table["rule"] = programme["rule"].to_numpy()
    table["purpose"] = programme["purpose"].fillna(pd.Series([r.purpose for r in rules], dtype="str")).to_numpy()
    usual = np.array([rule.usual_weeks.value for rule in rules])
    table["weeks"] = slot["weeks"].fillna(pd.Series(usual, dtype=float)).to_numpy(dtype=np.int64)
    table["start_week"] = slot["start_week"].to_numpy()
    table["hours_per_week"] = slot["hours_per_week"].to_numpy()
    formula = [
        cost_week(rule.cost, gross, hours)
        for rule, gross, hours in zip(rules, slot["gross_month_sek"], slot["hours_per_week"], strict=True)
    ]
    table["cost_week"] = programme["cost_person_week_sek"].fillna(pd.Series(formula, dtype=float)).to_numpy()
    table["cost"] = np.round(table["cost_week"].to_numpy() * table["weeks"].to_numpy(), 9)
    return table


def cost_week(cost: Cost, gross_month_sek: float, hours_per_week: float) -> float:
    """What one week costs the payer after the subsidy, SEK rounded to öre; NaN where the gross wage is not known."""
    if cost.form == "none":
        return 0.0
    assert cost.employer_fees is not None  # noqa: S101 - Cost is complete for its form
    fees, part = cost.employer_fees.value, hours_per_week / HOURS_FULL_TIME
    subsidy = 0.0
    if cost.subsidy_cap_gross is not None:
        covered = min(gross_month_sek, cost.subsidy_cap_gross.value) * part
        if cost.subsidy_share is not None:
            subsidy = cost.subsidy_share.value * covered * (1 + fees)
        elif cost.fee_multiple is not None:
            subsidy = cost.fee_multiple.value * fees * covered
    month = gross_month_sek * (1 + fees) * part - subsidy
    return float(to_ore(np.array([month / DAYS_PER_MONTH * DAYS_PER_WEEK]))[0])


def to_ore(amounts: NDArray[np.float64]) -> NDArray[np.float64]:
    """SEK rounded to whole öre, halves upwards as on paper; the hair makes up for halves that binary cannot hold."""
    return np.round(np.floor(amounts * 100 + 0.5 + 1e-6) / 100, 2)


def budget_lines(scenario: Scenario) -> pd.DataFrame:
    """Programme position, funding position, share: which lines pay for a programme."""
    programmes, own = scenario.tables["programmes"], scenario.tables["programme_funding"]
    line_at = {name: i for i, name in enumerate(scenario.tables["funding"]["funding_id"])}
    programme_at = {name: i for i, name in enumerate(programmes["programme_id"])}
    single = programmes[programmes["funding_id"].notna() & ~programmes["programme_id"].isin(own["programme_id"])]
    table = pd.concat(
        [own[["programme_id", "funding_id", "share"]], single[["programme_id", "funding_id"]].assign(share=1.0)]
    )
    return pd.DataFrame(
        {
            "programme": table["programme_id"].map(programme_at).to_numpy(dtype=np.int64),
            "funding": table["funding_id"].map(line_at).to_numpy(dtype=np.int64),
            "share": table["share"].to_numpy(dtype=float),
        }
    ).sort_values(["programme", "funding"], ignore_index=True)


def covered_weeks(scenario: Scenario, table: pd.DataFrame) -> pd.DataFrame:
    """For every offer and each line of its programme: weeks inside the line, and the cost that falls on it, SEK.

    Columns: offer (position), funding, weeks, cost (rounded to öre).
    """
    lines = budget_lines(scenario)
    funding = scenario.tables["funding"]
    pairs = table[["programme", "start_week", "weeks", "cost_week"]].reset_index(names="offer")
    pairs = pairs.merge(lines, on="programme", sort=False).sort_values(["offer", "funding"], ignore_index=True)
    line = funding.iloc[pairs["funding"]]
    first = np.maximum(pairs["start_week"].to_numpy(float), line["from_week"].fillna(-np.inf).to_numpy(float))
    last = np.minimum(
        (pairs["start_week"] + pairs["weeks"] - 1).to_numpy(float), line["to_week"].fillna(np.inf).to_numpy(float)
    )
    pairs["first"], pairs["last"] = first, last
    pairs["inside"] = np.maximum(last - first + 1, 0).astype(np.int64)
    pairs["line_cost"] = to_ore((pairs["cost_week"] * pairs["inside"] * pairs["share"]).to_numpy())
    return pairs


def uncovered(table: pd.DataFrame, pairs: pd.DataFrame) -> NDArray[np.bool_]:
    """Offers whose programme has lines but with a week that lies in none of them."""
    bad = np.zeros(len(table), dtype=bool)
    for _, own in pairs.groupby("offer"):
        start = int(own["start_week"].iloc[0])
        weeks = np.zeros(int(own["weeks"].iloc[0]), dtype=bool)
        for first, last in zip(own["first"], own["last"], strict=True):
            if first <= last:
                weeks[int(first) - start : int(last) - start + 1] = True
        bad[int(own["offer"].iloc[0])] = not weeks.all()
    return bad


def offer_gates(scenario: Scenario, table: pd.DataFrame, pairs: pd.DataFrame) -> dict[str, NDArray[np.uint8]]:
    """Every gate that depends on slot and form alone: 0 passes, 1 refuses, 2 refuses for a blank."""
    slots = scenario.tables["slots"].iloc[table["slot"]].reset_index(drop=True)
    employers = scenario.tables["employers"].set_index("employer_id").loc[slots["employer_id"]].reset_index()
    pack = scenario.assumptions.rules
    rules = [pack.rules[name] for name in table["rule"]]
    has_line = np.isin(np.arange(len(table)), pairs["offer"])
    lead = scenario.tables["slots"]["lead_weeks"].to_numpy()[table["slot"]].astype(float)
    lead = np.maximum(lead, [rule.lead_weeks.value if rule.lead_weeks else 0 for rule in rules])
    extract = slots["register_extract"].fillna(value=False).to_numpy(dtype=bool)
    lead = np.where(extract, np.maximum(lead, pack.register_extract_weeks.value), lead)
    allowed = scenario.settings.allow_uncovered_weeks
    needs = _flags(rules)
    longest = np.array([rule.longest_weeks.value if rule.longest_weeks else np.inf for rule in rules])
    most = np.array([rule.most_hours.value if rule.most_hours else np.inf for rule in rules])
    return {
        "slot_status": _code(slots["status"].to_numpy() != "open"),
        "start_week": _code(table["start_week"].to_numpy() < scenario.week),
        "rule_dates": _code([not _within(rule, week) for rule, week in zip(rules, table["start_week"], strict=True)]),
        "sector": _sector_gate(rules, employers["sector"]),
        "supervisor": _code(needs["needs_supervisor"] & slots["supervisor_id"].isna().to_numpy()),
        "union": _code(needs["needs_union"] & slots["union_consulted_on"].isna().to_numpy()),
        "collective_agreement": _flag_gate(
            needs["needs_collective_agreement"], employers["collective_agreement"], bad=False
        ),
        "tax_debts": _flag_gate(needs["refuses_tax_debts"], employers["tax_debts"], bad=True),
        "redundancies": _redundancy_gate(rules, employers["redundancies_on"], table["start_week"]),
        "length": _code(table["weeks"].to_numpy() > longest),
        "slot_hours": _code(table["hours_per_week"].to_numpy() > most),
        "lead_time": _code(table["start_week"].to_numpy() - scenario.week < lead),
        "funding_weeks": _code(np.zeros(len(table), dtype=bool) if allowed else uncovered(table, pairs)),
        "cost": np.where(has_line & table["cost_week"].isna().to_numpy(), 2, 0).astype(np.uint8),
    }


def _code(refuses: ArrayLike) -> NDArray[np.uint8]:
    return np.asarray(refuses, dtype=np.uint8)


def _flags(rules: list[Rule]) -> dict[str, NDArray[np.bool_]]:
    names = ("needs_supervisor", "needs_union", "needs_collective_agreement", "refuses_tax_debts")
    return {name: np.array([getattr(rule, name) for rule in rules], dtype=bool) for name in names}


def _within(rule: Rule, week: int) -> bool:
    monday = week_monday(int(week))
    after = rule.valid_from is None or rule.valid_from <= monday
    return after and (rule.valid_to is None or monday <= rule.valid_to)


def _sector_gate(rules: list[Rule], sector: pd.Series[Any]) -> NDArray[np.uint8]:
    codes = [
        0 if not rule.sectors else (2 if pd.isna(word) else int(word not in rule.sectors))
        for rule, word in zip(rules, sector, strict=True)
    ]
    return np.array(codes, dtype=np.uint8)


def _flag_gate(asked: NDArray[np.bool_], flag: pd.Series[Any], *, bad: bool) -> NDArray[np.uint8]:
    refuses = np.where(flag.isna().to_numpy(), 2, (flag.fillna(value=not bad) == bad).to_numpy(dtype=np.uint8))
    return np.where(asked, refuses, 0).astype(np.uint8)


def _redundancy_gate(rules: list[Rule], day: pd.Series[Any], start: pd.Series[Any]) -> NDArray[np.uint8]:
    codes = []
    for rule, latest, week in zip(rules, day, start, strict=True):
        if rule.redundancy_months is None or pd.isna(latest):
            codes.append(0)
            continue
        cutoff = pd.Timestamp(week_monday(int(week))) - pd.DateOffset(months=int(rule.redundancy_months.value))
        codes.append(int(latest > cutoff))
    return np.array(codes, dtype=np.uint8)
