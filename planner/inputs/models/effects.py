"""Checks the effects of an outcome model against its legal forms: none missing, none twice, none impossible."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import product

from planner.errors import Fault, Faults
from planner.inputs.cells import did_you_mean
from planner.schema.models import Effect, FormFacts
from planner.schema.models.outcome import EDUCATION_CLASSES, MONTHS_CLASSES
from planner.texts import _

# The first row of a table is its header.
FIRST_ROW = 2
CASES = ("running", "ended")


def are_sound(home: str, forms: Sequence[FormFacts], effects: Sequence[Effect], faults: Faults) -> bool:
    """Whether effects and forms fit together; adds a fault for everything that does not."""
    found = [
        *_about_forms(home, forms, effects),
        *_uncovered(home, effects),
        *_gains_that_cannot_be(home, forms, effects),
    ]
    for fault in found:
        faults.add(fault)
    return not found


def _about_forms(home: str, forms: Sequence[FormFacts], effects: Sequence[Effect]) -> Iterator[Fault]:
    """Check that each form occurs once and has effects, and that every effect is of a known form."""
    count = Counter(row.rule for row in forms)
    with_effects = {row.rule for row in effects}
    for number, row in enumerate(forms, FIRST_ROW):
        if count[row.rule] > 1:
            yield Fault("bad-value", f"{home}/forms.csv", number, "rule", row.rule, _("stands in more than one row"),
                        _("Keep one row for each rule."))  # fmt: skip
        if row.rule not in with_effects:
            yield Fault("bad-value", f"{home}/forms.csv", number, "rule", row.rule, _("has no row in effects.csv"),
                        _("State what it adds, or remove the row: a rule without rows adds nothing."))  # fmt: skip
    for number, effect in enumerate(effects, FIRST_ROW):
        if effect.rule not in count:
            yield Fault("bad-value", f"{home}/effects.csv", number, "rule", effect.rule, _("has no row in forms.csv"),
                        did_you_mean(effect.rule, sorted(count), theirs=True).strip())  # fmt: skip


def _uncovered(home: str, effects: Sequence[Effect]) -> Iterator[Fault]:
    """Check that rows of one rule, workplace and case cover every class once; without a workplace, both cases."""
    covered: dict[tuple[str, str | None, str], Counter[tuple[str, str]]] = {
        (effect.rule, None, case): Counter() for effect in effects for case in CASES
    }
    for number, effect in enumerate(effects, FIRST_ROW):
        classes = covered.setdefault((effect.rule, effect.workplace, effect.on_date), Counter())
        classes.update(effect.classes)
        if any(classes[one] > 1 for one in effect.classes):
            yield Fault("bad-value", f"{home}/effects.csv", number, "rule", effect.rule,
                        _("speaks of people of whom an earlier row has spoken"),
                        _("State each education, months, workplace and on_date once."))  # fmt: skip
    for (rule, workplace, case), classes in covered.items():
        missing = [pair for pair in product(EDUCATION_CLASSES, MONTHS_CLASSES) if pair not in classes]
        if missing:
            blank = _("(blank)")
            where = f"workplace {workplace or blank}, on_date {case}"
            named = ", ".join(f"{education} {months}" for education, months in missing)
            yield Fault("bad-value", f"{home}/effects.csv", None, "rule", rule,
                        _("lacks rows for {where}: {classes}", where=where, classes=named),
                        _("Add them; a blank education or months stands for every one."))  # fmt: skip


def _gains_that_cannot_be(home: str, forms: Sequence[FormFacts], effects: Sequence[Effect]) -> Iterator[Fault]:
    """Check that an effect of what runs on the date and is not counted is no gain, and contains lock_in."""
    by_rule = {row.rule: row for row in forms}
    for number, effect in enumerate(effects, FIRST_ROW):
        form = by_rule.get(effect.rule)
        if form is None:
            continue
        counted = form.at(municipal=effect.workplace is not None)
        file = f"{home}/effects.csv"
        if effect.on_date == "running" and counted == "nothing":
            if effect.effect > 0:
                yield Fault("bad-value", file, number, "effect", str(effect.effect),
                            _("is a gain of a placement that still runs on the date and is not counted"),
                            _("Write 0 or less, or say in forms.csv what it counts as."))  # fmt: skip
            if "lock_in" not in effect.contains:
                yield Fault("bad-value", file, number, "contains", "|".join(effect.contains), _("lacks lock_in"),
                            _("Add it: whoever is still placed there has not found anything else."))  # fmt: skip
        if form.counts_as == "regular_work" and "displacement" in effect.contains:
            yield Fault("bad-value", file, number, "contains", "|".join(effect.contains),
                        _("holds displacement, and the gain of regular work is called gross"),
                        _("Remove displacement, or say in forms.csv that it counts as something else."))  # fmt: skip
