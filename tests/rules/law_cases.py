"""Cases of the law, written by hand from the ordinances that the rule pack names: facts, a day, and what must follow.

Each changes a base against which nothing speaks in any form: a person of 30 in the job and development guarantee, out
of work for 18 months; a department without debts; a place at full time with a supervisor, whose union was asked in good
time. `start` is the Monday of the start week; the plan is made four weeks before it. `gate` is the gate of
docs/method.md that must be the first to refuse, with `_unknown` where a blank decides; None where the form is open.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

NOTHING: Mapping[str, Any] = MappingProxyType({})
PERSON = {
    "age": 30, "registered_status": "JoB", "registered_days": 600, "programme_days": 200, "months_unemployed": 18,
    "education_level": 3, "swedish_level": "A2", "hours_per_week": 40, "part_time_grounds": "no",
}  # fmt: skip
EMPLOYER = {
    "sector": "department", "collective_agreement": "yes", "tax_debts": "no", "trading_ban": "no", "bankrupt": "no",
}  # fmt: skip
SLOT = {"hours_per_week": 40, "gross_month_sek": 24_000, "supervisor_id": "H1", "union_consulted_on": "2016-11-01"}


class Case(NamedTuple):
    """What is changed from the base on a day, and the gate that refuses, or None."""

    start: str
    rule: str
    name: str
    gate: str | None
    person: Mapping[str, Any] = NOTHING
    employer: Mapping[str, Any] = NOTHING
    slot: Mapping[str, Any] = NOTHING


Y17, Y21, Y24, Y26 = "2017-08-21", "2021-08-23", "2024-08-26", "2026-11-23"
YEARS = (Y17, Y21, Y24, Y26)
SINCE_BAN = (Y24, Y26)  # the gate counts from 2022-12-01
PRIVATE = {"sector": "private"}
SCHOOL = {"sector": "education"}


def jug(days: int | None = 100, age: int | None = 22, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - cells
    """In the youth guarantee for so many days."""
    return {"registered_status": "JUG", "registered_days": 400, "programme_days": days, "age": age} | more


def none(age: int = 30, months: float | None = 3, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - cells
    """Registered, and in no programme."""
    return {"registered_status": "none", "programme_days": None, "age": age, "months_unemployed": months} | more


def new(age: int = 30, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - cells
    """In the establishment programme, out of work for four months."""
    return {"registered_status": "etablering", "programme_days": 90, "age": age, "months_unemployed": 4} | more


def weeks(number: int) -> dict[str, Any]:
    """A place of so many weeks."""
    return {"weeks": number}


# Placements at a workplace, which the employment service decides (SFS 2000:628 7 a, 9 a, 9 b §§)
WORKPLACE = [
    *(Case(year, rule, "a department without debts", None) for year in YEARS
      for rule in ("arbetspraktik", "arbetstraning")),
    *(Case(year, rule, "tax debts in collection", "tax_debts", employer={"tax_debts": "yes"}) for year in SINCE_BAN
      for rule in ("arbetspraktik", "arbetstraning")),
    *(Case(year, "arbetspraktik", "tax debts, before the gate", None, employer={"tax_debts": "yes"})
      for year in (Y17, Y21)),
    *(Case(year, rule, "debts that nobody has looked up", "tax_debts_unknown", employer={"tax_debts": None})
      for year in SINCE_BAN for rule in ("arbetspraktik", "arbetstraning")),
    *(Case(year, rule, f"the employer has {name}", name, employer={name: "yes", **PRIVATE}) for year in SINCE_BAN
      for rule in ("arbetspraktik", "arbetstraning", "introduktionsjobb", "nystartsjobb")
      for name in ("trading_ban", "bankrupt")),
    *(Case(year, rule, f"nobody has looked up {name}", None, employer={name: None, **PRIVATE}) for year in SINCE_BAN
      for rule in ("arbetspraktik", "arbetstraning", "introduktionsjobb", "nystartsjobb")
      for name in ("trading_ban", "bankrupt")),
    Case("2022-11-28", "arbetspraktik", "a trading ban, the Monday before 2022-12-01", None,
         employer={"trading_ban": "yes"}),
    Case("2022-12-05", "arbetspraktik", "a trading ban, the Monday after", "trading_ban",
         employer={"trading_ban": "yes"}),
    Case("2022-11-28", "introduktionsjobb", "bankrupt, the Monday before 2022-12-01", None,
         employer={"bankrupt": "yes"}),
    Case("2022-12-05", "introduktionsjobb", "bankrupt, the Monday after", "bankrupt", employer={"bankrupt": "yes"}),
    Case(Y26, "etableringsjobb", "a trading ban", "trading_ban", person={"months_unemployed": 24},
         employer={"trading_ban": "yes"}),
    *(Case(year, "osa", "approved", None, person={"approved_rules": "osa"}) for year in YEARS),
    *(Case(year, "osa", "tax debts", "tax_debts", person={"approved_rules": "osa"}, employer={"tax_debts": "yes"})
      for year in SINCE_BAN),
    *(Case(year, "osa", "a trading ban", "trading_ban", person={"approved_rules": "osa"},
           employer={"trading_ban": "yes", "sector": "municipal_company"}) for year in SINCE_BAN),
    *(Case(year, "lonebidrag", "bankrupt", "bankrupt", person={"approved_rules": "lonebidrag"},
           employer={"bankrupt": "yes", **PRIVATE}) for year in SINCE_BAN),
    *(Case(year, "jobbspar", "a track at an employer against whom nothing speaks", None) for year in (Y21, *SINCE_BAN)),
    *(Case(year, "jobbspar", "a track at an employer under a trading ban", "trading_ban",
           employer={"trading_ban": "yes"}) for year in SINCE_BAN),
    Case(Y26, "jobbspar", "redundancies within the year bar its praktik and its job", "chain",
         employer={"redundancies_on": "2026-01-15"}),
    Case(Y26, "jobbspar", "redundancies more than a year ago", None, employer={"redundancies_on": "2025-11-23"}),
]  # fmt: skip

# The union is heard before the decision (2000:628 9 a §): its day is no later than the start
UNION = [
    *(Case(year, rule, "the union is asked on the day of the start", None, slot={"union_consulted_on": year})
      for year in YEARS for rule in ("arbetspraktik", "arbetstraning", "bea_jobb")),
    *(Case(start, rule, "the union is asked the day after the start", "union_late", slot={"union_consulted_on": late})
      for start, late in ((Y17, "2017-08-22"), (Y21, "2021-08-24"), (Y24, "2024-08-27"), (Y26, "2026-11-24"))
      for rule in ("arbetspraktik", "arbetstraning", "bea_jobb", "osa", "feriejobb")),
    *(Case(year, rule, "the union is not asked", "union", slot={"union_consulted_on": None}) for year in YEARS
      for rule in ("arbetspraktik", "bea_jobb")),
    Case(Y26, "introduktionsjobb", "the union is asked the day after the start", "union_late",
         slot={"union_consulted_on": "2026-11-24"}),
    Case(Y26, "nystartsjobb", "no union need be asked", None, slot={"union_consulted_on": None}),
]  # fmt: skip

# arbetspraktik (2000:628 7 a §; 2007:413, 2007:414, 2007:813 9 b §)
PRAKTIK = [
    *(Case(year, "arbetspraktik", "JUG, three months", None, person=jug(), slot=weeks(13)) for year in YEARS),
    *(Case(year, "arbetspraktik", "JUG, a week more", "rule_who", person=jug(), slot=weeks(14)) for year in YEARS),
    *(Case(year, "arbetspraktik", "JoB, six months", None, slot=weeks(26)) for year in YEARS),
    *(Case(year, "arbetspraktik", "JoB, a week more", "length", slot=weeks(27)) for year in YEARS),
    Case(Y26, "arbetspraktik", "establishment, six months", None, person=new(), slot=weeks(26)),
    Case(Y26, "arbetspraktik", "25, in no programme, six months", None, person=none(25), slot=weeks(26)),
    Case(Y26, "arbetspraktik", "24, in no programme", "rule_who", person=none(24)),
    Case(Y26, "arbetspraktik", "25 and not registered", "rule_who", person=none(25, registered_days=0)),
    Case(Y26, "arbetspraktik", "25, still in JUG, four months", "rule_who", person=jug(age=25), slot=weeks(17)),
    Case(Y26, "arbetspraktik", "found open to somebody of 19, six months", None,
         person=none(19, approved_rules="arbetspraktik"), slot=weeks(26)),
    Case(Y26, "arbetspraktik", "found open to somebody in JUG, four months", "rule_who",
         person=jug(approved_rules="arbetspraktik"), slot=weeks(17)),
    *(Case(year, "arbetspraktik", "36 hours without grounds", "rule_who", slot={"hours_per_week": 36})
      for year in YEARS),
    *(Case(year, "arbetspraktik", "37 hours, full time", None, slot={"hours_per_week": 37}) for year in YEARS),
    *(Case(year, "arbetspraktik", "20 hours with grounds", None, person={"part_time_grounds": "yes"},
           slot={"hours_per_week": 20}) for year in YEARS),
    Case(Y26, "arbetspraktik", "20 hours, and nobody has said whether there are grounds", "rule_who_unknown",
         person={"part_time_grounds": None}, slot={"hours_per_week": 20}),
    Case(Y26, "arbetspraktik", "20 hours for somebody who cannot take more", None,
         person={"part_time_grounds": None, "hours_per_week": 25}, slot={"hours_per_week": 20}),
    Case(Y26, "arbetspraktik", "20 hours, grounds not accepted", "rule_who",
         person={"part_time_grounds": "no", "hours_per_week": 25}, slot={"hours_per_week": 20}),
    Case(Y26, "arbetstraning", "20 hours of training take no grounds", None, slot={"hours_per_week": 20}),
]  # fmt: skip

# arbetsträning (2007:414 10 §; 2007:813 7, 9 b §§)
TRAINING = [
    *(Case(year, "arbetstraning", "JoB for 449 days, six months", None, person={"programme_days": 449}, slot=weeks(26))
      for year in YEARS),
    *(Case(year, "arbetstraning", "JoB for 449 days, a week more", "rule_who", person={"programme_days": 449},
           slot=weeks(27)) for year in YEARS),
    *(Case(year, "arbetstraning", "JoB for 450 days, twelve months", None, person={"programme_days": 450},
           slot=weeks(52)) for year in YEARS),
    *(Case(year, "arbetstraning", "JoB for 450 days, a week more", "length", person={"programme_days": 450},
           slot=weeks(53)) for year in YEARS),
    Case(Y26, "arbetstraning", "450 days registered are not 450 days in the guarantee", "rule_who",
         person={"registered_days": 900, "programme_days": 100}, slot=weeks(52)),
    Case(Y26, "arbetstraning", "days in the guarantee not known, seven months", "rule_who_unknown",
         person={"programme_days": None}, slot=weeks(30)),
    Case(Y26, "arbetstraning", "JUG, three months", None, person=jug(), slot=weeks(13)),
    Case(Y26, "arbetstraning", "JUG, a week more", "rule_who", person=jug(), slot=weeks(14)),
    Case(Y26, "arbetstraning", "establishment, 450 days, seven months", "rule_who", person=new(programme_days=450),
         slot=weeks(30)),
    Case(Y26, "arbetstraning", "in no programme", "rule_who", person=none()),
    Case(Y26, "arbetstraning", "in no programme, and found open", None, person=none(approved_rules="arbetstraning")),
]  # fmt: skip

# Redundancies at the unit speak against BEA, praktik and SoL-praktik too: twelve months, to the day
CUTS = [
    *(Case(start, rule, f"redundancies {'a year before' if gate is None else 'a day later'}", gate,
           person={"approved_rules": rule}, employer={"redundancies_on": day})
      for start, old, late in ((Y17, "2016-08-21", "2016-08-22"), (Y21, "2020-08-23", "2020-08-24"),
                               (Y24, "2023-08-26", "2023-08-27"), (Y26, "2025-11-23", "2025-11-24"))
      for rule in ("bea_jobb", "arbetspraktik", "sol_praktik")
      for day, gate in ((old, None), (late, "redundancies"))),
    Case(Y26, "arbetstraning", "training asks nothing of redundancies", None,
         employer={"redundancies_on": "2026-11-01"}),
    Case(Y26, "introduktionsjobb", "redundancies a year before", None, employer={"redundancies_on": "2025-11-23"}),
    Case(Y26, "introduktionsjobb", "redundancies a day later", "redundancies",
         employer={"redundancies_on": "2025-11-24"}),
    Case(Y24, "nystartsjobb", "redundancies, before 2025-02-01", None, employer={"redundancies_on": "2024-08-01"}),
    Case(Y26, "nystartsjobb", "redundancies a day too late", "redundancies",
         employer={"redundancies_on": "2025-11-24"}),
]  # fmt: skip

# introduktionsjobb (2018:42 4, 5, 10, 12 §§)
INTRO = [
    Case(Y17, "introduktionsjobb", "before there was any", "rule_dates"),
    *(Case(year, "introduktionsjobb", "JoB", None) for year in (Y21, Y24, Y26)),
    *(Case(year, "introduktionsjobb", "JUG with benefit for 200 days", None, person=jug(200, 20))
      for year in (Y21, Y24, Y26)),
    *(Case(year, "introduktionsjobb", "JUG for 199 days, registered for 400", "rule_who", person=jug(199, 20))
      for year in (Y21, Y24, Y26)),
    Case(Y26, "introduktionsjobb", "JUG for 200 days at 19", "rule_who", person=jug(200, 19)),
    Case(Y26, "introduktionsjobb", "JUG, days not known", "rule_who_unknown", person=jug(None, 20)),
    *(Case(year, "introduktionsjobb", "in the establishment programme at 20", None, person=new(20))
      for year in (Y21, Y24, Y26)),
    Case(Y26, "introduktionsjobb", "in the establishment programme at 19", "rule_who", person=new(19)),
    *(Case(year, "introduktionsjobb", "a permit 36 months ago", None, person=none(permit_months=36))
      for year in (Y21, Y24, Y26)),
    *(Case(year, "introduktionsjobb", "a permit 37 months ago", "rule_who", person=none(permit_months=37))
      for year in (Y21, Y24, Y26)),
    Case(Y26, "introduktionsjobb", "a permit 36 months ago at 19", "rule_who", person=none(19, permit_months=36)),
    Case(Y26, "introduktionsjobb", "a permit 36 months ago, not registered", "rule_who",
         person=none(permit_months=36, registered_days=0)),
    *(Case(year, "introduktionsjobb", "out of the establishment programme for twelve months", None,
           person=none(months_since_establishment=12)) for year in (Y21, Y24, Y26)),
    *(Case(year, "introduktionsjobb", "out of it for thirteen", "rule_who",
           person=none(months_since_establishment=13)) for year in (Y21, Y24, Y26)),
    Case("2021-07-19", "introduktionsjobb", "out of it for twelve, the Monday before 2021-07-20", "rule_who",
         person=none(months_since_establishment=12)),
    *(Case(year, "introduktionsjobb", "in no programme, and found open", None,
           person=none(approved_rules="introduktionsjobb")) for year in (Y21, Y24, Y26)),
    Case(Y26, "introduktionsjobb", "in no programme, found open for another form", "rule_who",
         person=none(approved_rules="nystartsjobb")),
    *(Case(year, "introduktionsjobb", "twelve months", None, slot=weeks(52)) for year in (Y21, Y24, Y26)),
    *(Case(year, "introduktionsjobb", "a week more than a decision", "length", slot=weeks(53))
      for year in (Y21, Y24, Y26)),
    Case(Y21, "introduktionsjobb", "64, as we read the age", None, person={"age": 64}),
    Case(Y21, "introduktionsjobb", "65", "rule_who", person={"age": 65}),
    *(Case(year, "introduktionsjobb", "66", None, person={"age": 66}) for year in SINCE_BAN),
    *(Case(year, "introduktionsjobb", "67", "rule_who", person={"age": 67}) for year in SINCE_BAN),
    Case(Y26, "introduktionsjobb", "67, and found open", "rule_who",
         person={"age": 67, "approved_rules": "introduktionsjobb"}),
    Case(Y26, "introduktionsjobb", "age not known", "rule_who_unknown", person={"age": None}),
]  # fmt: skip

# nystartsjobb (2006:1481; 2018:43 4-6, 8, 11-15, 19, 28 §§)
NEW_START = [
    Case(Y17, "nystartsjobb", "26, twelve months", None, person=none(26, 12)),
    Case(Y17, "nystartsjobb", "26, not twelve months", "rule_who", person=none(26, 11)),
    Case(Y17, "nystartsjobb", "25, six months", None, person=none(25, 6), slot=weeks(26)),
    Case(Y17, "nystartsjobb", "25, six months, and a week more than without work", "rule_who", person=none(25, 6),
         slot=weeks(27)),
    *(Case(year, "nystartsjobb", "20, six months, for as long", None, person=none(20, 6), slot=weeks(26))
      for year in (Y21, Y24, Y26)),
    *(Case(year, "nystartsjobb", "20, six months, for longer than without work", "rule_who", person=none(20, 6),
           slot=weeks(27)) for year in (Y21, Y24, Y26)),
    *(Case(year, "nystartsjobb", "20, not six months", "rule_who", person=none(20, 5.9), slot=weeks(20))
      for year in (Y21, Y24, Y26)),
    *(Case(year, "nystartsjobb", "19, two years", "rule_who", person=none(19, 24)) for year in (Y21, Y24, Y26)),
    *(Case(year, "nystartsjobb", "24, two years without work, twelve months", None, person=none(24, 24),
           slot=weeks(52)) for year in (Y21, Y24, Y26)),
    *(Case(year, "nystartsjobb", "24, two years without work, a week more", "rule_who", person=none(24, 24),
           slot=weeks(53)) for year in (Y21, Y24, Y26)),
    *(Case(year, "nystartsjobb", "25, eleven months", "rule_who", person=none(25, 11)) for year in (Y21, Y24, Y26)),
    *(Case(year, "nystartsjobb", "25, eighteen months, not registered", "rule_who",
           person=none(25, 18, registered_days=0)) for year in (Y21, Y24, Y26)),
    *(Case(year, "nystartsjobb", "25, eighteen months, for as long", None, person=none(25, 18), slot=weeks(78))
      for year in (Y21, Y24, Y26)),
    *(Case(year, "nystartsjobb", "25, eighteen months, for longer", "rule_who", person=none(25, 18), slot=weeks(79))
      for year in (Y21, Y24, Y26)),
    *(Case(year, "nystartsjobb", "40, ten years without work, two years", None, person=none(40, 120), slot=weeks(104))
      for year in YEARS),
    *(Case(year, "nystartsjobb", "40, ten years without work, a week more", "length", person=none(40, 120),
           slot=weeks(105)) for year in YEARS),
    *(Case(year, "nystartsjobb", "JoB on no other ground, twelve months", None, person={"months_unemployed": 5},
           slot=weeks(52)) for year in (Y21, Y24, Y26)),
    *(Case(year, "nystartsjobb", "JoB on no other ground, a week more", "rule_who", person={"months_unemployed": 5},
           slot=weeks(53)) for year in (Y21, Y24, Y26)),
    Case(Y26, "nystartsjobb", "JoB with twelve months without work, for longer than that", "rule_who",
         person={"months_unemployed": 12}, slot=weeks(53)),
    Case(Y26, "nystartsjobb", "22 in JoB with eight months without work: the way of the young goes first", "rule_who",
         person={"age": 22, "months_unemployed": 8}, slot=weeks(52)),
    Case(Y26, "nystartsjobb", "22 in JoB with eight months without work, for as long", None,
         person={"age": 22, "months_unemployed": 8}, slot=weeks(34)),
    Case(Y26, "nystartsjobb", "JoB, months not known", None, person={"months_unemployed": None}),
    Case(Y26, "nystartsjobb", "in no programme, months not known", "rule_who_unknown", person=none(30, None)),
    *(Case(year, "nystartsjobb", "in the establishment programme at 25, two years", None, person=new(25),
           slot=weeks(104)) for year in (Y21, Y24, Y26)),
    *(Case(year, "nystartsjobb", "in it at 24, a week more than a year", "rule_who", person=new(24), slot=weeks(53))
      for year in (Y21, Y24, Y26)),
    *(Case(year, "nystartsjobb", "a permit 36 months ago and six months without work", None,
           person=none(30, 6, permit_months=36)) for year in (Y21, Y24, Y26)),
    *(Case(year, "nystartsjobb", "a permit 37 months ago", "rule_who", person=none(30, 6, permit_months=37))
      for year in (Y21, Y24, Y26)),
    Case(Y26, "nystartsjobb", "a permit 36 months ago and five months without work", "rule_who",
         person=none(30, 5, permit_months=36)),
    *(Case(year, "nystartsjobb", "found open, a year", None, person=none(approved_rules="nystartsjobb"))
      for year in YEARS),
    *(Case(year, "nystartsjobb", "found open, more than a decision", "rule_who",
           person=none(approved_rules="nystartsjobb"), slot=weeks(53)) for year in YEARS),
    *(Case(year, "nystartsjobb", "64, as we read the age", None, person=none(64, 24)) for year in (Y17, Y21)),
    *(Case(year, "nystartsjobb", "65", "rule_who", person=none(65, 24)) for year in (Y17, Y21)),
    *(Case(year, "nystartsjobb", "66", None, person=none(66, 24)) for year in SINCE_BAN),
    *(Case(year, "nystartsjobb", "67", "rule_who", person=none(67, 24)) for year in SINCE_BAN),
]  # fmt: skip

# etableringsjobb (2022:807 5, 8, 16, 20 §§)
ESTABLISHMENT = [
    *(Case(year, "etableringsjobb", "before there was any", "rule_dates") for year in (Y17, Y21)),
    *(Case(year, "etableringsjobb", "24 months without work", None, person=none(30, 24)) for year in SINCE_BAN),
    *(Case(year, "etableringsjobb", "23 months without work", "rule_who", person=none(30, 23)) for year in SINCE_BAN),
    Case(Y26, "etableringsjobb", "19", "rule_who", person=none(19, 24)),
    Case(Y26, "etableringsjobb", "in the programme at 20", None, person=new(20)),
    Case(Y26, "etableringsjobb", "a permit 36 months ago", None, person=none(permit_months=36)),
    Case(Y26, "etableringsjobb", "a permit 37 months ago", "rule_who", person=none(permit_months=37)),
    *(Case(year, "etableringsjobb", "66", None, person=none(66, 24)) for year in SINCE_BAN),
    *(Case(year, "etableringsjobb", "67", "rule_who", person=none(67, 24)) for year in SINCE_BAN),
    Case(Y26, "etableringsjobb", "36 hours", "slot_hours", person=none(30, 24), slot={"hours_per_week": 36}),
    Case(Y26, "etableringsjobb", "found open", None, person=none(approved_rules="etableringsjobb")),
]  # fmt: skip

# Forms that ended
ENDED = [
    Case(Y17, "extratjanst", "JoB for 450 days", None, person={"programme_days": 450}),
    Case(Y17, "extratjanst", "JoB for 449 days", "rule_who", person={"programme_days": 449}),
    Case(Y21, "extratjanst", "JoB for 450 days, twelve months", None, person={"programme_days": 450}, slot=weeks(52)),
    Case(Y21, "extratjanst", "a week more: the 36 months were for those already running", "length",
         person={"programme_days": 450}, slot=weeks(53)),
    Case(Y17, "extratjanst", "registered for 900 days, days in JoB not known", "rule_who_unknown",
         person={"registered_days": 900, "programme_days": None}),
    *(Case(year, "extratjanst", "ended", "rule_dates") for year in SINCE_BAN),
    Case(Y17, "sarskilt_anstallningsstod", "JoB for 180 days", None, person={"programme_days": 180}),
    Case(Y17, "sarskilt_anstallningsstod", "JoB for 179 days", "rule_who", person={"programme_days": 179}),
    *(Case(year, "sarskilt_anstallningsstod", "ended", "rule_dates") for year in (Y21, *SINCE_BAN)),
    Case(Y17, "instegsjobb", "in the establishment programme", None, person=new()),
    Case(Y17, "instegsjobb", "JoB", "rule_who"),
    Case(Y17, "instegsjobb", "JoB, and found open", None, person={"approved_rules": "instegsjobb"}),
    *(Case(year, "instegsjobb", "ended", "rule_dates", person=new()) for year in (Y21, *SINCE_BAN)),
    Case(Y17, "traineejobb", "24, three months", None, person=none(24, 3), slot={"hours_per_week": 30}),
    Case(Y17, "traineejobb", "25, three months", "rule_who", person=none(25, 3), slot={"hours_per_week": 30}),
    Case(Y17, "traineejobb", "31 hours", "slot_hours", person=none(24, 3), slot={"hours_per_week": 31}),
    *(Case(year, "traineejobb", "ended", "rule_dates", slot={"hours_per_week": 30}) for year in (Y21, *SINCE_BAN)),
    *(Case(year, "yrkesintroduktion", "24", None, person=none(24, 1)) for year in (Y17, Y21)),
    *(Case(year, "yrkesintroduktion", "25, eleven months", "rule_who", person=none(25, 11)) for year in (Y17, Y21)),
    *(Case(year, "yrkesintroduktion", "25, twelve months", None, person=none(25, 12)) for year in (Y17, Y21)),
    *(Case(year, "yrkesintroduktion", "ended", "rule_dates", person=none(24, 1)) for year in SINCE_BAN),
]  # fmt: skip

# Sheltered, municipal, for the young, and schools
OTHERS = [
    *(Case(year, "osa", "two years", None, person={"approved_rules": "osa"}, slot=weeks(104)) for year in YEARS),
    *(Case(year, "osa", "a week more", "length", person={"approved_rules": "osa"}, slot=weeks(105)) for year in YEARS),
    *(Case(year, "osa", "a municipal company passes, to be asked about", None, person={"approved_rules": "osa"},
           employer={"sector": "municipal_company"}) for year in YEARS),
    *(Case(year, "osa", "a company in competition", "sector", person={"approved_rules": "osa"}, employer=PRIVATE)
      for year in YEARS),
    *(Case(year, "osa", "not found open", "rule_who") for year in YEARS),
    *(Case(year, "lonebidrag", "found open, four years", None, person={"approved_rules": "lonebidrag"},
           slot=weeks(208)) for year in YEARS),
    *(Case(year, "lonebidrag", "a week more", "length", person={"approved_rules": "lonebidrag"}, slot=weeks(209))
      for year in YEARS),
    *(Case(year, "bea_jobb", "18", None, person={"age": 18}) for year in YEARS),
    *(Case(year, "bea_jobb", "17", "rule_who", person={"age": 17}) for year in YEARS),
    Case(Y26, "bea_jobb", "17, and found open", None, person={"age": 17, "approved_rules": "bea_jobb"}),
    *(Case(year, "bea_jobb", "a municipal company passes, to be asked about", None,
           employer={"sector": "municipal_company"}) for year in YEARS),
    *(Case(year, "bea_jobb", "a company", "sector", employer=PRIVATE) for year in YEARS),
    *(Case(year, "sol_praktik", "the social services have found it open", None,
           person={"approved_rules": "sol_praktik"}) for year in YEARS),
    *(Case(year, "sol_praktik", "they have not", "rule_who") for year in YEARS),
    Case(Y26, "sol_praktik", "14 weeks", "length", person={"approved_rules": "sol_praktik"}, slot=weeks(14)),
    *(Case(year, "kaa", "16", None, person=none(16)) for year in YEARS),
    *(Case(year, "kaa", "15", "rule_who", person=none(15)) for year in YEARS),
    *(Case(year, "kaa", "19", None, person=none(19)) for year in YEARS),
    *(Case(year, "kaa", "20", "rule_who", person=none(20)) for year in YEARS),
    *(Case(year, "ima", "19", None, person=none(19), employer=SCHOOL) for year in YEARS),
    *(Case(year, "ima", "20", "rule_who", person=none(20), employer=SCHOOL) for year in YEARS),
    *(Case(year, "feriejobb", "16", None, person=none(16), slot={"hours_per_week": 30}) for year in YEARS),
    *(Case(year, "feriejobb", "15", "rule_who", person=none(15), slot={"hours_per_week": 30}) for year in YEARS),
    *(Case(year, "feriejobb", "20", "rule_who", person=none(20), slot={"hours_per_week": 30}) for year in YEARS),
    *(Case(year, "feriejobb", "31 hours", "slot_hours", person=none(16), slot={"hours_per_week": 31})
      for year in YEARS),
    *(Case(year, "sfi", "A2 at 16", None, person=none(16), employer=SCHOOL) for year in YEARS),
    *(Case(year, "sfi", "B1", "rule_who", person={"swedish_level": "B1"}, employer=SCHOOL) for year in YEARS),
    *(Case(year, rule, "20", None, person=none(20), employer=SCHOOL) for year in YEARS
      for rule in ("komvux", "yrkesvux")),
    *(Case(year, rule, "19", "rule_who", person=none(19), employer=SCHOOL) for year in YEARS
      for rule in ("komvux", "yrkesvux")),
    Case(Y26, "komvux", "19, and the municipality has found it open", None,
         person=none(19, approved_rules="komvux"), employer=SCHOOL),
    *(Case(year, "yrkeshogskola", "upper secondary", None, employer=SCHOOL) for year in YEARS),
    *(Case(year, "yrkeshogskola", "less than upper secondary", "rule_who", person={"education_level": 2},
           employer=SCHOOL) for year in YEARS),
    *(Case(year, "folkhogskola", "16, registered", None, person=none(16), employer=SCHOOL) for year in YEARS),
    *(Case(year, "folkhogskola", "17, not registered", "rule_who", person=none(17, registered_days=0),
           employer=SCHOOL) for year in YEARS),
    *(Case(year, "folkhogskola", "18, not registered", None, person=none(18, registered_days=0), employer=SCHOOL)
      for year in YEARS),
    *(Case(year, "ordinarie_anstallning", "anybody", None, person={"age": None, "registered_status": None},
           employer=dict.fromkeys(EMPLOYER)) for year in YEARS),
    Case(Y17, "jobbspar", "before there was any", "rule_dates"),
    Case(Y26, "jobbspar", "not registered", "rule_who", person=none(registered_days=0)),
    Case(Y26, "jobbspar", "not registered, and found open", None, person=none(registered_days=0,
                                                                              approved_rules="jobbspar")),
]  # fmt: skip

CASES = [*WORKPLACE, *UNION, *PRAKTIK, *TRAINING, *CUTS, *INTRO, *NEW_START, *ESTABLISHMENT, *ENDED, *OTHERS]
