"""Checks of the tables against settings and models: rules, zones with a way between, listed pairs, groups."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

from planner.errors import Fault, Faults, given, unmarked
from planner.inputs.cells import did_you_mean
from planner.inputs.chain import SETTINGS
from planner.inputs.cross_table import CrossTable, hint, unknown_names
from planner.inputs.module_checks import check_modules
from planner.inputs.patches import column_meets
from planner.inputs.path_checks import check_paths
from planner.inputs.toml import merged, shaped
from planner.schema.choices import PARTS_OF_WEEK
from planner.schema.columns import kind_of
from planner.schema.models import Assumptions, PointsModel
from planner.schema.settings import NO_GROUP, Group, Settings
from planner.schema.tables import TABLES
from planner.schema.weeks import week_label, week_monday
from planner.texts import _, listed

BUILT_IN_GROUPS = ("hardest_quarter",)
# What entry_groups may name beside declared groups: the quarters, and that the person was in no group.
# A group that plans show and no setting can name.
SHOWN_ONLY = "easiest_quarter"
ENTRY_WORDS = (*BUILT_IN_GROUPS, SHOWN_ONLY, NO_GROUP)
# Columns that state a protected ground: a group on one of them must state its legal basis.
GROUND_OF_COLUMN = {"age": "age", "limits": "disability"}


def check_choices(across: CrossTable, chosen: Assumptions | None, settings: Settings | None, week: int | None) -> None:
    """Check the tables against the models and settings, as far as these were read."""
    check_paths(across)
    check_modules(across)
    if chosen is not None:
        check_rules(across, chosen)
        check_occupations(across, chosen)
    if settings is not None:
        check_zones(across, settings)
        check_listed(across, settings)
        if chosen is not None:
            check_points(across, settings, chosen)
            check_measure(across, settings, chosen)
    if chosen is not None and settings is not None and week is not None:
        check_dates(across, chosen, settings, week)


def check_rules(across: CrossTable, assumptions: Assumptions) -> None:
    """Every programme's rule, and every rule found open to somebody, is in the rule pack."""
    known, pack = sorted(assumptions.rules.forms), given(assumptions.rules.stored.reference)
    missing = unknown_names(across.tables["programmes"]["rule"], known)
    across.note("programmes", "unknown-rule", missing, "rule", _("is no rule of {pack}", pack=pack),
                lambda index: did_you_mean(missing[index], known, theirs=True).strip())  # fmt: skip
    unknown = unknown_names(across.tables["jobseekers"]["approved_rules"], known)
    across.note("jobseekers", "unknown-rule", unknown, "approved_rules",
                lambda index: _('names "{rule}", which is no rule of {pack}', rule=given(unknown[index]), pack=pack),
                lambda index: did_you_mean(unknown[index], known, theirs=True).strip())  # fmt: skip


def check_dates(across: CrossTable, assumptions: Assumptions, settings: Settings, week: int) -> None:
    """A programme is a fault if its rule holds at the start of none of its slots: nobody can be placed in it."""
    programmes, slots = across.tables["programmes"], across.tables["slots"]
    if settings.candidates != "eligible":
        return
    begins = assumptions.rules.common.holds_from
    if week_monday(week) < begins:
        across.faults.add(
            Fault("before-rules", "scenario.toml", None, "scenario.week", week_label(week),
                  _("lies before {day}, where {pack} begins",
                    day=begins, pack=given(assumptions.rules.stored.reference)),
                  _("Plan a later week, or name a rule pack that holds the law of that time."))
        )  # fmt: skip
    if {"programmes", "slots"} & set(across.unread):
        return
    starts = slots[["programme_ids"]].assign(start=slots["start_week"].fillna(week)).explode("programme_ids")
    outside: dict[int, str] = {}
    for row, (name, rule) in enumerate(zip(programmes["programme_id"], programmes["rule"], strict=True)):
        weeks = starts.loc[starts["programme_ids"] == name, "start"].dropna().astype(int).unique().tolist()
        form = assumptions.rules.forms.get(rule)
        if form is None or not weeks or any(form.on(week_monday(w)).holds_on(week_monday(w)) for w in weeks):
            continue
        law = form.on(week_monday(max(weeks)))
        outside[row] = _("holds {dates}, and every slot of {programme} starts outside that",
                         dates=law.dates_in_words(), programme=given(name))  # fmt: skip
    across.note("programmes", "rule-dates", list(outside), "rule", lambda index: outside[index],
                _("Take the programme from the slots, or plan a week in which the rule holds."))  # fmt: skip


def check_zones(across: CrossTable, settings: Settings) -> None:
    """Every zone in use is known; in eligible mode every pair of zones has minutes or coordinates."""
    if {"zones", "travel"} & set(across.unread):
        return
    zones, travel = across.tables["zones"], across.tables["travel"]
    known = set(zones["zone"].dropna()) | set(travel["from_zone"].dropna()) | set(travel["to_zone"].dropna())
    for table, column in (("jobseekers", "home_zone"), ("slots", "zone")):
        missing = unknown_names(across.tables[table][column], known)
        hints = {index: hint(missing[index], known) for index in list(missing)[:50]}
        across.note(table, "unknown-zone", missing, column, _("is neither a row of zones nor in travel"),
                    lambda index, hints=hints: (  # type: ignore[misc]
                        hints.get(index, "") + _("Add it to zones with lat and lon.")
                    ))  # fmt: skip
    if settings.candidates == "eligible":
        lost: dict[str, str] = {}
        for zone, trip in _trips_without_minutes(across, known):
            lost.setdefault(zone, trip)
        for zone, trip in sorted(lost.items()):
            _zone_without_coordinates(across, zone, trip)


def _trips_without_minutes(across: CrossTable, known: set[str]) -> Iterator[tuple[str, str]]:
    """Zones without coordinates that a pair of jobseeker and slot needs, each with an example trip."""
    zones, travel = across.tables["zones"], across.tables["travel"]
    located = set(zones.loc[zones["lat"].notna() & zones["lon"].notna(), "zone"])
    timed = _timed(travel)
    people, slots = across.tables["jobseekers"], across.tables["slots"]
    starts = people.loc[people["home_zone"].isin(known), ["home_zone", "travel_mode"]].dropna().drop_duplicates()
    ends = [zone for zone in slots["zone"].dropna().unique() if zone in known]
    lost_ends = [zone for zone in ends if zone not in located]
    for start, mode in starts.itertuples(index=False):
        for end in lost_ends if start in located else ends:
            if (start, end, mode) not in timed:
                trip = _('"{start}" to "{end}" by {mode}', start=given(start), end=given(end), mode=mode)
                yield (end if start in located else start), trip


def _timed(travel: pd.DataFrame) -> set[tuple[str, str, str]]:
    """From, to and mode for which the table covers every shift: by a row for any part, or by one for every part."""
    parts: dict[tuple[str, str, str], set[str]] = {}
    for start, end, mode, when in travel[["from_zone", "to_zone", "mode", "when"]].itertuples(index=False):
        parts.setdefault((start, end, mode), set()).add(when)
    whole = set(PARTS_OF_WEEK) - {"any"}
    return {trip for trip, stated in parts.items() if "any" in stated or stated >= whole}


def _zone_without_coordinates(across: CrossTable, zone: str, trip: str) -> None:
    rows = np.flatnonzero((across.tables["zones"]["zone"] == zone).to_numpy())
    code, cure = "zone-without-coordinates", _("Write lat and lon, or the minutes.")
    what = _("has no coordinates, and travel has no minutes for {trip}", trip=trip)
    if len(rows):
        across.note("zones", code, rows[:1], "zone", what, cure)
    else:
        across.faults.add(Fault(code, "zones.csv", None, "zone", zone, what, cure))


def check_listed(across: CrossTable, settings: Settings) -> None:
    """In listed mode the outcomes table must have rows: they are the candidates."""
    if settings.candidates == "listed" and across.tables["outcomes"].empty and "outcomes" not in across.unread:
        across.faults.add(
            Fault("no-outcomes", "outcomes.csv", what=_('candidates = "listed" needs the table outcomes'),
                  cure=_('Add outcomes.csv, or set candidates = "eligible".'))
        )  # fmt: skip


def check_points(across: CrossTable, settings: Settings, assumptions: Assumptions) -> None:
    """An outcome model of points excludes the user's own outcomes and baselines, which score persons."""
    if not isinstance(assumptions.outcome, PointsModel):
        return
    cure = _("Remove it, or choose another outcome model under [models].")
    model = given(assumptions.outcome.stored.reference)
    what = _("holds scores of persons, and {model} counts points whoever the person is", model=model)
    for name in ("outcomes", "baselines"):
        if not across.tables[name].empty:
            across.faults.add(Fault("scores-beside-points", f"{name}.csv", what=what, cure=cure))
    if settings.candidates == "listed":
        what = _("plans from scores of persons, and the outcome model counts points")
        cure = _('Set candidates = "eligible", or choose another outcome model under [models].')
        across.faults.add(Fault("scores-beside-points", "scenario.toml", None, "settings.candidates", "listed",
                                what, cure))  # fmt: skip


def check_measure(across: CrossTable, settings: Settings, assumptions: Assumptions) -> None:
    """Weeks of regular work need an outcome model of segments: listed mode and points give none."""
    if settings.measure != "regular_weeks":
        return
    if settings.candidates != "listed" and not isinstance(assumptions.outcome, PointsModel):
        return
    what = _("cannot be computed without an outcome model of segments")
    cure = _('Set measure = "follow_up", or plan with candidates = "eligible" and such a model.')
    across.faults.add(Fault("no-weeks", "scenario.toml", None, "settings.measure", "regular_weeks", what, cure))


def check_occupations(across: CrossTable, assumptions: Assumptions) -> None:
    """Every occupation is a code of SSYK 2012."""
    known = {row.ssyk for row in assumptions.occupations.codes}
    for table, column in (("slots", "ssyk"), ("jobseekers", "wished_ssyk"), ("preferences", "ssyk")):
        missing = unknown_names(across.tables[table][column], known)
        across.note(table, "unknown-ssyk", missing, column,
                    lambda index, missing=missing, several=(table == "jobseekers"): (  # type: ignore[misc]
                        _('holds "{code}", which is no code of SSYK 2012', code=given(missing[index])) if several
                        else _("is no code of SSYK 2012")
                    ),
                    lambda index, missing=missing: _nearest_code(missing[index], known))  # type: ignore[misc]  # fmt: skip


def _nearest_code(code: str, known: set[str]) -> str:
    """The cure: the longest known beginning of the code, where there is one."""
    begins = next((code[:end] for end in range(len(code), 0, -1) if code[:end] in known), None)
    if begins is None:
        return _("Write 1 to 4 digits of SSYK 2012.")
    return _("Did you mean {code}, or a code below it?", code=begins)


def check_groups(across: CrossTable, settings: Settings, groups: Mapping[str, Group], week: int) -> None:
    """Groups named are declared, their tags occur, their columns exist, and none has expired."""
    declared = [*groups, *BUILT_IN_GROUPS]
    for key in ("groups", "group_minimum", "group_floor"):
        for name in getattr(settings, key):
            if name not in declared:
                across.faults.add(
                    Fault("unknown-group", "scenario.toml", None, f"settings.{key}", name, _("is no declared group"),
                          _group_cure(name, declared))
                )  # fmt: skip
    _doubt_floors(across, settings)
    tags = {group.tag for group in groups.values() if group.tag is not None}
    undeclared = unknown_names(across.tables["jobseekers"]["groups"], tags)
    across.note(
        "jobseekers", "undeclared-tag", undeclared, "groups",
        lambda index: _('holds the tag "{tag}", which no group declares', tag=given(undeclared[index])),
        lambda index: _declare(across, undeclared[index]),
    )  # fmt: skip
    for table in ("jobseekers", "left_pool"):
        _doubt_entry_groups(across, table, [*groups, *ENTRY_WORDS])
    gone = across.tables["left_pool"]["left_week"].to_numpy(float, na_value=np.nan)
    across.note("left_pool", "left-pool-week", np.flatnonzero(gone >= week), "left_week",
                _("is not before the plan week, {week}", week=week_label(week)),
                _("Write the last week in which the person was in the pool, or remove the row."))  # fmt: skip
    for name, group in groups.items():
        _check_group(across, name, group, week)


def _group_cure(name: str, declared: list[str]) -> str:
    """What to write for a group that is not declared; of one that plans show without being asked, which can be."""
    if name == SHOWN_ONLY:
        return _("It is shown and cannot be chosen. Choose among {groups}.", groups=listed(declared, "or"))
    return did_you_mean(name, declared, theirs=True).strip()


def _declare(across: CrossTable, tag: str) -> str:
    """How a group of a tag is declared, or what else to do with the tag."""
    if across.sheet is None:
        return _('Write [groups."{tag}"] and tag = "{tag}" in scenario.toml, or remove the tag.', tag=given(tag))
    return _("Write a row in {settings} with the key {key} and the value {tag}, or remove the tag.",
             settings=across.settings, key=given(f"groups.{tag}.tag"), tag=given(tag))  # fmt: skip


def _doubt_floors(across: CrossTable, settings: Settings) -> None:
    """Warn of floors that no goal seeks, and of a goal that has no floor to seek."""
    is_sought = "group_floor" in settings.goals
    if bool(settings.group_floor) == is_sought:
        return
    if is_sought:
        key, what = "settings.goals", _("names group_floor, and no group has a floor, so the goal does nothing")
        cure = _("Write the floors under [settings.group_floor], such as long_term = 0.6, or take the goal out.")
    else:
        key, what = "settings.group_floor", _("has floors, and goals does not name group_floor, so nothing seeks them")
        cure = _("Put group_floor into goals, and what it may cost into may_cost.")
    across.faults.warn(Fault("idle-floor", "scenario.toml", None, key, None, what, cure))


def _doubt_entry_groups(across: CrossTable, table: str, known: list[str]) -> None:
    """Warn of groups at entry that are not declared: one that has expired, or a slip."""
    unknown = unknown_names(across.tables[table]["entry_groups"], known)
    across.warn(
        table, "entry-group", unknown, "entry_groups",
        lambda index: _('names "{group}", which is no declared group, so it counts nowhere',
                        group=given(unknown[index])),
        lambda index: did_you_mean(unknown[index], known, theirs=True).strip(),
    )  # fmt: skip


def _check_group(across: CrossTable, name: str, group: Group, week: int) -> None:
    def note(what: str, cure: str) -> None:
        across.faults.add(Fault("group", "scenario.toml", None, f"groups.{given(name)}", None, what, cure))

    if name in ENTRY_WORDS:
        note(_("is the name of a group that is built in"), _("Choose another name."))
    if group.expires is not None and group.expires < week_monday(week):
        what = _("expired on {day}, before {week}", day=group.expires, week=week_label(week))
        note(what, _("Renew the legal basis or remove the group."))
    fields = TABLES["jobseekers"].row.model_fields
    if group.column is None:
        return
    if group.column not in fields:
        note(_('names the column "{column}", which jobseekers has not', column=given(group.column)),
             did_you_mean(group.column, list(fields)).strip())  # fmt: skip
        return
    ground = GROUND_OF_COLUMN.get(group.column)
    if ground is not None and group.ground != ground:
        note(_('looks at {column} and says ground = "{ground}"', column=group.column, ground=group.ground),
             _('Write ground = "{ground}", with legal_basis, approver and expires.', ground=ground))  # fmt: skip
    _check_where(across.tables["jobseekers"][group.column], group, note)


def _check_where(column: pd.Series[Any], group: Group, note: Any) -> None:  # noqa: ANN401 - takes what and cure
    field = TABLES["jobseekers"].row.model_fields[str(group.column)]
    try:
        column_meets(column, field, group.where)
    except ValueError as error:
        note(_("has a where that {fault}", fault=error), kind_of(field).cure())


def policy_settings(stated: object, chosen: Assumptions, faults: Faults) -> Settings | None:
    """The policy's values overridden by the scenario's; an unfit value of the policy is reported as the policy's."""
    policy = {key: value.value for key, value in chosen.policy.values.items()}  # noqa: PD011 - a field, no frame
    if not isinstance(stated, Mapping):
        return None  # a fault of its own already
    trial = Faults()
    found = shaped(Settings, merged(policy, stated), SETTINGS, trial, "settings")
    for fault in trial.found:
        key = unmarked(fault.column or "").split(".")[1:2]
        is_own = not key or key[0] in stated or key[0] not in policy
        home = SETTINGS if is_own else f"models/policy/{chosen.policy.stored.reference}/policy.toml"
        faults.add(Fault(fault.code, home, None, fault.column, fault.value, fault.what, fault.cure))
    return found
