"""Legal forms in plain words: who, where, how long, at what cost, since when, by what source, and how sure."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from planner.errors import UsageFault
from planner.inputs.cells import did_you_mean
from planner.reports.duty import duty_law_lines
from planner.reports.layout import columns
from planner.reports.models import reviewed_by, sources_as_quoted
from planner.schema.models import Figure, LegalForm, LowerFees, Rule, RulePack, Who
from planner.schema.models.card import Sure
from planner.texts import N_, NN_, _, decimal, in_language, languages, listed, ngettext, percent, speaking

WIDTH, LABEL = 110, 18
EXAMPLE_GROSS = 24_000
NO_BREAK = "\N{NO-BREAK SPACE}"
_DECIDES = {
    "municipality": N_("the municipality"),
    "employment_service": N_("the public employment service"),
    "employer": N_("the employer"),
    "education_provider": N_("the education provider"),
}
_PURPOSE = {
    "main": N_("main placement: competes on what it gives"),
    "companion": N_("beside a main placement"),
    "activity": N_("activity: does not compete on what it gives"),
    "sheltered": N_("sheltered work: does not compete on what it gives"),
}
_SECTOR = {
    "department": N_("departments of the municipality"),
    "municipal_company": N_("municipal companies"),
    "private": N_("companies"),
    "association": N_("associations"),
    "education": N_("schools and providers"),
}
_STATUS = {
    "JoB": N_("the job and development guarantee (JoB)"),
    "JUG": N_("the job guarantee for youth (JUG)"),
    "etablering": N_("the establishment programme"),
    "none": N_("no programme"),
}
_SURE: dict[Sure, str] = {
    "read": N_("read"),
    "known": N_("known, not read"),
    "unverified": N_("NOT VERIFIED"),
}
# The subject and the text of each figure: one text, or the forms for one and for many where something is counted.
_AMOUNTS: dict[str, tuple[str, str | tuple[str, str]]] = {
    "redundancy_months": (
        N_("Redundancy"),
        NN_(
            "no redundancies at the unit within {number} month",
            "no redundancies at the unit within {number} months",
        ),
    ),
    "usual_weeks": (N_("Usual length"), NN_("{number} week", "{number} weeks")),
    "longest_weeks": (N_("Longest"), NN_("{number} week", "{number} weeks")),
    "decision_weeks": (
        N_("One decision"),
        NN_("at most {number} week, then a new one", "at most {number} weeks, then a new one"),
    ),
    "full_time_hours": (
        N_("Full time"),
        NN_(
            "{number} hour a week; less only on grounds of the person's own",
            "{number} hours a week; less only on grounds of the person's own",
        ),
    ),
    "least_hours": (N_("Least hours"), NN_("{number} hour a week", "{number} hours a week")),
    "most_hours": (N_("Most hours"), NN_("{number} hour a week", "{number} hours a week")),
    "lead_weeks": (
        N_("Lead time"),
        NN_("apply at least {number} week before the start", "apply at least {number} weeks before the start"),
    ),
    "employer_fees": (N_("Fees"), N_("{number} of the gross wage")),
    "subsidy_cap_gross": (N_("Cap"), N_("subsidy on wages up to {number} SEK a month")),
    "subsidy_share": (N_("Subsidy"), N_("{number} of the wage cost")),
    "fixed_gross": (N_("Wage"), N_("the employer pays {number} SEK a month")),
    "gross_hour": (N_("Wage"), N_("{number} SEK an hour")),
    "supervision_support": (N_("Supervision"), N_("{number} SEK a month for supervision, not in the cost")),
    "oldest": (
        N_("Highest age"),
        NN_("at most {number} year old, by whatever way", "at most {number} years old, by whatever way"),
    ),
    "fee_multiple": (N_("subsidy"), N_("{number} × the employer fees")),
}
# What a way into a rule asks for by a number, in the order in which it is said.
_CONDITIONS = {
    "months_unemployed_min": NN_("without work at least {number} month", "without work at least {number} months"),
    "months_unemployed_over": NN_("without work more than {number} month", "without work more than {number} months"),
    "programme_days_min": NN_("at least {number} day in the programme", "at least {number} days in the programme"),
    "permit_months_max": NN_(
        "a residence permit within the last {number} month", "a residence permit within the last {number} months"
    ),
    "months_since_establishment_max": NN_(
        "in the establishment programme within the last {number} month",
        "in the establishment programme within the last {number} months",
    ),
}
_AT_MOST_WEEKS = NN_("at most {number} week", "at most {number} weeks")
_SHARES = {"employer_fees", "subsidy_share"}


@dataclass(frozen=True)
class Statement:
    """A line of a legal form: its subject, the text, its source (blank: that of the rule), and how sure it is.

    `topic` is the full name of the subject if `about` only continues the line before.
    """

    about: str
    says: str
    source: str = ""
    sure: Sure = "read"
    topic: str = ""

    @property
    def named(self) -> str:
        """The subject as it reads without the line before."""
        return self.topic or self.about


def as_objects(pack: RulePack, day: date, name: str | None) -> list[dict[str, object]]:
    """One object for each legal form, for programs: its figures as data, and its text in each language."""
    found, lower = [], pack.common.lower_fees_on(day)
    for key in sorted(pack.forms) if name is None else [_known(pack, name)]:
        form = pack.forms[key]
        rule = form.on(day)
        text = {}
        for spoken in languages():
            with speaking(spoken):
                text[spoken] = _lines(key, rule, lower)
        found.append(
            {
                "rule": key,
                "on": day.isoformat(),
                "in_force": rule.holds_on(day),
                "unverified": [line.named for line in text["en"] if line.sure == "unverified"],
                "text": {spoken: [vars(line) for line in lines] for spoken, lines in text.items()},
                "amendments": [
                    change.model_dump(mode="json", exclude={"set", "unset"}) for change, _rule in form.amended
                ],
                **rule.model_dump(mode="json"),
                "lower_fees": [fees.model_dump(mode="json") for fees in lower if rule.cost.employer_fees],
            }
        )
    return found


def overview(pack: RulePack, day: date) -> str:
    """All legal forms, one line each."""
    rows, lower = [(_("Rule"), "", _("Holds"), _("Decides"), _("Unverified"))], pack.common.lower_fees_on(day)
    for key, form in sorted(pack.forms.items(), key=lambda item: (not item[1].on(day).holds_on(day), item[0])):
        rule = form.on(day)
        unsure = dict.fromkeys(line.named for line in _lines(key, rule, lower) if line.sure == "unverified")
        rows.append((key, _name(rule), rule.dates_in_words(), _(_DECIDES[rule.decided_by]), ", ".join(unsure) or "–"))
    title = _(
        "{pack}, as the rules stand on {day}. Reviewed by: {reviewed_by}.",
        pack=pack.stored.reference,
        day=day,
        reviewed_by=reviewed_by(pack.card),
    )
    return "\n".join([title, "", *columns(rows, right=()), "", *textwrap.wrap(" ".join(duty_law_lines()), WIDTH)])


def one_form(pack: RulePack, day: date, name: str) -> str:
    """One legal form in full."""
    key = _known(pack, name)
    form = pack.forms[key]
    rule = form.on(day)
    title = f"{_name(rule)} ({key})"
    if rule.holds_on(day):
        state = _("As the rule stands on {day}.", day=day)
    else:
        state = _("As the rule stands on {day}: DOES NOT HOLD ON THAT DAY.", day=day)
    parts = [title, "=" * len(title), state, ""]
    for line in _lines(key, rule, pack.common.lower_fees_on(day)):
        parts += _wrapped(line)
    source = _("Source: {source} ({sure}).", source=rule.source, sure=_(_SURE[rule.sure]))
    return "\n".join([*parts, "", *_amendments(form, day), source, *sources_as_quoted(WIDTH)])


def _name(rule: Rule) -> str:
    return in_language({"sv": rule.name_sv, "en": rule.name_en})


def _number(value: float) -> str:
    return decimal(value, 0 if float(value).is_integer() else 1)


def _known(pack: RulePack, name: str) -> str:
    if name in pack.forms:
        return name
    msg = _('There is no rule "{rule}" in {pack}.', rule=name, pack=pack.stored.reference)
    raise UsageFault(f"{msg} {did_you_mean(name, sorted(pack.forms))}".strip())


def _wrapped(line: Statement) -> list[str]:
    """A line of a legal form at the width of the page; how sure it is stays in one piece, so that it can be found."""
    note = "" if line.sure == "read" else f" [{_(_SURE[line.sure]).replace(' ', NO_BREAK)}]"
    source = f" ({line.source})" if line.source else ""
    about = f"{line.about + ':':<{LABEL}}"
    lines = textwrap.wrap(f"{line.says}{note}{source}", WIDTH, initial_indent=about, subsequent_indent=" " * LABEL)
    return [one.replace(NO_BREAK, " ") for one in lines]


def _amendments(form: LegalForm, day: date) -> list[str]:
    """The amendments with their dates, future ones included."""
    lines = []
    for change, _rule in form.amended:
        since = f"{change.since} " + _("(ahead)") if change.since > day else f"{change.since}"
        text = f"{in_language({'sv': change.text_sv, 'en': change.text_en})} ({change.source})"
        lines += textwrap.wrap(text, WIDTH, initial_indent=f"{since}: ", subsequent_indent=" " * 12)
    return [_("Amendments:"), *lines, ""] if lines else []


def _lines(key: str, rule: Rule, lower: tuple[LowerFees, ...]) -> list[Statement]:
    """All lines of a rule; `lower` are the lower employer fees by age that hold on the day."""
    parts = (_frame(rule), _who(key, rule), _place(rule), _time(rule), _cost(rule), _lower_fees(rule, lower))
    notes = in_language({"sv": rule.notes_sv, "en": rule.notes_en})
    return [*(line for part in parts for line in part), *(Statement(_("Note"), note) for note in notes)]


def _frame(rule: Rule) -> Iterable[Statement]:
    yield Statement(_("Holds"), rule.dates_in_words(), rule.source if rule.sure != "read" else "", rule.sure)
    decides = _(_DECIDES[rule.decided_by])
    if rule.application_only:
        decides = _("{authority}; the proposal is only to apply", authority=decides)
    yield Statement(_("Decides"), decides)
    kind = _("employment") if rule.employment else _("no employment")
    yield Statement(_("Purpose"), f"{_(_PURPOSE[rule.purpose])}; {kind}")
    if rule.chain:
        yield Statement(_("Chain"), " -> ".join(rule.chain))


def _who(key: str, rule: Rule) -> Iterable[Statement]:
    who = _("Who")
    if not rule.who:
        yield Statement(who, _("everybody"))
    for number, way in enumerate(rule.who):
        yield Statement(who if number == 0 else _("or"), _way(key, way), way.source, way.sure, who)
        if way.fee_multiple is not None:
            line = _amount("fee_multiple", way.fee_multiple)
            yield replace(line, about=f"  {line.about}", topic=_("Size of the subsidy"))
    if rule.oldest is not None:
        yield _amount("oldest", rule.oldest)


def _way(key: str, way: Who) -> str:
    """One way into a rule, in words."""
    said = [
        _("the authority has found it open (approved_rules: {rule})", rule=key) if way.approved else "",
        _ages(way),
        _statuses(way),
        _registered(way.registered_days_min),
        *(_counted(text, getattr(way, name)) for name, text in _CONDITIONS.items()),
        "" if way.education_min is None else _("education SUN {level} or more", level=way.education_min),
        "" if way.swedish_below is None else _("Swedish below {level}", level=way.swedish_below),
        "" if way.longest_weeks is None else _counted(_AT_MOST_WEEKS, way.longest_weeks.value),
        _("as long as without work") if way.as_long_as_unemployed else "",
        _("where no other way is open") if way.otherwise else "",
    ]
    return ", ".join(condition for condition in said if condition) or _("everybody")


def _ages(way: Who) -> str:
    """Ages as `20–24`, or `0–19` where only the end is asked for."""
    if way.age_max is not None:
        return _("{first}–{last} years old", first=way.age_min or 0, last=way.age_max)
    return "" if way.age_min is None else _("at least {age} years old", age=way.age_min)


def _statuses(way: Who) -> str:
    programmes = listed([_(_STATUS[status]) for status in way.statuses], "or")
    return _("in {programmes}", programmes=programmes) if programmes else ""


def _registered(days: int | None) -> str:
    if days is None:
        return ""
    if days <= 1:
        return _("registered at the employment service")
    return ngettext(
        "registered at the employment service at least {number} day",
        "registered at the employment service at least {number} days",
        days,
    )


def _place(rule: Rule) -> Iterable[Statement]:
    where = ", ".join(_(_SECTOR[name]) for name in rule.sectors) or _("all employers")
    if rule.doubtful_sectors:
        doubtful = listed([_(_SECTOR[name]) for name in rule.doubtful_sectors])
        where = _("{employers}; ask first about {doubtful}", employers=where, doubtful=doubtful)
    yield Statement(_("At"), where, "", rule.sure)
    needs = [
        (rule.needs_supervisor, _("a named supervisor")),
        (rule.needs_union and not rule.union_before_start, _("the union consulted")),
        (rule.needs_union and rule.union_before_start, _("the union consulted before the start")),
        (rule.needs_collective_agreement, _("a collective agreement or its like")),
        (rule.refuses_tax_debts, _("no tax or fee debts")),
        (rule.refuses_trading_ban, _("no trading ban")),
        (rule.refuses_bankrupt, _("no bankruptcy")),
    ]
    said = [text for holds, text in needs if holds]
    if said:
        yield Statement(_("Needs"), ", ".join(said), "", rule.sure)
    if rule.redundancy_months is not None:
        yield _amount("redundancy_months", rule.redundancy_months)


def _time(rule: Rule) -> Iterable[Statement]:
    for name in (
        "usual_weeks", "longest_weeks", "decision_weeks", "full_time_hours", "least_hours", "most_hours", "lead_weeks",
    ):  # fmt: skip
        figure: Figure | None = getattr(rule, name)
        if figure is not None:
            yield _amount(name, figure)


def _cost(rule: Rule) -> Iterable[Statement]:
    cost = rule.cost
    if cost.form == "none":
        yield Statement(_("Cost"), _("no wage to pay"))
    elif cost.form == "stated":
        yield Statement(_("Cost"), _("follows the person's capacity or the track's parts: state it in programmes.csv"))
    for name, figure in cost.figures.items():
        yield _amount(name, figure)
    if rule.supervision_support is not None:
        yield _amount("supervision_support", rule.supervision_support)
    yield from _example(rule)


def _example(rule: Rule) -> Iterable[Statement]:
    """An example, for forms with a wage: the cost of a full-time month at a certain wage."""
    cost = rule.cost
    if cost.employer_fees is None or cost.form in {"fixed", "hourly"}:
        return
    fees = cost.employer_fees.value
    wage = EXAMPLE_GROSS * (1 + fees)
    cap = EXAMPLE_GROSS if cost.subsidy_cap_gross is None else min(EXAMPLE_GROSS, cost.subsidy_cap_gross.value)
    if cost.form == "share" and cost.subsidy_share is not None:
        nets = [wage - cost.subsidy_share.value * cap * (1 + fees)]
    else:
        nets = [wage - (multiple or 0.0) * fees * cap for multiple in rule.multiples]
    said = _(
        "full time at {gross} SEK: wage cost {cost} SEK, after the subsidy {net} SEK a month",
        gross=_number(EXAMPLE_GROSS),
        cost=_number(round(wage)),
        net=listed([_number(round(net)) for net in nets], "or"),
    )
    yield Statement(_("Example"), said)


def _lower_fees(rule: Rule, lower: tuple[LowerFees, ...]) -> Iterable[Statement]:
    if rule.cost.employer_fees is None:
        return
    for lowered in lower:
        said = _(
            "{fees} of the gross wage for those aged {first}–{last}, on at most {most} SEK a month",
            fees=percent(lowered.fees.value),
            first=lowered.age_min,
            last=lowered.age_max,
            most=_number(lowered.pay_up_to.value),
        )
        yield _stated(_("Lower fees"), said, lowered.fees)


def _amount(name: str, figure: Figure) -> Statement:
    """The line of a figure of a rule, by its name there."""
    about, text = _AMOUNTS[name]
    if isinstance(text, tuple):
        return _stated(_(about), _counted(text, figure.value), figure)
    number = percent(figure.value) if name in _SHARES else _number(figure.value)
    return _stated(_(about), _(text, number=number), figure)


def _counted(text: tuple[str, str], value: float | None) -> str:
    """The form of a text for a number of something; nothing where there is no number."""
    if value is None:
        return ""
    counted = int(value) if float(value).is_integer() else 2  # a fraction is said as many are
    return ngettext(*text, counted, number=_number(value))


def _stated(about: str, says: str, figure: Figure) -> Statement:
    return Statement(about, says, f"{figure.source}, {figure.year}", figure.sure)
