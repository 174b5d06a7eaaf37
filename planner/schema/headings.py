"""What else Swedish offices call the columns: never read as the column, but named in the message on an unknown heading.

The headings that are read as the column stand in the catalogues (see words.py).
"""

from __future__ import annotations

import re
import unicodedata

from planner.schema.cures import one_form
from planner.schema.tables import Table
from planner.schema.words import OF_TABLES

# Columns for notes: a planner's own, which no plan reads.
NOTES = frozenset(("kommentar", "anteckning", "notering", "note"))

# By heading (without case, dots and spaces) the columns that it may mean; the first of them in the table is meant.
_CALLED: dict[str, tuple[str, ...]] = {
    heading: tuple(columns.split())
    for columns, headings in {
        "jobseeker_id": "ärendenr ärendenummer ärende deltagare deltagarid deltagarnr deltagarnummer person "
        "arbetssökande sökande sökandeid klient klientid participant participant_id case case_id client client_id",
        "home_zone zone": "ort bostadsort hemort stadsdel zon område hemzon bostadsområde arbetsort",
        "from_zone": "från frånzon frånort",
        "to_zone": "till tillzon tillort",
        "available_from from_week start_week": "tillgänglig tillgängligfrån kanbörja startar startdatum "
        "från frånvecka frånochmed",
        "to_week": "till tillvecka slut slutvecka slutdatum tillochmed",
        "caseworker_id by": "handläggare handläggarid coach arbetsmarknadskonsulent samordnare",
        "age": "ålder",
        "education_level min_education": "utbildning utbildningsnivå kravutbildning education",
        "swedish_level min_swedish": "svenska svenskanivå språk språknivå kravsvenska kravpåsvenska swedish",
        "driving_licence": "körkort körkortsbehörighet",
        "skills": "kompetens kompetenser färdigheter kunskaper erfarenhet",
        "wished_ssyk ssyk": "yrke önskatyrke önskadeyrken yrkesönskemål yrkeskod ssykkod",
        "hours_per_week": "omfattning timmar timmarperveckan veckotimmar arbetstid sysselsättningsgrad hours",
        "limits excluded_limits": "hinder begränsning begränsningar funktionsbegränsningar",
        "max_travel_minutes minutes": "maxrestid restid längstarestid minuter pendlingstid",
        "travel_mode mode": "färdsätt färdmedel resesätt transport",
        "months_unemployed": "arbetslöstid månaderarbetslös arbetslösmånader arbetslössedan tidutanarbete",
        "waiting_weeks": "väntetid köveckor veckorikö väntat iköasedan ikösedan kötid",
        "registered_status state status": "inskrivenaf inskriven program insats status",
        "registered_days": "inskrivnadagar dagarinskriven inskrivensedan",
        "support_need": "stödbehov handledningsbehov",
        "protected_identity": "skyddadidentitet skyddadeuppgifter sekretessmarkering skyddadepersonuppgifter",
        "leaves_children": "barnförskola lämnarbarn barn",
        "priority_class rank": "prioritet prioritetsklass prio rang",
        "busy": "upptagen upptagnatider",
        "slot_id": "plats platsid platsnr platsnummer",
        "employer_id": "arbetsgivare arbetsgivarid arbetsgivarnr enhet employer",
        "programme_ids programme_id": "form former anställningsform stödform programid",
        "places places_wanted": "antal antalplatser platser",
        "weeks": "veckor längd antalveckor",
        "shift": "pass arbetspass schema",
        "tasks": "arbetsuppgifter uppgifter arbetsuppgift",
        "workplace": "arbetsplats arbetsställe",
        "supervisor_id": "handledare handledarid",
        "register_extract": "registerutdrag utdrag belastningsregister",
        "gross_month_sek": "lön månadslön bruttolön",
        "union_consulted_on": "mbl samverkan fackligsamverkan facketfrågat",
        "name": "namn benämning arbetsgivarnamn",
        "sector": "typ sektor arbetsgivartyp",
        "max_people": "maxantal",
        "collective_agreement": "kollektivavtal avtal",
        "tax_debts": "skatteskulder skuld skulder",
        "rule": "regel regelverk",
        "purpose": "syfte ändamål",
        "funding_id": "budget finansiering budgetpost anslag finansieringid",
        "budget_sek": "belopp budgetkr",
        "committed_sek": "bundet intecknat upplåst",
        "pace_share": "takt andelperveckan",
        "share": "andel",
        "source": "källa",
        "capacity": "kapacitet",
        "starts_per_week": "starterperveckan",
        "lat": "latitud",
        "lon": "longitud",
        "value": "värde sannolikhet",
        "decision": "beslut",
        "on": "datum beslutsdatum",
        "motive": "motivering motiv skäl",
        "answer_by": "svarsdatum svarasenast",
        "end": "avslut slutorsak",
        "sex": "kön",
        "unit": "enhet",
        "task": "uppgift syssla arbetsuppgift",
    }.items()
    for heading in headings.split()
}
_MORE: dict[str, tuple[str, ...]] = {
    # A heading that means different columns in different tables.
    "enhet": ("unit", "employer_id", "workplace"),
    "start": ("start_week", "from_week", "available_from"),
    "startvecka": ("start_week", "from_week", "available_from"),
    "från": ("from_zone", "from_week", "available_from"),
    "till": ("to_zone", "to_week"),
    "arbetsuppgift": ("task", "tasks"),
    "arbetsuppgifter": ("tasks", "task"),
}
_CALLED |= _MORE


def meant(table: Table, heading: str) -> str | None:
    """The column of the table that a heading most likely means, where its name is not the column's own."""
    own = OF_TABLES[table.name].by_heading.get(one_form(heading))
    if own is not None:
        return own
    plain = re.sub(r"[\W_]+", "", unicodedata.normalize("NFC", heading).casefold())
    for column in (*_CALLED.get(plain, ()), *_CALLED.get(heading.strip().casefold(), ())):
        if column in table.columns:
            return column
    return next((column for column in table.columns if column.replace("_", "") == plain), None)


def is_called(table: Table, heading: str, column: str) -> bool:
    """Whether the heading is what some language calls the column."""
    return OF_TABLES[table.name].by_heading.get(one_form(heading)) == column


def headings(table: Table) -> frozenset[str]:
    """Names by which a row of headings is recognised: the table's columns, and what languages and offices call them."""
    called = {heading for heading, columns in _CALLED.items() if set(columns) & set(table.columns)}
    return frozenset({*table.columns, *OF_TABLES[table.name].by_heading, *called})
