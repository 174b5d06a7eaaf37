"""Offers: every slot under each of its legal forms, with length, cost, and the gates that depend on no person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from planner.schema.arrays import Bools, Codes, Values, Whole, positions_of
from planner.schema.models import Cost, LowerFees, Rule
from planner.schema.scenario import Scenario
from planner.schema.weeks import week_monday
from planner.schema.working_time import FULL_TIME_HOURS, WORKING_DAYS_PER_MONTH, WORKING_DAYS_PER_WEEK

USUAL_FEES = -1.0


def offers(scenario: Scenario) -> pd.DataFrame:
    """One row per slot, form, subsidy and fees, in the order of slots: positions, rule, purpose, weeks, hours, cost.

    Columns:

        slot, programme            positions in those tables
        multiple                   where the subsidy differs by person, the multiple of the fees; else NaN
        fees                       where fees differ by person, a position among the pack's lower fees or USUAL_FEES;
                                   else NaN
        cost_week, cost, subsidy   SEK, NaN where unknown; `cost` is what the payer bears for the whole placement,
                                   `subsidy` what the law takes off its wage
    """
    slots, programmes = scenario.tables["slots"], scenario.tables["programmes"]
    forms = slots[["programme_ids"]].explode("programme_ids")
    table = pd.DataFrame({"slot": forms.index.to_numpy(), "programme_id": forms["programme_ids"].to_numpy()})
    table["programme"] = positions_of(table["programme_id"], programmes["programme_id"])
    table = table.sort_values(["slot", "programme"]).reset_index(drop=True)
    programme = programmes.iloc[table["programme"]].reset_index(drop=True)
    slot = slots.iloc[table["slot"]].reset_index(drop=True)
    table["rule"] = programme["rule"].to_numpy()
    table["start_week"] = slot["start_week"].to_numpy()
    rules = laws(scenario, table)
    table["purpose"] = programme["purpose"].fillna(pd.Series([r.purpose for r in rules], dtype="str")).to_numpy()
    usual = np.array([rule.usual_weeks.value for rule in rules])
    table["weeks"] = slot["weeks"].fillna(pd.Series(usual, dtype=float)).to_numpy(dtype=np.int64)
    table["hours_per_week"] = slot["hours_per_week"].to_numpy()
    table["multiple"] = [list(rule.multiples) for rule in rules]
    table["gross"], table["stated"] = slot["gross_month_sek"].to_numpy(), programme["cost_person_week_sek"].to_numpy()
    table["fees"] = fees_that_differ(scenario, rules, table["start_week"])
    table = table.explode("multiple", ignore_index=True).explode("fees", ignore_index=True)
    table = table.astype({"multiple": float, "fees": float})
    cells = (table[name] for name in ("gross", "hours_per_week", "multiple", "fees"))
    weeks = [
        week_money(rule.cost, gross, hours, multiple, _lower(scenario, fees))
        for rule, gross, hours, multiple, fees in zip(laws(scenario, table), *cells, strict=True)
    ]
    formula = pd.Series([cost for cost, _ in weeks], dtype=float)
    table["cost_week"] = table["stated"].astype(float).fillna(formula)
    table["cost"] = np.round(table["cost_week"].to_numpy() * table["weeks"].to_numpy(), 9)
    table["subsidy"] = np.round([subsidy for _, subsidy in weeks] * table["weeks"].to_numpy(), 9)
    return table.drop(columns=["gross", "stated"])


def laws(scenario: Scenario, table: pd.DataFrame) -> list[Rule]:
    """The rule of each offer as it stands on the Monday of its start week."""
    pack = scenario.assumptions.rules
    return [pack.rule(name, int(week)) for name, week in zip(table["rule"], table["start_week"], strict=True)]


def fees_that_differ(scenario: Scenario, rules: Sequence[Rule], start_weeks: Iterable[int]) -> list[list[float]]:
    """By offer, the fees that may apply there: USUAL_FEES and positions; one NaN where all people have the same."""
    ages = scenario.tables["jobseekers"]["age"].dropna().unique().tolist()
    lower = scenario.assumptions.rules.common.lower_fees
    known: dict[int, list[float]] = {}
    by_offer = []
    for rule, week in zip(rules, start_weeks, strict=True):
        day = week_monday(int(week))
        if int(week) not in known:
            open_now = [i for i, fees in enumerate(lower) if fees.holds_on(day) and any(map(fees.takes_in, ages))]
            known[int(week)] = [USUAL_FEES, *map(float, open_now)] if open_now else [np.nan]
        by_offer.append(known[int(week)] if rule.cost.employer_fees is not None else [np.nan])
    return by_offer


def fees_of(scenario: Scenario, start_week: int) -> Values:
    """Which fees each jobseeker has in a placement that starts in a week: a position, or USUAL_FEES.

    The law goes by the age at the start of the year. The age stated is used instead; it is never the lower of the two,
    so fees are never set too low.
    """
    ages = scenario.tables["jobseekers"]["age"].to_numpy(dtype=float, na_value=np.nan)
    own = np.full(len(ages), USUAL_FEES)
    for i, fees in enumerate(scenario.assumptions.rules.common.lower_fees):
        if fees.holds_on(week_monday(start_week)):
            own[(ages >= fees.age_min) & (ages <= fees.age_max)] = i
    return own


def _lower(scenario: Scenario, fees: float) -> LowerFees | None:
    return None if np.isnan(fees) or fees == USUAL_FEES else scenario.assumptions.rules.common.lower_fees[int(fees)]


def week_money(
    cost: Cost, gross_month_sek: float, hours_per_week: float, multiple: float, lower: LowerFees | None
) -> tuple[float, float]:
    """What one week costs the payer, and the subsidy taken off it, SEK rounded to öre; NaN where it is not known."""
    if cost.form == "none":
        return 0.0, 0.0
    if cost.form == "stated":
        return np.nan, np.nan
    part = hours_per_week / FULL_TIME_HOURS
    if cost.gross_hour is not None:
        month = cost.gross_hour.value * hours_per_week / WORKING_DAYS_PER_WEEK * WORKING_DAYS_PER_MONTH
        return _of_a_week(month + _fees(cost, month, lower)), 0.0
    pay = gross_month_sek * part
    wage = pay + _fees(cost, pay, lower)
    if cost.fixed_gross is not None:
        net = cost.fixed_gross.value * part
        net += _fees(cost, net, lower)
    else:
        net = wage - _subsidy(cost, gross_month_sek, part, multiple, lower)
    return _of_a_week(net), _of_a_week(wage - net)


def _of_a_week(month_sek: float) -> float:
    """The part of a month's SEK that falls on one week, rounded to öre."""
    return _ore(month_sek / WORKING_DAYS_PER_MONTH * WORKING_DAYS_PER_WEEK)


def _fees(cost: Cost, pay: float, lower: LowerFees | None) -> float:
    """The employer fees due on a month's pay, SEK."""
    assert cost.employer_fees is not None  # noqa: S101 - Cost is complete for its form
    usual = cost.employer_fees.value
    if lower is None:
        return usual * pay
    # A wage that is not stated is NaN, and so are its fees.
    return float(lower.fees.value * np.minimum(pay, lower.pay_up_to.value)
                 + usual * np.maximum(pay - lower.pay_up_to.value, 0))  # fmt: skip


def _subsidy(cost: Cost, gross_month_sek: float, part: float, multiple: float, lower: LowerFees | None) -> float:
    """The subsidy of a month at this share of full time, SEK."""
    if cost.form == "wage":
        return 0.0
    cap = np.inf if cost.subsidy_cap_gross is None else cost.subsidy_cap_gross.value
    covered = min(gross_month_sek, cap) * part
    due = _fees(cost, covered, lower)
    if cost.subsidy_share is not None:
        return cost.subsidy_share.value * (covered + due)
    if cost.usual_fees_above_one:
        return min(multiple, 1.0) * due + max(multiple - 1.0, 0.0) * _fees(cost, covered, None)
    return multiple * due


def _ore(amount: float) -> float:
    return float(to_ore(np.array([amount]))[0])


def to_ore(amounts: Values) -> Values:
    """SEK rounded to whole öre, halves upwards; a tiny addition corrects halves that binary floats cannot represent."""
    return np.round(np.floor(amounts * 100 + 0.5 + 1e-6) / 100, 2)


def budget_lines(scenario: Scenario) -> pd.DataFrame:
    """Programme position, funding position, share: which lines pay for a programme."""
    programmes, own = scenario.tables["programmes"], scenario.tables["programme_funding"]
    single = programmes[programmes["funding_id"].notna() & ~programmes["programme_id"].isin(own["programme_id"])]
    table = pd.concat(
        [own[["programme_id", "funding_id", "share"]], single[["programme_id", "funding_id"]].assign(share=1.0)]
    )
    return pd.DataFrame(
        {
            "programme": positions_of(table["programme_id"], programmes["programme_id"]),
            "funding": positions_of(table["funding_id"], scenario.tables["funding"]["funding_id"]),
            "share": table["share"].to_numpy(dtype=float),
        }
    ).sort_values(["programme", "funding"], ignore_index=True)


def covered_weeks(scenario: Scenario, table: pd.DataFrame) -> pd.DataFrame:
    """For every offer and each line of its programme: the weeks inside the line and the cost on that line, SEK.

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


def uncovered(table: pd.DataFrame, pairs: pd.DataFrame) -> Bools:
    """Offers whose programme has lines, but that have a week in none of them."""
    # Offers of one programme that run in the same weeks have the same lines in them.
    alike = table.groupby(["programme", "start_week", "weeks"]).ngroup()
    bad = np.zeros(len(table), dtype=bool)
    for _, own in pairs[pairs["offer"].isin(alike.index[~alike.duplicated()])].groupby("offer"):
        offer = int(own["offer"].iloc[0])
        bad[alike == alike[offer]] = len(weeks_without_money(own)) > 0
    return bad


def weeks_without_money(own: pd.DataFrame) -> Whole:
    """The weeks of an offer in none of its programme's lines; `own` are its rows of `covered_weeks`, at least one."""
    start = int(own["start_week"].iloc[0])
    weeks = np.zeros(int(own["weeks"].iloc[0]), dtype=bool)
    for first, last in zip(own["first"], own["last"], strict=True):
        if first <= last:
            weeks[int(first) - start : int(last) - start + 1] = True
    return start + np.flatnonzero(~weeks)


def offer_gates(scenario: Scenario, table: pd.DataFrame, pairs: pd.DataFrame) -> dict[str, Codes]:
    """Every gate that depends on slot and form alone: 0 passes, 1 refuses, 2 refuses because of a blank."""
    slots = scenario.tables["slots"].iloc[table["slot"]].reset_index(drop=True)
    employers = scenario.tables["employers"].set_index("employer_id").loc[slots["employer_id"]].reset_index()
    rules = laws(scenario, table)
    has_line = np.isin(np.arange(len(table)), pairs["offer"])
    lead = scenario.tables["slots"]["lead_weeks"].to_numpy()[table["slot"]].astype(float)
    lead = np.maximum(lead, [rule.lead_weeks.value if rule.lead_weeks else 0 for rule in rules])
    extract = slots["register_extract"].fillna(value=False).to_numpy(dtype=bool)
    lead = np.where(extract, np.maximum(lead, scenario.assumptions.rules.common.register_extract_weeks.value), lead)
    allowed = scenario.settings.allow_uncovered_weeks
    needs = _flags(rules)
    least = np.array([rule.least_hours.value if rule.least_hours else 0.0 for rule in rules])
    longest = np.array([rule.longest_weeks.value if rule.longest_weeks else np.inf for rule in rules])
    most = np.array([rule.most_hours.value if rule.most_hours else np.inf for rule in rules])
    return {
        "slot_status": _code(slots["status"].to_numpy() != "open"),
        "start_week": _code(table["start_week"].to_numpy() < scenario.week),
        "rule_dates": _code(
            [not rule.holds_on(week_monday(int(w))) for rule, w in zip(rules, table["start_week"], strict=True)]
        ),
        "sector": _sector_gate(rules, employers["sector"]),
        "supervisor": _code(needs["needs_supervisor"] & slots["supervisor_id"].isna().to_numpy()),
        "union": _code(needs["needs_union"] & slots["union_consulted_on"].isna().to_numpy()),
        "union_late": _late_gate(needs["union_before_start"], slots["union_consulted_on"], table["start_week"]),
        "collective_agreement": _flag_gate(
            needs["needs_collective_agreement"], employers["collective_agreement"], bad=False
        ),
        "tax_debts": _flag_gate(needs["refuses_tax_debts"], employers["tax_debts"], bad=True),
        "trading_ban": _yes_gate(needs["refuses_trading_ban"], employers["trading_ban"]),
        "bankrupt": _yes_gate(needs["refuses_bankrupt"], employers["bankrupt"]),
        "redundancies": _redundancy_gate(rules, employers["redundancies_on"], table["start_week"]),
        "chain": _chain_gate(scenario, table, employers),
        "length": _code(table["weeks"].to_numpy() > longest),
        "slot_hours": _code((table["hours_per_week"].to_numpy() > most) | (table["hours_per_week"].to_numpy() < least)),
        "lead_time": _code(table["start_week"].to_numpy() - scenario.week < lead),
        "funding_weeks": _code(np.zeros(len(table), dtype=bool) if allowed else uncovered(table, pairs)),
        "cost": np.where(has_line & table["cost_week"].isna().to_numpy(), 2, 0).astype(np.uint8),
    }


def _chain_gate(scenario: Scenario, table: pd.DataFrame, employers: pd.DataFrame) -> Codes:
    """A chain passes if its steps are in force when it starts and the employer meets the demands of its employments."""
    codes = np.zeros(len(table), dtype=np.uint8)
    for offer, law in enumerate(laws(scenario, table)):
        if law.chain:
            week = int(table["start_week"].iloc[offer])
            steps = [scenario.assumptions.rules.rule(name, week) for name in law.chain]
            of_steps = {int(code) for step in steps for code in _step_codes(step, employers.iloc[[offer]], week)}
            # A step that certainly refuses takes precedence over one that a blank leaves open.
            codes[offer] = 1 if 1 in of_steps else max(of_steps, default=0)
    return codes


def _step_codes(step: Rule, employer: pd.DataFrame, week: int) -> list[int]:
    """The codes of one step of a chain: its dates, and its demands on the employer."""
    asks = _flags([step])
    codes = [
        _flag_gate(asks["needs_collective_agreement"], employer["collective_agreement"], bad=False),
        _flag_gate(asks["refuses_tax_debts"], employer["tax_debts"], bad=True),
        _yes_gate(asks["refuses_trading_ban"], employer["trading_ban"]),
        _yes_gate(asks["refuses_bankrupt"], employer["bankrupt"]),
        _redundancy_gate([step], employer["redundancies_on"], pd.Series([week])),
    ]
    return [int(not step.holds_on(week_monday(week))), *(int(code[0]) for code in codes)]


def _code(refuses: ArrayLike) -> Codes:
    return np.asarray(refuses, dtype=np.uint8)


def _flags(rules: list[Rule]) -> dict[str, Bools]:
    names = ("needs_supervisor", "needs_union", "union_before_start", "needs_collective_agreement", "refuses_tax_debts",
             "refuses_trading_ban", "refuses_bankrupt")  # fmt: skip
    return {name: np.array([getattr(rule, name) for rule in rules], dtype=bool) for name in names}


def _sector_gate(rules: list[Rule], sector: pd.Series[Any]) -> Codes:
    codes = [
        0 if not rule.sectors else (2 if pd.isna(word) else int(word not in rule.sectors))
        for rule, word in zip(rules, sector, strict=True)
    ]
    return np.array(codes, dtype=np.uint8)


def _flag_gate(asked: Bools, flag: pd.Series[Any], *, bad: bool) -> Codes:
    refuses = np.where(flag.isna().to_numpy(), 2, (flag.fillna(value=not bad) == bad).to_numpy(dtype=np.uint8))
    return np.where(asked, refuses, 0).astype(np.uint8)


def _yes_gate(asked: Bools, flag: pd.Series[Any]) -> Codes:
    """Refuses a yes; a blank passes, and somebody must confirm it."""
    return _code(asked & flag.fillna(value=False).to_numpy(dtype=bool))


def _late_gate(asked: Bools, day: pd.Series[Any], start: pd.Series[Any]) -> Codes:
    mondays = pd.to_datetime([week_monday(int(week)) for week in start])
    return _code(asked & (pd.to_datetime(day).to_numpy() > mondays.to_numpy()))


def _redundancy_gate(rules: list[Rule], day: pd.Series[Any], start: pd.Series[Any]) -> Codes:
    codes = []
    for rule, latest, week in zip(rules, day, start, strict=True):
        if rule.redundancy_months is None or pd.isna(latest):
            codes.append(0)
            continue
        cutoff = pd.Timestamp(week_monday(int(week))) - pd.DateOffset(months=int(rule.redundancy_months.value))
        codes.append(int(latest > cutoff))
    return np.array(codes, dtype=np.uint8)
