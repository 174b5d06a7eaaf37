"""The public record of a plan as a page that anybody can read, and as files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from planner.explanation import GATES, GOALS, USUAL, gate_text
from planner.folders import RECORD_FILE, RECORD_PAGE, json_bytes
from planner.reports.lottery import draw_lines, tried_lines
from planner.reports.names import QUARTERS
from planner.schema.plan import LotteryPart
from planner.studies import LEAST
from planner.texts import KEYS, N_, _, decimal, in_language, language, listed, percent

_NOTHING = "–"
_STATUSES = {"optimal": N_("optimal"), "feasible": N_("feasible"), "skipped": N_("skipped: no time was left"),
             "unspent": N_("nothing to hand back")}  # fmt: skip
_KINDS = {
    "acceptance": N_("whether an offer is accepted"),
    "futures": N_("what may become of proposals"),
    "occupations": N_("which occupations are near each other"),
    "outcome": N_("what a place is worth"),
    "policy": N_("the order of the goals"),
    "rules": N_("the law"),
    "travel": N_("trips"),
}
_UNITS = {"people": N_("people in work or study"), "weeks": N_("weeks of regular work"), "points": N_("points"),
          "table": N_("units of the municipality's own table")}  # fmt: skip


def record_files(record: Mapping[str, Any]) -> dict[str, bytes]:
    """The record as files: the object, and the page in the language that is spoken."""
    files = sorted([RECORD_FILE, RECORD_PAGE])
    return {RECORD_FILE: json_bytes({**record, "files": files}), RECORD_PAGE: record_page(record).encode()}


def record_page(record: Mapping[str, Any]) -> str:
    """The record as a Markdown page."""
    parts = (_head, _results, _groups, _goals, _lottery, _overrides, _models, _policy, _repeat, _hashes)
    return "\n\n".join("\n".join(part(record)) for part in parts) + "\n"


def _head(record: Mapping[str, Any]) -> Iterator[str]:
    yield "# " + _("Public record: {scenario}, {week}", scenario=_plain(record["scenario"]), week=record["week"])
    yield ""
    yield _(
        "The planner proposes and a named official decides. This page says how the week's proposals were made and what "
        "they add up to. It holds no row about a person, and no id."
    )
    yield _("A dash stands for a figure of fewer than {least} people, or one that would give such a figure away.",
            least=LEAST)  # fmt: skip


def _results(record: Mapping[str, Any]) -> Iterator[str]:
    totals = record["totals"]
    yield "## " + _("What the proposals add up to")
    yield ""
    rows: list[Sequence[str]] = [
        (_("Figure"), _("Value")),
        (_("people"), _whole(totals["jobseekers"])),
        (_("people with a proposed place"), _whole(totals["placed"])),
        (_("gain in {unit}", unit=_(_UNITS[record["unit"]])), _number(totals["uplift"])),
        (_("share of it that is judgement"), _share(totals["judgement_share"])),
        (_("cost in SEK"), _whole(totals["cost_sek"])),
        (_("ordinary vacancies"), _whole(totals["vacancies_placed"])),
        (_("people with protected identity, placed by hand"), _whole(totals["protected"])),
    ]
    rows += [(_("proposals under {form}", form=name), _whole(count)) for name, count in record["by_form"].items()]
    for one in record["usual"]:
        said = _("{placed} placed, gain {uplift}", placed=_whole(one["placed"]), uplift=_number(one["uplift"]))
        rows.append((_("usual practice: {name}", name=_(USUAL[one["name"]])), said))
    yield from _table(rows)


def _groups(record: Mapping[str, Any]) -> Iterator[str]:
    yield "## " + _("Groups")
    yield ""
    rows: list[Sequence[str]] = [(_("Group"), _("people"), _("placed"), _("gain"))]
    rows += [
        (_group(one), _whole(one["people"]), _whole(one["placed"]), _number(one["uplift"])) for one in record["groups"]
    ]
    yield from _table(rows)


def _group(one: Mapping[str, Any]) -> str:
    """A group's name in the language that is spoken where the policy or the scenario has one, else its key."""
    if one["group"] in QUARTERS:
        return _(QUARTERS[one["group"]])
    return in_language({"sv": one["name_sv"] or "", "en": one["name_en"] or ""}) or str(one["group"])


def _goals(record: Mapping[str, Any]) -> Iterator[str]:
    yield "## " + _("How near the best the plan is")
    yield ""
    certificate = record["certificate"]
    first = record["goals"][0]
    if record["bound"] is None:
        yield _("Very few people have a proposed place, so what they gain and its bound are left out.")
    else:
        yield from _bound(record, first, certificate)
    yield ""
    rows: list[Sequence[str]] = [(_("Goal, in order"), _("reached"), _("at most"), _("may cost"), _("status"))]
    rows += [
        (_(GOALS[one["name"]]), _number(one["final"]), _number(one["bound"]), _share(one["may_cost"]),
         _(_STATUSES[one["status"]]))
        for one in record["goals"]
    ]  # fmt: skip
    yield from _table(rows)
    if record["constraints_off"]:
        yield ""
        yield _("Limits that were switched off: {names}.", names=", ".join(record["constraints_off"]))


def _bound(record: Mapping[str, Any], first: Mapping[str, Any], certificate: Mapping[str, Any]) -> Iterator[str]:
    yield _(
        "No plan can gain more than {bound} within the model's assumptions; this one found {best}. Anybody who has the "
        "inputs can recompute {certified} from certificate.json.",
        bound=_number(record["bound"]), best=_number(first["best"]), certified=_number(certificate["certified_bound"]),
    )  # fmt: skip
    if first["final"] is not None and first["final"] < first["best"]:
        yield _("Some of it was given for later goals: the proposals gain {final}.", final=_number(first["final"]))


def _lottery(record: Mapping[str, Any]) -> Iterator[str]:
    yield "## " + _("The lot")
    yield ""
    part = LotteryPart.model_validate(record["lottery"])
    yield from (_plain(line) for line in (*draw_lines(part), *tried_lines(part)))
    yield _("Seed of the search: {search}. Fingerprint of the inputs as frozen: {digest}.",
            search=record["seed"], digest=part.inputs)  # fmt: skip
    if any(one["status"] in {"feasible", "skipped"} for one in record["goals"]):
        yield _("Not every goal was proved best, so the seed of the search may have decided about places as well.")


def _overrides(record: Mapping[str, Any]) -> Iterator[str]:
    yield "## " + _("Decided over a gate")
    yield ""
    if not record["overrides"]:
        yield _("No proposal was carried over a gate.")
        return
    rows: list[Sequence[str]] = [(_("Gate"), _("decided by"), _("times"))]
    for one in record["overrides"]:
        gate = gate_text(one["gate"]) if one["gate"].removesuffix("_unknown") in GATES else one["gate"]
        rows.append((gate, one["by"] or _NOTHING, _whole(one["count"])))
    yield from _table(rows)


def _models(record: Mapping[str, Any]) -> Iterator[str]:
    yield "## " + _("Models, rules and policy")
    yield ""
    yield from _as_quoted()
    rows: list[Sequence[str]] = [(_("Decides"), _("Version"), _("What it is"), _("Known bias"), _("Reviewed by"))]
    for one in record["models"]:
        title = in_language({"sv": one.get("title_sv") or one["title"], "en": one["title"]})
        reviewed = in_language({"sv": one.get("reviewed_by_sv") or one["reviewed_by"], "en": one["reviewed_by"]})
        rows.append((_(_KINDS[one["kind"]]), one["reference"], title, one["known_bias"], reviewed))
    yield from _table(rows)


def _as_quoted() -> Iterator[str]:
    """That the texts of models stand in their own language, where that is not known to be the one spoken."""
    if language() != KEYS:
        yield _(
            "Known bias and reasons are quoted as the models have them; those of the shipped models are in English."
        )
        yield ""


def _policy(record: Mapping[str, Any]) -> Iterator[str]:
    yield "## " + _("Choices of policy, with their reasons")
    yield ""
    yield from _as_quoted()
    policy = next(one for one in record["models"] if one["kind"] == "policy")
    rows: list[Sequence[str]] = [(_("Setting"), _("in force"), _("reason of the policy"))]
    for name, choice in policy["choices"].items():
        changed = name in record["changed_settings"]
        reason = _("the scenario has another value than the policy") if changed else choice["reason"]
        rows.append((name, _said(record["settings"].get(name, choice["value"])), reason))
    yield from _table(rows)


def _repeat(record: Mapping[str, Any]) -> Iterator[str]:
    again = record["repeat"]
    yield "## " + _("Make it again")
    yield ""
    yield _("Whoever may read the plan's folder (PLAN) makes and checks it again with:")
    yield ""
    yield from ("```", again["plan"], again["verify"], "```")
    yield ""
    yield (
        _("The same files then give the same bytes, on any computer with these versions.")
        if again["exact"]
        else _("The search ran on a clock or in several threads, so another plan of about the same worth may come out.")
    )
    yield _("Versions: {versions}.", versions=", ".join(f"{name} {one}" for name, one in record["versions"].items()))


def _hashes(record: Mapping[str, Any]) -> Iterator[str]:
    yield "## " + _("Fingerprints (SHA-256)")
    yield ""
    yield _("They show that a folder which somebody is shown later is the one that this record is about.")
    yield ""
    rows: list[Sequence[str]] = [(_("File"), "SHA-256"), *record["hashes"].items()]
    rows += [(f"inputs/{name}", digest) for name, digest in record["inputs"].items()]
    yield from _table(rows)
    of_people = record["inputs_about_people"]
    yield ""
    yield _(
        "The tables about people have one fingerprint together, since that of a short table could be guessed at: the "
        "SHA-256 of lines of fingerprint, two spaces and name, one for each of {files}.",
        files=listed(of_people["files"]),
    )
    yield ""
    yield f"`{of_people['sha256']}`"


def _table(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Rows as a table of Markdown; the first is its head."""
    for number, row in enumerate(rows):
        yield "| " + " | ".join(_plain(cell) for cell in row) + " |"
        if number == 0:
            yield "|" + "---|" * len(row)


def _plain(text: str) -> str:
    """A text that breaks no table and is no markup."""
    return " ".join(text.split()).replace("|", "/").replace("<", "&lt;").replace("`", "'")


def _whole(value: float | None) -> str:
    return _NOTHING if value is None else decimal(value, 0)


def _number(value: float | None) -> str:
    return _NOTHING if value is None else decimal(value, 3, trim=True)


def _share(value: float | None) -> str:
    return _NOTHING if value is None else percent(value, 1)


def _said(value: object) -> str:
    """A setting in words where it is yes, no, or names goals."""
    if isinstance(value, Mapping):
        return ", ".join(f"{_said(name)} {_said(part)}" for name, part in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(map(_said, value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int | float):
        return decimal(value, 3, trim=True)
    return _(GOALS[value]) if isinstance(value, str) and value in GOALS else str(value)
