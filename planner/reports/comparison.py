"""A comparison as text: what the what-ifs change, for which groups, and who gains or loses a place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planner.explanation import GOALS
from planner.planning import Plan
from planner.reports.comparison_table import column_heads, joint_table, study_table
from planner.reports.doubts import warnings_lines
from planner.reports.futures import better_lines, futures_notes, take_up_lines
from planner.reports.layout import paragraphs
from planner.reports.overrides import override_lines
from planner.studies import CHANGES, FAR_WEEKS, MOST_ALONE, Comparison, Joint, Study, goal_ends, why_blank
from planner.texts import N_, NN_, _, decimal, listed, ngettext

PEOPLE_SHOWN = 12
DOUBT_DIGITS = 3
_CHANGES = {
    "gains": NN_("{number} gains a place", "{number} gain a place"),
    "loses": NN_("{number} loses a place", "{number} lose a place"),
    "moves": NN_("{number} moves", "{number} move"),
    "only_in_base": NN_(
        "{number} is in the base alone and has a place there",
        "{number} are in the base alone and have a place there",
    ),
    "only_in_what_if": NN_(
        "{number} is in the what-if alone and has a place there",
        "{number} are in the what-if alone and have a place there",
    ),
    "other_week": NN_(
        "{number} has another place in the other week",
        "{number} have another place in the other week",
    ),
}
_UNITS = {
    "people": N_("people"),
    "weeks": N_("weeks"),
    "points": N_("points"),
    "table": N_("figures of the table"),
}
_WHY_BLANK = {
    "points": N_("Kronor are left blank: points say nothing of how long somebody works."),
    "listed": N_("Kronor are left blank: a table of listed pairs says nothing of how long somebody works."),
    "few_exits": N_("Kronor for each in work or study are left blank: too few are expected to be."),
}


def comparison_screen(study: Study) -> str:
    """A comparison on a screen: one what-if beside the base, or several in columns."""
    title, heads = _title(study), column_heads(study)
    is_one = len(study.comparisons) == 1
    names = [] if is_one else [f"  {head}  {name}" for head, name in zip(heads, study.names, strict=True)]
    first = [*_unfinished(study), *_of_data(study), *_far_off(study)]
    lines = [title, "=" * len(title), *names, *([*([""] if names else []), *paragraphs(first)] if first else [])]
    lines += [*study_table(study), *paragraphs([*_money_notes(study), *futures_notes(study)])]
    for at, one in enumerate(study.comparisons):
        lines += ["", *([] if is_one else [f"{heads[at]}  {study.names[at]}"])]
        lines += paragraphs([*_people(one), *_no_change(one), *_units(one), *_doubt(one), *_not_alone(study, at)])
        lines += paragraphs([*take_up_lines(one.futures), *better_lines(one.futures)])
        lines += _joint_lines(study.joint[at]) if at in study.joint else []
    last = [*_goals(study), *_overrides(study)]
    for plan in (study.base, *(one.what_if for one in study.comparisons)):
        last += warnings_lines(plan, plan.file.scenario)
    return "\n".join([*lines, *paragraphs(last)])


def _title(study: Study) -> str:
    base = study.base.file.scenario
    if len(study.comparisons) == 1:
        return _("{what_if} against {base}", what_if=study.names[0], base=base)
    return _("What-ifs against {base}", base=base)


def _plans(study: Study) -> Iterator[tuple[str, Plan]]:
    """Every plan of a study that was made for itself, by what it is called: of several what-ifs, their columns."""
    heads = study.names if len(study.comparisons) == 1 else column_heads(study)
    yield study.base.file.scenario, study.base
    for at, one in enumerate(study.comparisons):
        if not one.changes_nothing:
            yield heads[at], one.what_if
        for part in study.joint[at].parts if at in study.joint else ():
            # The parts of all what-ifs together are what-ifs of their own.
            is_own = part.comparison is not None and not any(part.comparison is other for other in study.comparisons)
            if is_own and part.comparison is not None and not part.comparison.changes_nothing:
                yield _("{what_if}, {change} alone", what_if=heads[at], change=part.name), part.comparison.what_if


def _together(lines: Iterable[tuple[str, str]]) -> list[str]:
    """What is said of plans, those of which the same is said on one line."""
    of: dict[str, list[str]] = {}
    for name, said in lines:
        of.setdefault(said, []).append(name)
    return [f"  {listed([_quoted(name) for name in names])}: {said}" for said, names in of.items()]


def _quoted(name: str) -> str:
    """A name that may itself hold commas and colons, told apart from the sentence around it."""
    return _('"{name}"', name=name)


def _unfinished(study: Study) -> list[str]:
    """A warning if the search of a goal was not finished: with more time, other people may gain or lose."""
    lines = []
    for name, plan in _plans(study):
        ends = goal_ends(plan)
        early, skipped = (
            listed([_(GOALS[end.name]) for end in ends if end.state == state]) for state in ("ended_early", "skipped")
        )
        if early and skipped:
            lines.append((name, _("not finished: {goals}; no time for: {skipped}.", goals=early, skipped=skipped)))
        elif early:
            lines.append((name, _("not finished: {goals}.", goals=early)))
        elif skipped:
            lines.append((name, _("no time for: {goals}.", goals=skipped)))
    if not lines:
        return []
    is_stopped = any(plan.file.unrepeatable == "max_seconds" for _name, plan in _plans(study))
    more = (
        _("Who gains, loses or moves may change with more time (max_seconds stopped the search).")
        if is_stopped
        else _("Who gains, loses or moves may change with more time (--time-limit).")
    )
    return [*_together(lines), f"  {more}"]


def _goals(study: Study) -> list[str]:
    """Which goals were reached in which plan."""
    plans = [(name, goal_ends(plan)) for name, plan in _plans(study)]
    if all(end.state == "reached" for _name, ends in plans for end in ends):
        return ["", "  " + _("Every goal was reached in every plan, within the gap asked for.")]
    told = []
    for name, ends in plans:
        reached = [_(GOALS[end.name]) for end in ends if end.state == "reached"]
        counts = {"reached": len(reached), "all": len(ends)}
        said = (
            _("{reached} of {all} goals reached: {goals}.", **counts, goals=listed(reached))
            if reached
            else _("none of {all} goals reached.", all=len(ends))
        )
        told.append((name, said))
    return ["", *_together(told)]


def _of_data(study: Study) -> list[str]:
    """What must be known of the data before anything is read: the same, another week, other people."""
    lines = []
    for at, one in enumerate(study.comparisons):
        head = "" if len(study.comparisons) == 1 else f"{study.names[at]}: "
        if one.changes_nothing:
            lines.append(head + _("The same data: nothing sets the two apart."))
        if one.has_other_week:
            lines.append(
                head
                + _(
                    "Two different weeks ({base}, {what_if}): nobody is counted as gaining or losing a place.",
                    base=one.base.file.week,
                    what_if=one.what_if.file.week,
                )
            )
        in_base, in_what_if = one.people_apart
        if in_base or in_what_if:
            lines.append(
                head
                + _(
                    "The people are not the same: {base} are in the base alone, {what_if} in the what-if alone.",
                    base=in_base,
                    what_if=in_what_if,
                )
            )
    return [f"  {line}" for line in lines]


def _far_off(study: Study) -> list[str]:
    """The advice to look at the weeks in between where a change is about places far off."""
    lines = []
    for at, names in study.far_off.items():
        said = ": ".join([*([study.names[at]] if len(study.comparisons) > 1 else []), *(
            [listed([name for name in names if name])] if any(names) else [])])  # fmt: skip
        told = _(
            "Every place that changes starts more than {weeks} weeks after the plan week. Those who wait then are "
            "mostly others than those who wait now. Simulate the weeks until then before you trust these figures.",
            weeks=FAR_WEEKS,
        )
        lines.append(f"  {said}: {told}" if said else f"  {told}")
    return lines


def _money_notes(study: Study) -> list[str]:
    """Why kronor are blank, or what they leave out."""
    exits = [study.base, *(one.what_if for one in study.comparisons)]
    table = study.table[(study.table["part"] == "total") & (study.table["measure"] == "exits")]
    sides = zip(exits, ("base", *study.names), strict=True)
    found = {why_blank(plan.instance, float(table[side].iloc[0])) for plan, side in sides}
    lines = [_(_WHY_BLANK[why]) for why in _WHY_BLANK if why in found]
    if not found & {"points", "listed"}:
        lines.append(
            _(
                "Support and kronor are shown and count in no goal. They are counted as if all say yes, and mostly "
                "judged: docs/studies.md says from what, and what is left out."
            )
        )
    return [f"  {line}" for line in lines]


def _overrides(study: Study) -> list[str]:
    """The overrides of every plan."""
    of = {plan.file.scenario: plan for plan in (study.base, *(one.what_if for one in study.comparisons))}
    return [
        f"  {name}: {line}" if number == 0 else f"  {line}"
        for name, plan in of.items()
        for number, line in enumerate(override_lines(plan.file.overrides))
    ]


def _no_change(comparison: Comparison) -> list[str]:
    """The line for a what-if that changes the data but no proposal."""
    proposals = comparison.figures[~comparison.figures["measure"].isin({"places", "unfilled", "left_sek"})]
    differs = proposals["difference"].fillna(0.0).any() or comparison.futures.take_up(1) is not None
    if comparison.changes_nothing or comparison.has_other_week or len(comparison.changes) or differs:
        return []
    return ["  " + _("The plan stays as it is: what changes makes no difference to anybody.")]


def _people(comparison: Comparison) -> list[str]:
    """Each kind of change: how many people it is for, and the first of them."""
    lines = []
    counts = comparison.changes["change"].value_counts()
    always = () if comparison.has_other_week else CHANGES[:3]
    for change in CHANGES:
        if change not in always and change not in counts:
            continue
        own = comparison.changes[comparison.changes["change"] == change]
        shown = (own.head(PEOPLE_SHOWN)[name] for name in ("jobseeker_id", "base_slot", "what_if_slot"))
        people = ", ".join(
            f"{person} ({' -> '.join(slot for slot in slots if isinstance(slot, str))})"
            for person, *slots in zip(*shown, strict=True)
        )
        more = len(own) - PEOPLE_SHOWN
        if more > 0:
            people = ngettext("{people} and {number} more", "{people} and {number} more", more, people=people)
        said = ngettext(*_CHANGES[change], len(own))
        lines.append(f"  {said}: {people}" if people else f"  {said}")
    return lines


def _units(comparison: Comparison) -> list[str]:
    """A warning if one plan counts people and the other points: then the two gains cannot be compared."""
    one, other = comparison.base.file.unit, comparison.what_if.file.unit
    if one == other:
        return []
    said = _(
        "Warning: the plans count in different units ({base}, {what_if}); the difference in gain says nothing.",
        base=_(_UNITS[one]),
        what_if=_(_UNITS[other]),
    )
    return ["", f"  {said}"]


def _doubt(comparison: Comparison) -> list[str]:
    if not comparison.is_doubtful or round(comparison.doubt, DOUBT_DIGITS) == 0:
        return []
    said = _(
        "Warning: the difference {difference} is smaller than what the two plans' gaps leave open ({doubt}); "
        "more time may change it.",
        difference=decimal(comparison.difference, DOUBT_DIGITS, plus=True),
        doubt=decimal(comparison.doubt, DOUBT_DIGITS),
    )
    return ["", f"  {said}"]


def _not_alone(study: Study, at: int) -> list[str]:
    """Why the changes of a what-if are not planned alone."""
    if at not in study.not_alone:
        return []
    said = _(
        "It makes {number} changes. Up to {most} are planned alone unasked; --alone does so here too.",
        number=study.not_alone[at],
        most=MOST_ALONE,
    )
    return [f"  {said}"]


def _joint_lines(joint: Joint) -> list[str]:
    """Each change alone, all together, and the remainder."""
    names = [f"  {number}  {name}" for number, name in enumerate(joint.names, 1)]
    head = _("Each change alone, and what only their coming together does (joint):")
    notes = [
        _("{number} cannot be planned alone, so nothing is called joint: {why}", number=number, why=part.why)
        for number, part in enumerate(joint.parts, 1)
        if part.comparison is None
    ]
    if joint.is_doubtful and joint.uplift is not None:
        notes.append(
            _(
                "The joint part of the gain, {joint}, is no more than the gaps of these plans leave open ({doubt}).",
                joint=decimal(joint.uplift, DOUBT_DIGITS, plus=True),
                doubt=decimal(joint.doubt, DOUBT_DIGITS),
            )
        )
    return ["", f"  {head}", *names, *joint_table(joint), *paragraphs([f"  {note}" for note in notes])]
