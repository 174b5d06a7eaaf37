"""How a plan was made and what its report cannot say, in plain words."""

from __future__ import annotations

from planner.explanation import GOALS
from planner.pages.page import Section
from planner.pictures import PlanFacts, gained
from planner.schema.plan_sentences import TOGETHER
from planner.studies import is_small
from planner.texts import _, in_language, listed, ngettext, percent

# A smaller difference shows in no figure of the page.
LEAST_TOLD = 0.0005


def method_section(facts: PlanFacts) -> Section:
    """How the plan was made: the order of its goals, the proof, the check, the models."""
    file = facts.file
    texts = [
        _(
            "First everything that the law, the places and the people themselves rule out is taken away. Of what is "
            "left, the plan is sought that comes furthest towards its goals, in their order."
        )
    ]
    if file["method"] == "goals":
        reached = [_(GOALS[goal["name"]]) for goal in file["goals"] if goal["status"] != "skipped"]
        texts.append(_("The goals, the first first: {goals}.", goals=listed(reached)))
        skipped = [_(GOALS[goal["name"]]) for goal in file["goals"] if goal["status"] == "skipped"]
        if skipped:
            texts.append(_("No time was left for: {goals}.", goals=listed(skipped)))
        texts += _proof(facts)
    else:
        texts.append(_("This plan follows an order of usual practice, not goals."))
    texts.append(
        _(
            "Before this page was made, an independent check counted everything in the plan's folder again and found "
            "nothing to object to."
        )
    )
    return Section("method", _("How the plan was made"), texts=(*texts, _("What it assumes:")), points=_models(facts))


def _proof(facts: PlanFacts) -> list[str]:
    """What no plan can exceed, where the gain may be told."""
    if facts.totals["uplift"] is None:
        return []
    best, value = float(facts.file["goals"][0]["best"]), float(facts.file["value"])
    less = _("This plan gives {value}: the rest was given for the goals after the first.",
             value=gained(facts.file, value, 3))  # fmt: skip
    ahead = facts.file.get("look_ahead")
    looks = _("The plan looks ahead: each proposal is charged what the person, the place and the money are expected to "
              "bring in the weeks to come. The figures here are less that.")  # fmt: skip
    return [
        *([] if ahead is None else [looks]),
        _(
            "Proved, within the model's assumptions: no plan of this week can give more than {bound}. The best found "
            "is at most {gap} away from that.",
            bound=gained(facts.file, float(facts.file["bound"]), 3), gap=percent(float(facts.file["gap"])),
        ),
        *([less] if best - value > LEAST_TOLD else []),
        *_together(facts),
    ]  # fmt: skip


def _together(facts: PlanFacts) -> list[str]:
    """What proposals and lists reach together, and what no plan and lists exceed; not where few people are on lists."""
    figures, lists = facts.opened.list_figures, facts.opened.lists
    follow = int(((lists["list_position"] != "1") & (lists["interviewed"] == "no")).sum())
    if figures is None or figures["joint_bound"] is None or is_small(follow):
        return []
    value, bound = (gained(facts.file, float(figures[name]), 3) for name in ("joint_value", "joint_bound"))
    return [_(TOGETHER, value=value, bound=bound)]


def _models(facts: PlanFacts) -> tuple[str, ...]:
    """Each model in use: what it is and who has reviewed it."""
    assumptions, told = facts.instance.scenario.assumptions, []
    for kind, files in assumptions.stored.items():
        card = getattr(assumptions, kind).card
        title = in_language({"sv": card.title_sv or "", "en": card.title}) or card.title
        reviewed = in_language({"sv": card.reviewed_by_sv or "", "en": card.reviewed_by}) or card.reviewed_by
        told.append(
            _("{title} ({reference}; reviewed by: {reviewed})", title=title, reference=files.reference,
              reviewed=reviewed)
        )  # fmt: skip
    return tuple(told)


def limits_section(facts: PlanFacts) -> Section:
    """What the report cannot say."""
    told = [
        _("The plan knows what the tables say and nothing else. Caseworkers know more, and decide."),
        _(
            "What a place does for a person is estimated for people alike, not for the person. Somebody with a place "
            "may stay without work, and somebody without may find one."
        ),
        _(
            "Usual practice is planned here by the same rules and from the same data, in a simpler order. What would "
            "have been done in fact may differ."
        ),
    ]
    share = facts.totals["judgement_share"]
    if share and facts.unit in {"people", "weeks"}:
        told.append(
            _("{share} of the gain is judgement. It is somebody's best guess until outcomes have been followed up.",
              share=percent(share, 0))
        )  # fmt: skip
    told += _not_in_it(facts)
    told.append(
        _(
            "There is no row about a person here and no id of one. Figures of fewer than five people are left out or "
            "added together, and so are others from which they could be worked out within a table. Somebody who knows "
            "much already may still learn something: whether the page may be published is for the municipality to "
            "judge."
        )
    )
    return Section("limits", _("What this page cannot say"), points=tuple(told))


def _not_in_it(facts: PlanFacts) -> list[str]:
    """Who is not in the figures: people with protected identity, and those whose rows hold faults."""
    told = []
    protected, aside = facts.totals["protected"], facts.file["set_aside"]["people"]
    if protected:
        told.append(
            ngettext(
                "{number} person with protected identity is placed by hand and is in no figure.",
                "{number} people with protected identity are placed by hand and are in no figure.",
                protected,
            )
        )  # fmt: skip
    elif protected is None:
        told.append(_("People with protected identity are placed by hand and are in no figure."))
    if aside:
        told.append(_("Some rows held faults and were set aside: nothing is planned for those people."))
    return told
