"""The report of a comparison: each what-if beside the base."""

from __future__ import annotations

from pathlib import Path

from planner.explanation import GOALS
from planner.folders import COMPARISON_FILE
from planner.pages.page import Page, Section
from planner.pictures import (
    ComparisonFacts,
    comparison_facts,
    comparison_pictures,
    gain_unit,
    left_out_note,
    overview_picture,
)
from planner.studies import FAR_WEEKS
from planner.texts import _, decimal, listed, percent


def comparison_page(folder: Path, _models: Path | None) -> Page:
    """The page of a folder that planner compare wrote, with one what-if or several; UsageFault where one is odd."""
    homes = [folder] if (folder / COMPARISON_FILE).is_file() else _homes(folder)
    compared = [comparison_facts(home) for home in homes]
    base = compared[0].names[0]
    overview = overview_picture(compared)
    sections = [] if overview is None else [Section("what-ifs", _("The what-ifs side by side"), pictures=(overview,))]
    sections += [_section(facts, number) for number, facts in enumerate(compared, 1)]
    return Page(
        title=_("{base}: report on what-ifs", base=base),
        subtitle=_("Plan week {week}", week=compared[0].summary["base"]["week"]),
        lead=(
            _(
                "This page shows what would change if the week were another one: each what-if is planned with the same "
                "seeds and limits as the base, and set beside it. Nothing here is decided. Figures about the future "
                "are estimates, not promises."
            ),
            left_out_note(),
        ),
        sections=(*sections, _limits(compared)),
    )


def _homes(folder: Path) -> list[Path]:
    """The folders of several what-ifs, in the order in which they were named."""
    own = [path for path in folder.iterdir() if (path / COMPARISON_FILE).is_file()]
    return sorted(own, key=lambda path: (_number(path.name), path.name))


def _number(name: str) -> int:
    head = name.split("_", 1)[0]
    return int(head) if head.isdecimal() else 0


def _section(facts: ComparisonFacts, number: int) -> Section:
    pictures = tuple(comparison_pictures(facts, number).values())
    few = [_("So few people are placed in one of the plans that no sum is told.")]
    texts = [*_unfinished(facts), *_of_data(facts), *(_sums(facts) if facts.is_told else few)]
    return Section(f"what-if-{number}", facts.names[1], texts=tuple(texts), pictures=pictures)


def _of_data(facts: ComparisonFacts) -> list[str]:
    """What must be known of the data before any sum is read."""
    texts = []
    if not facts.same_unit:
        texts.append(_("The two plans count their gain in different units, so the gains cannot be compared."))
    if facts.summary["base"]["week"] != facts.summary["what_if"]["week"]:
        texts.append(_("The two plans are of different weeks."))
    if any(facts.summary.get("people_apart", ())):
        texts.append(_("The two plans are not about the same people."))
    if facts.summary.get("far_off"):
        texts.append(
            _(
                "The places that change start more than {weeks} weeks after the plan week. Those who wait then are "
                "mostly others than those who wait now, so the figures say little of them.",
                weeks=FAR_WEEKS,
            )
        )
    return texts


def _sums(facts: ComparisonFacts) -> list[str]:
    """What both plans sum to, as sentences."""
    base, what_if = (facts.summary[side] for side in ("base", "what_if"))
    told = [
        _("Placed: {what_if} with the what-if, {base} without it.", what_if=decimal(what_if["placed"], 0),
          base=decimal(base["placed"], 0)),
        _("Cost: {what_if} thousand SEK with the what-if, {base} without it.",
          what_if=decimal(what_if["cost_sek"] / 1000, 0), base=decimal(base["cost_sek"] / 1000, 0)),
    ]  # fmt: skip
    if facts.same_unit:
        told.append(
            _("Gain ({unit}): {what_if} with the what-if, {base} without it.", unit=gain_unit(facts.side("base")),
              what_if=decimal(what_if["uplift"], 2), base=decimal(base["uplift"], 2))
        )  # fmt: skip
    usual = facts.total("over_usual")
    if usual is not None and facts.same_unit:
        told.append(
            _("More than the best that usual practice would do in the same week: {what_if} with the what-if, {base} "
              "without it.", what_if=decimal(usual[1], 2, plus=True), base=decimal(usual[0], 2, plus=True))
        )  # fmt: skip
    told += [*_places(facts), *_futures(facts), *_money(facts), *_joint(facts)]
    shares = [side["judgement_share"] for side in (what_if, base)]
    if None not in shares and facts.side("base")["unit"] in {"people", "weeks"}:
        told.append(
            _("Of the gain {what_if} is judgement with the what-if, {base} without it: nobody has measured it.",
              what_if=percent(shares[0], 0), base=percent(shares[1], 0))
        )  # fmt: skip
    return told


def _places(facts: ComparisonFacts) -> list[str]:
    """Places left empty, and the floors of groups."""
    told = []
    empty = facts.total("unfilled")
    if empty is not None:
        told.append(
            _("Places left empty: {what_if} with the what-if, {base} without it.", what_if=decimal(empty[1], 0),
              base=decimal(empty[0], 0))
        )  # fmt: skip
    floors = [
        _("{group} at least {what_if} ({base})", group=facts.group_name(name), what_if=decimal(what_if, 0),
          base=decimal(base, 0))
        for name, (base, what_if) in facts.floors().items()
    ]  # fmt: skip
    if floors:
        told.append(_("So many of each group should get a place, without the what-if in brackets: {floors}.",
                      floors=listed(floors)))  # fmt: skip
    return told


def _futures(facts: ComparisonFacts) -> list[str]:
    """How many of new places may come about, and how far the difference reaches in random futures."""
    told = []
    take_up, futures = facts.summary.get("take_up"), facts.summary.get("futures")
    if take_up is not None:
        share, more = take_up["share"], take_up["difference"]["begun"]
        told.append(
            _("Not all new places come about. If {share} of them do ({low} to {high}, which is judged), and some "
              "decline or never begin, {more} more people begin than without the what-if ({least} to {most}).",
              share=percent(share["value"], 0), low=percent(share["low"], 0), high=percent(share["high"], 0),
              more=decimal(more["value"], 0), least=decimal(more["low"], 0), most=decimal(more["high"], 0))
        )  # fmt: skip
    if futures is not None:
        begun = futures["difference"]["begun"]
        told.append(
            _("In {level} of {draws} random futures between {low} and {high} more people begin with the what-if.",
              level=percent(futures["level"], 0), draws=decimal(futures["draws"], 0), low=decimal(begun["low"], 0),
              high=decimal(begun["high"], 0))
        )  # fmt: skip
    return told


def _money(facts: ComparisonFacts) -> list[str]:
    """What the work is expected to save of income support, or why that is not said."""
    saved, net, each = (facts.total(name) for name in ("benefit_saved_sek", "net_cost_sek", "sek_per_exit"))
    if saved is None or net is None:
        return [_("What the work saves of income support cannot be counted here.")]
    told = [
        _("Income support saved within two years, mostly judged: {what_if} thousand SEK with the what-if, {base} "
          "without it. Cost less that: {net} and {net_base}.", what_if=decimal(saved[1] / 1000, 0),
          base=decimal(saved[0] / 1000, 0), net=decimal(net[1] / 1000, 0), net_base=decimal(net[0] / 1000, 0))
    ]  # fmt: skip
    if each is not None:
        told.append(
            _("For each one more who is expected to be in work or study that is {what_if} thousand SEK with the "
              "what-if, {base} without it. The plans do not weigh this.", what_if=decimal(each[1] / 1000, 0),
              base=decimal(each[0] / 1000, 0))
        )  # fmt: skip
    return told


def _joint(facts: ComparisonFacts) -> list[str]:
    """Why nothing is called joint, where a change could not be planned alone."""
    joint = facts.summary.get("joint") or {}
    left = [one["name"] for one in joint.get("changes", ()) if one["why_not"]]
    if not left:
        return []
    return [_("These changes cannot be made alone, so what they do together is not told apart: {changes}.",
              changes=listed(left))]  # fmt: skip


def _unfinished(facts: ComparisonFacts) -> list[str]:
    told = []
    for side in ("base", "what_if"):
        own = facts.summary[side]
        if own.get("unfinished_goals"):
            goals = listed([_(GOALS[name]) for name in own["unfinished_goals"]])
            told.append(_("{scenario}: not finished: {goals}.", scenario=own["scenario"], goals=goals))
    if told:
        told.append(_("Who gains, loses or moves may change with more search time."))
    return told


def _limits(compared: list[ComparisonFacts]) -> Section:
    told = [
        _("Both plans rest on the same assumptions. Where those are wrong, both are, and the difference may be too."),
        _("The figures are as planner compare wrote them. The scenarios are not in the folder, so nothing is counted "
          "again here."),
        _(
            "There is no row about a person here and no id of one. Figures of fewer than five people are left out. "
            "Whether the page may be published is for the municipality to judge."
        ),
        _("Income support saved leaves out taxes, other support, supervision and everything after two years, and it "
          "supposes that everybody says yes. How many live on such support is judged: nobody's is read."),
    ]  # fmt: skip
    if any(facts.summary["base"]["overrides"] or facts.summary["what_if"]["overrides"] for facts in compared):
        told.append(
            _("Some proposals are there because an official decided so against a limit of the municipality's own.")
        )
    return Section("limits", _("What this page cannot say"), points=tuple(told))
