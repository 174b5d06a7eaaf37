"""Legal forms in plain words: who, where, how long, at what cost, since when, by what source, and how sure."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from planner.errors import UsageFault
from planner.explanation import Language
from planner.inputs.cells import did_you_mean
from planner.reports.layout import columns, decimal
from planner.schema.models import Figure, LegalForm, LowerFees, Rule, RulePack, Who
from planner.schema.models.card import Sure

WIDTH, LABEL = 110, 17
EXAMPLE_GROSS = 24_000
_DECIDES = {
    "municipality": ("kommunen", "the municipality"),
    "employment_service": ("Arbetsförmedlingen", "the public employment service"),
    "employer": ("arbetsgivaren", "the employer"),
    "education_provider": ("utbildningsanordnaren", "the education provider"),
}
_PURPOSE = {
    "main": ("huvudplacering: konkurrerar om bästa effekt", "main placement: competes on what it gives"),
    "companion": ("vid sidan av en huvudplacering", "beside a main placement"),
    "activity": ("aktivitet: konkurrerar inte om effekt", "activity: does not compete on what it gives"),
    "sheltered": ("skyddat arbete: konkurrerar inte om effekt", "sheltered work: does not compete on what it gives"),
}
_SECTOR = {
    "department": ("kommunens förvaltningar", "departments of the municipality"),
    "municipal_company": ("kommunala bolag", "municipal companies"),
    "private": ("företag", "companies"),
    "association": ("föreningar", "associations"),
    "education": ("skolor och utbildare", "schools and providers"),
}
_SURE: dict[Sure, tuple[str, str]] = {
    "read": ("läst", "read"),
    "known": ("känt, inte läst", "known, not read"),
    "unverified": ("INTE BEKRÄFTAT", "NOT VERIFIED"),
}


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
    """One object for each legal form, for programs: its figures as data, and its text in both languages."""
    found, lower = [], pack.common.lower_fees_on(day)
    for key in sorted(pack.forms) if name is None else [_known(pack, name)]:
        form = pack.forms[key]
        rule = form.on(day)
        found.append(
            {
                "rule": key,
                "on": day.isoformat(),
                "in_force": rule.holds_on(day),
                "unverified": [line.named for line in _lines(key, rule, "en", lower) if line.sure == "unverified"],
                "text": {
                    language: [vars(line) for line in _lines(key, rule, language, lower)] for language in ("sv", "en")
                },
                "amendments": [change.model_dump(mode="json", exclude={"set", "unset"}) for change, _ in form.amended],
                **rule.model_dump(mode="json"),
                "lower_fees": [fees.model_dump(mode="json") for fees in lower if rule.cost.employer_fees],
            }
        )
    return found


def overview(pack: RulePack, day: date, language: Language) -> str:
    """All legal forms, one line each."""
    say = _Sayer(language)
    head = (
        say("Regel", "Rule"),
        "",
        say("Gäller", "Holds"),
        say("Beslutar", "Decides"),
        say("Obekräftat", "Unverified"),
    )
    rows, lower = [head], pack.common.lower_fees_on(day)
    for key, form in sorted(pack.forms.items(), key=lambda item: (not item[1].on(day).holds_on(day), item[0])):
        rule = form.on(day)
        held = rule.dates_in_words(language)
        unsure = ", ".join(
            dict.fromkeys(line.named for line in _lines(key, rule, language, lower) if line.sure == "unverified")
        )
        rows.append((key, say(rule.name_sv, rule.name_en), held, say(*_DECIDES[rule.decided_by]), unsure or "–"))
    title = say(
        f"{pack.stored.reference}, så som reglerna står {day}. Ingen jurist har granskat dem, om inte planner models "
        "säger annat. Källor anges som de står i filerna, på engelska.",
        f"{pack.stored.reference}, as the rules stand on {day}. Reviewed by: {pack.card.reviewed_by}.",
    )
    return "\n".join([title, "", *columns(rows, right=())])


def one_form(pack: RulePack, day: date, name: str, language: Language) -> str:
    """One legal form in full."""
    key = _known(pack, name)
    form, say = pack.forms[key], _Sayer(language)
    rule = form.on(day)
    title = f"{say(rule.name_sv, rule.name_en)} ({key})"
    state = say(f"Så som regeln står {day}", f"As the rule stands on {day}")
    if not rule.holds_on(day):
        state += say(": GÄLLER INTE DEN DAGEN", ": DOES NOT HOLD ON THAT DAY")
    parts = [title, "=" * len(title), f"{state}.", ""]
    for line in _lines(key, rule, language, pack.common.lower_fees_on(day)):
        parts += _wrapped(line, say)
    parts += ["", *_amendments(form, day, say)]
    parts.append(
        say(f"Källa: {rule.source} ({say(*_SURE[rule.sure])}).", f"Source: {rule.source} ({_SURE[rule.sure][1]}).")
    )
    return "\n".join(parts)


class _Sayer:
    """Chooses between the texts in two languages."""

    def __init__(self, language: Language) -> None:
        self.at = 0 if language == "sv" else 1

    def __call__(self, swedish: str, english: str) -> str:
        return (swedish, english)[self.at]

    def number(self, value: float) -> str:
        digits = 0 if float(value).is_integer() else 1
        return decimal(value, digits, swedish=self.at == 0)


def _known(pack: RulePack, name: str) -> str:
    if name in pack.forms:
        return name
    raise UsageFault(
        f'There is no rule "{name}" in {pack.stored.reference}. {did_you_mean(name, sorted(pack.forms))}'.strip()
    )


def _wrapped(line: Statement, say: _Sayer) -> list[str]:
    note = "" if line.sure == "read" else f" [{say(*_SURE[line.sure])}]"
    source = f" ({line.source})" if line.source else ""
    text = f"{line.says}{note}{source}"
    return textwrap.wrap(text, WIDTH, initial_indent=f"{line.about + ':':<{LABEL}}", subsequent_indent=" " * LABEL)


def _amendments(form: LegalForm, day: date, say: _Sayer) -> list[str]:
    """The amendments with their dates, future ones included."""
    lines = []
    for change, _ in form.amended:
        ahead = say(" (kommande)", " (ahead)") if change.since > day else ""
        text = f"{say(change.text_sv, change.text_en)} ({change.source})"
        lines += textwrap.wrap(text, WIDTH, initial_indent=f"{change.since}{ahead}: ", subsequent_indent=" " * 12)
    return [say("Ändringar:", "Amendments:"), *lines, ""] if lines else []


def _lines(key: str, rule: Rule, language: Language, lower: tuple[LowerFees, ...]) -> list[Statement]:
    """All lines of a rule; `lower` are the lower employer fees by age that hold on the day."""
    say = _Sayer(language)
    parts = [line for part in (_frame, _who, _place, _time, _cost) for line in part(key, rule, say)]
    return [*parts, *_lower_fees(rule, lower, say), *_notes(rule, say)]


def _frame(_key: str, rule: Rule, say: _Sayer) -> Iterable[Statement]:
    held = rule.dates_in_words("sv" if say.at == 0 else "en")
    yield Statement(say("Gäller", "Holds"), held, rule.source if rule.sure != "read" else "", rule.sure)
    decides = say(*_DECIDES[rule.decided_by])
    if rule.application_only:
        decides += say("; förslaget gäller bara att söka", "; the proposal is only to apply")
    yield Statement(say("Beslutar", "Decides"), decides)
    kind = say("anställning", "employment") if rule.employment else say("ingen anställning", "no employment")
    yield Statement(say("Syfte", "Purpose"), f"{say(*_PURPOSE[rule.purpose])}; {kind}")
    if rule.chain:
        yield Statement(say("Kedja", "Chain"), " → ".join(rule.chain))


def _who(key: str, rule: Rule, say: _Sayer) -> Iterable[Statement]:
    if not rule.who:
        yield Statement(say("Vem", "Who"), say("alla", "everybody"))
    for number, way in enumerate(rule.who):
        who = say("Vem", "Who")
        yield Statement(who if number == 0 else say("eller", "or"), _way(key, way, say), way.source, way.sure, who)
        if way.fee_multiple is not None:
            line = _figure(say("  stöd", "  subsidy"), way.fee_multiple, say,
                           say("{} × arbetsgivaravgifterna", "{} × the employer fees"))  # fmt: skip
            yield replace(line, topic=say("Stödets storlek", "Size of the subsidy"))
    if rule.oldest is not None:
        text = say("högst {} år, vilken väg det än gäller", "at most {} years old, by whatever way")
        yield _figure(say("Högsta ålder", "Highest age"), rule.oldest, say, text)


def _way(key: str, way: Who, say: _Sayer) -> str:
    """One way into a rule, in words."""
    months = None if way.months_unemployed_min is None else say.number(way.months_unemployed_min)
    over = None if way.months_unemployed_over is None else say.number(way.months_unemployed_over)
    weeks = None if way.longest_weeks is None else say.number(way.longest_weeks.value)
    statuses = say(" eller ", " or ").join(way.statuses) or None
    approved = key if way.approved else None
    days = way.registered_days_min
    registered = None if days is None else say(f" minst {days} dagar", f" at least {days} days") if days > 1 else ""
    conditions = (
        (approved, "myndigheten har prövat att den är öppen (approved_rules: {})",
         "the authority has found it open (approved_rules: {})"),
        (_ages(way) if way.age_max is not None else None, "{} år", "{} years old"),
        (way.age_min if way.age_max is None else None, "minst {} år", "at least {} years old"),
        (statuses, "inskriven i {}", "in {}"),
        (registered, "inskriven hos Arbetsförmedlingen{}", "registered at the employment service{}"),
        (months, "utan arbete minst {} månader", "without work at least {} months"),
        (over, "utan arbete mer än {} månader", "without work more than {} months"),
        (way.programme_days_min, "minst {} dagar i programmet", "at least {} days in the programme"),
        (say.number(way.permit_months_max) if way.permit_months_max is not None else None,
         "uppehållstillstånd de senaste {} månaderna", "a residence permit within the last {} months"),
        (say.number(way.months_since_establishment_max) if way.months_since_establishment_max is not None else None,
         "i etableringsprogrammet de senaste {} månaderna", "in the establishment programme within the last {} months"),
        (way.education_min, "utbildning minst nivå {} (SUN)", "education SUN {} or more"),
        (way.swedish_below, "svenska under {}", "Swedish below {}"),
        (weeks, "högst {} veckor", "at most {} weeks"),
        (way.as_long_as_unemployed or None, "så länge som personen varit utan arbete", "as long as without work"),
        (way.otherwise or None, "om ingen annan väg är öppen", "where no other way is open"),
    )  # fmt: skip
    said = [say(sv, en).format(value) for value, sv, en in conditions if value is not None]
    return ", ".join(said) or say("alla", "everybody")


def _ages(way: Who) -> str:
    """Ages as `20–24`, or `0–19` where only the end is asked for."""
    return f"{way.age_min or 0}–{way.age_max}"


def _place(_key: str, rule: Rule, say: _Sayer) -> Iterable[Statement]:
    where = ", ".join(say(*_SECTOR[name]) for name in rule.sectors) or say("alla arbetsgivare", "all employers")
    if rule.doubtful_sectors:
        doubtful = ", ".join(say(*_SECTOR[name]) for name in rule.doubtful_sectors)
        where += say(f"; fråga först om {doubtful}", f"; ask first about {doubtful}")
    yield Statement(say("Hos", "At"), where, "", rule.sure)
    needs = [
        (rule.needs_supervisor, "en namngiven handledare", "a named supervisor"),
        (rule.needs_union and not rule.union_before_start, "facket tillfrågat", "the union consulted"),
        (rule.needs_union and rule.union_before_start, "facket tillfrågat före start",
         "the union consulted before the start"),
        (
            rule.needs_collective_agreement,
            "kollektivavtal eller likvärdiga villkor",
            "a collective agreement or its like",
        ),
        (rule.refuses_tax_debts, "inga skatte- eller avgiftsskulder", "no tax or fee debts"),
        (rule.refuses_trading_ban, "inget näringsförbud", "no trading ban"),
        (rule.refuses_bankrupt, "ingen konkurs", "no bankruptcy"),
    ]  # fmt: skip
    said = [say(sv, en) for holds, sv, en in needs if holds]
    if said:
        yield Statement(say("Kräver", "Needs"), ", ".join(said), "", rule.sure)
    if rule.redundancy_months is not None:
        text = say("inga uppsägningar på enheten på {} månader", "no redundancies at the unit within {} months")
        yield _figure(say("Uppsägningar", "Redundancy"), rule.redundancy_months, say, text)


def _time(_key: str, rule: Rule, say: _Sayer) -> Iterable[Statement]:
    yield _figure(say("Vanlig längd", "Usual length"), rule.usual_weeks, say, say("{} veckor", "{} weeks"))
    rest = (
        (rule.longest_weeks, ("Längst", "Longest"), ("{} veckor", "{} weeks")),
        (rule.decision_weeks, ("Ett beslut", "One decision"),
         ("högst {} veckor, sedan ett nytt", "at most {} weeks, then a new one")),
        (rule.full_time_hours, ("Heltid", "Full time"),
         ("{} timmar i veckan; deltid bara på egna skäl", "{} hours a week; less only on grounds of the person's own")),
        (rule.least_hours, ("Minst tid", "Least hours"), ("{} timmar i veckan", "{} hours a week")),
        (rule.most_hours, ("Mest tid", "Most hours"), ("{} timmar i veckan", "{} hours a week")),
        (rule.lead_weeks, ("Framförhållning", "Lead time"), ("sök minst {} veckor före start",
                                                             "apply at least {} weeks before the start")),
    )  # fmt: skip
    for figure, about, text in rest:
        if figure is not None:
            yield _figure(say(*about), figure, say, say(*text))


def _cost(_key: str, rule: Rule, say: _Sayer) -> Iterable[Statement]:
    cost, about = rule.cost, say("Kostnad", "Cost")
    if cost.form == "none":
        yield Statement(about, say("ingen lön att betala", "no wage to pay"))
    elif cost.form == "stated":
        yield Statement(
            about,
            say(
                "följer personens arbetsförmåga eller spårets delar: ange den i programmes.csv",
                "follows the person's capacity or the track's parts: state it in programmes.csv",
            ),
        )
    names = {
        "employer_fees": ("Avgifter", "Fees", "{} av bruttolönen", "{} of the gross wage"),
        "subsidy_cap_gross": (
            "Tak",
            "Cap",
            "stöd på lön upp till {} kr i månaden",
            "subsidy on wages up to {} SEK a month",
        ),
        "subsidy_share": ("Stöd", "Subsidy", "{} av lönekostnaden", "{} of the wage cost"),
        "fixed_gross": ("Lön", "Wage", "arbetsgivaren betalar {} kr i månaden", "the employer pays {} SEK a month"),
        "gross_hour": ("Lön", "Wage", "{} kr i timmen", "{} SEK an hour"),
    }
    for name, figure in cost.figures.items():
        sv_about, en_about, sv, en = names[name]
        share = name in {"employer_fees", "subsidy_share"}
        yield _figure(say(sv_about, en_about), figure, say, say(sv, en), is_share=share)
    if rule.supervision_support is not None:
        text = say(
            "{} kr i månaden för handledning, räknas inte in i kostnaden",
            "{} SEK a month for supervision, not in the cost",
        )
        yield _figure(say("Handledning", "Supervision"), rule.supervision_support, say, text)
    yield from _example(rule, say)


def _example(rule: Rule, say: _Sayer) -> Iterable[Statement]:
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
    shown = say(" eller ", " or ").join(say.number(round(net)) for net in nets)
    gross, cost_all = say.number(EXAMPLE_GROSS), say.number(round(wage))
    yield Statement(
        say("Exempel", "Example"),
        say(f"heltid på {gross} kr: lönekostnad {cost_all} kr, efter stöd {shown} kr i månaden",
            f"full time at {gross} SEK: wage cost {cost_all} SEK, after the subsidy {shown} SEK a month"),
    )  # fmt: skip


def _lower_fees(rule: Rule, lower: tuple[LowerFees, ...], say: _Sayer) -> Iterable[Statement]:
    if rule.cost.employer_fees is None:
        return
    for fees in lower:
        ages, most = f"{fees.age_min}–{fees.age_max}", say.number(fees.pay_up_to.value)
        text = say(
            f"{{}} av bruttolönen för den som är {ages} år, på högst {most} kr i månaden",
            f"{{}} of the gross wage for those aged {ages}, on at most {most} SEK a month",
        )
        yield _figure(say("Lägre avgifter", "Lower fees"), fees.fees, say, text, is_share=True)


def _notes(rule: Rule, say: _Sayer) -> Iterable[Statement]:
    for note in rule.notes_sv if say.at == 0 else rule.notes_en:
        yield Statement(say("Obs", "Note"), note)


def _figure(about: str, figure: Figure, say: _Sayer, text: str, *, is_share: bool = False) -> Statement:
    value = f"{say.number(figure.value * 100)} %" if is_share else say.number(figure.value)
    if is_share and not float(figure.value * 100).is_integer():
        value = f"{decimal(figure.value * 100, 2, swedish=say.at == 0)} %"
    return Statement(about, text.format(value), f"{figure.source}, {figure.year}", figure.sure)
