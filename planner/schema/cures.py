"""What a bad cell most likely means: the text to write instead where that is certain, else None.

The planner never reads the cell as this text; the message suggests it, and a person writes it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date

from planner.errors import given
from planner.schema.working_time import FULL_TIME_HOURS
from planner.texts import _, with_decimal_mark

Guess = Callable[[str], str | None]


def one_form(text: str) -> str:
    """The form in which words are compared: one Unicode form, no case, single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def by_word(meanings: Mapping[str, str]) -> Guess:
    """A guess by what offices write for each of a few words: `{"bike": "cykel elcykel"}`; _ stands for a space."""
    known = {said.replace("_", " "): word for word, all_said in meanings.items() for said in all_said.split()}
    return lambda text: known.get(one_form(text).strip(" .!"))


YES_OR_NO = by_word(
    {"yes": "x ✓ ✔ ☒ ☑ jo japp jepp jajamän on på", "no": "- – — nix nä nope ej inte ingen inga off av ☐"}
)
_EDUCATION = by_word({
    "0": "ingen ingen_utbildning saknar_utbildning",
    "1": "folkskola ej_avslutad_grundskola ofullständig_grundskola",
    "2": "grundskola grundskolan grundskoleutbildning avslutad_grundskola compulsory_school",
    "3": "gymnasium gymnasiet gymnasial gymnasieutbildning gymnasieskola gymnasieexamen gymnasial_utbildning "
    "high_school upper_secondary upper_secondary_school",
    "5": "kandidatexamen kandidat masterexamen master magisterexamen magister civilingenjör bachelor bachelor's_degree",
    "6": "forskarutbildning doktorsexamen doktor licentiat licentiatexamen phd doctorate",
})  # fmt: skip
SWEDISH = by_word({
    "none": "ingen inga ingen_svenska nej no 0 -",
    "C2": "modersmål svenska_som_modersmål infödd native mother_tongue",
    **{level: " ".join(f"{level}{sign} nivå_{level} cefr_{level} {level[0]}_{level[1]}".lower() for sign in "+-")
       for level in ("A1", "A2", "B1", "B2", "C1")},
})  # fmt: skip
TRAVEL = by_word({
    "transit": "kollektivt kollektivtrafik kollektiv buss bus tåg pendeltåg tunnelbana spårvagn train public_transport "
    "public lokaltrafik",
    "car": "bil egen_bil biltrafik personbil",
    "bike": "cykel elcykel bicycle cyklar",
    "walk": "gång går till_fots promenad gående promenerar on_foot foot walking",
})  # fmt: skip
PART_OF_WEEK = by_word({
    "any": "alla alltid när_som_helst hela_veckan", "morning": "morgon morgnar tidig_morgon", "day": "dag dagtid",
    "evening": "kväll kvällar kvällstid", "weekend": "helg helger lördag söndag",
})  # fmt: skip
STATUS = by_word({
    "JoB": "jobb-_och_utvecklingsgarantin jobb_och_utvecklingsgarantin jobb-_och_utvecklingsgaranti job_(jobb-_och_"
    "utvecklingsgarantin)",
    "JUG": "jobbgarantin_för_ungdomar jobbgaranti_för_ungdomar ungdomsgarantin uga",
    "etablering": "etab etableringen etableringsprogrammet etableringsprogram etabl",
    "none": "ingen inget inga nej ej_inskriven inte_inskriven no -",
})  # fmt: skip
SECTOR = by_word({
    "department": "förvaltning kommun kommunal kommunen kommunal_förvaltning municipality",
    "municipal_company": "kommunalt_bolag kommunbolag bolag_(kommunalt)",
    "private": "privat privat_företag företag näringsliv company",
    "association": "förening ideell ideell_förening idéburen civilsamhälle civilsamhället",
    "education": "utbildning skola utbildningsanordnare folkhögskola school",
})  # fmt: skip
WORKPLACE_KIND = by_word({
    "ordinary": "ordinarie vanlig vanligt ordinarie_arbetsplats ordinarie_verksamhet regular",
    "constructed": "konstruerad konstruerat konstruerad_arbetsplats särskilt_anordnad skyddad skapad created sheltered",
})  # fmt: skip
SLOT_STATUS = by_word({
    "open": "öppen öppet ledig ledigt tillgänglig", "planned": "planerad planerat kommande",
    "closed": "stängd stängt tillsatt fylld fyllt shut avslutad",
})  # fmt: skip
DECISION = by_word({
    "pin": "låsning låst låsa fast fastlagd pinned", "forbid": "förbjud förbjuden förbjudet spärr spärrad forbidden",
    "contested": "invändning omtvistat omstridd omstritt",
    "interviewed": "intervju intervjuat träffat",
})  # fmt: skip
ANSWER = by_word(
    {
        "accepted": "accepterad accepterat ja yes antagen antaget tackar_ja",
        "declined": "tackar_nej nej no avböjd avböjt avböjer nekat",
        "hold": "vänta väntar avvaktar vilande bevaka on_hold",
        "offered": "erbjudande erbjudits erbjudet offer",
        "pin": "låst låsa fast fastlagd pinned",
        "forbid": "förbjud förbjuden spärrad spärra forbidden",
        "contested": "omtvistat omstridd omstritt",
        "started": "startad startat börjat började igång",
        "interrupted": "avbrutet avbrott avbröt avbrutit",
        "ended": "avslutat slutförd slutfört klar fullföljd fullföljt finished completed",
        "interviewed": "intervju intervjuat träffat",
        "chosen": "vald valt utvald anställs anställd fick_jobbet fick_platsen",
        "refused": "nekad nekad_av_arbetsgivaren inte_vald ej_vald valdes_inte avvisad bortvald ratad "
        "fick_nej fick_avslag avslag",
        "vetoed": "veto vetoat stoppad_av_arbetsgivaren",
        "at_risk": "risk riskzon i_risk_zonen risk_för_avbrott at_risk",
    }
)
PLACEMENT_STATE = by_word({
    "draft": "utkast förslag", "offered": "erbjuden erbjudet erbjudande erbjudits", "accepted":
    "accepterad accepterat tackat_ja antagen antaget ja yes", "started":
    "påbörjad påbörjat pågående pågår startad startat igång ongoing running",
})  # fmt: skip
HISTORY_END = by_word({
    "ended": "avslutad avslutat slutförd slutfört fullföljd fullföljt klar completed finished",
    "interrupted": "avbruten avbrutet avbrott avbröt aborted", "declined": "tackat_nej nekat avböjd avböjt nej",
    "refused": "nekad inte_vald ej_vald avvisad bortvald ratad fick_nej fick_avslag avslag", "vetoed": "veto",
})  # fmt: skip

_NUMERALS = dict(zip(
    ("noll", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv", "en"),
    (*range(13), 1), strict=True,
))  # fmt: skip
_WITH_UNIT = re.compile(
    r"(?:ca |max |min )?(\d{1,3}(?: ?\d{3})*|\d+)(?:[.,](\d{1,2}))? ?(?:st|stycken|platser|personer|pers|år|h|t|tim|"
    r"timmar|(?:h|tim|timmar|kr)/(?:v|vecka|mån)|v|veckor|min|minuter|mån|månader|dagar|dgr|kr|kronor|sek|:-)\.?"
)
_PERCENT = re.compile(r"(\d{1,3})(?:[.,](\d{1,4}))? ?(?:%|procent)")


def number(text: str) -> str | None:
    """A numeral, or a number with its unit behind it."""
    plain = one_form(text)
    if plain in _NUMERALS:
        return str(_NUMERALS[plain])
    number_and_unit = _WITH_UNIT.fullmatch(plain)
    if number_and_unit is None:
        return None
    decimals = (number_and_unit[2] or "").rstrip("0")
    return number_and_unit[1].replace(" ", "") + (f".{decimals}" if decimals else "")


def education(text: str) -> str | None:
    """A level of SUN 2020 by its name or numeral; none for `eftergymnasial`, which is 4 or 5."""
    return _EDUCATION(text) or whole_number(text)


def whole_number(text: str) -> str | None:
    """As `number`, where it is whole."""
    plain_number = number(text)
    return plain_number if plain_number is not None and "." not in plain_number else None


def percent(text: str) -> float | None:
    """The share that a percentage is; None where the text is none."""
    found = _PERCENT.fullmatch(one_form(text))
    return None if found is None else round(float(f"{found[1]}.{found[2] or 0}") / 100, 8)


def hours(text: str) -> str | None:
    """As `number`; a percentage is taken of a full week."""
    part = percent(text)
    if part is None:
        return number(text)
    found, percentage = f"{part * FULL_TIME_HOURS:g}", with_decimal_mark(f"{part * 100:g}")
    return _("{hours}: {percent} % of {full_time} hours", hours=found, percent=percentage, full_time=FULL_TIME_HOURS)


_YEAR_WEEK = re.compile(r"(20\d\d) ?[-/. ]?(?:w|v|vecka|week)?[.:]? ?(\d{1,2})")
_WEEK_YEAR = re.compile(r"(?:w|v|vecka|week)[.:]? ?(\d{1,2})[-/., ]{1,2}(20\d\d)")


def week(text: str) -> str | None:
    """A week in another order or with other signs, or the week of a day."""
    plain = one_form(text)
    if (found := _DAY.fullmatch(plain)) and (day := _day(found[1], found[2], found[3])):
        year, number_of_week, _day_of_week = day.isocalendar()
        return f"{year}-W{number_of_week:02d}"
    if found := _YEAR_WEEK.fullmatch(plain):
        year, in_year = int(found[1]), int(found[2])
    elif found := _WEEK_YEAR.fullmatch(plain):
        year, in_year = int(found[2]), int(found[1])
    else:
        return None
    return f"{year}-W{in_year:02d}" if 1 <= in_year <= date(year, 12, 28).isocalendar().week else None


_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_DAY_RUN = re.compile(r"((?:19|20)\d\d)[./ ]?(\d{2})[./ ]?(\d{2})")
_DAY_FIRST = re.compile(r"(\d{1,2})([./-])(\d{1,2})[./ -]((?:19|20)\d\d)")


def day(text: str) -> str | None:
    """A day with other signs, or with its day first where that cannot be the month."""
    plain = one_form(text)
    parsed = None
    if match := _DAY_RUN.fullmatch(plain):
        parsed = _day(match[1], match[2], match[3])
    elif (match := _DAY_FIRST.fullmatch(plain)) and (int(match[1]) > 12 or match[2] == "."):  # noqa: PLR2004 - months
        parsed = _day(match[4], match[3], match[1])
    return None if parsed is None else parsed.isoformat()


def _day(year: str, month: str, day_of_month: str) -> date | None:
    try:
        return date(int(year), int(month), int(day_of_month))
    except ValueError:
        return None


_IN_DAYS = {
    said: code
    for code, all_said in {
        "mo": "må mån mån måndag monday mon", "tu": "ti tis tisdag tuesday tue", "we": "on ons onsdag wednesday wed",
        "th": "to tor tors torsdag thursday thu", "fr": "fre fredag friday fri", "sa": "lö lör lördag saturday sat",
        "su": "sö sön söndag sunday sun",
    }.items() for said in (code, *all_said.split())
}  # fmt: skip
_IN_PARTS = {
    "am": "am", "fm": "am", "förmiddag": "am", "pm": "pm", "em": "pm", "eftermiddag": "pm", "ev": "ev", "kväll": "ev",
    "kv": "ev",
}  # fmt: skip


def half_days(text: str) -> str | None:
    """Half-days by their Swedish names, such as `mån fm, tis em`."""
    codes = []
    for part in re.split("[|,;]", one_form(text)):
        words = re.findall(r"[^\W\d_]+", part)
        if len(words) != 2 or words[0] not in _IN_DAYS or words[1] not in _IN_PARTS:  # noqa: PLR2004 - day and part
            return None
        codes.append(f"{_IN_DAYS[words[0]]}-{_IN_PARTS[words[1]]}")
    return "|".join(codes)


def ids(text: str) -> str | None:
    """Ids with commas or semicolons between them."""
    parts = [part.strip() for part in re.split("[|,;]", text)]
    are_ids = len(parts) > 1 and all(re.fullmatch(r"[A-Za-z0-9_.-]+", part) for part in parts)
    return given("|".join(parts)) if are_ids else None
