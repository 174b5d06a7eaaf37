"""The next week from Python: what became of a plan makes the scenario of the week that follows."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any, Literal, final

import pandas as pd

from planner.api.arguments import DIALECTS, PathLike, in_language, one_of, path_of, suggesting
from planner.api.frames import CODE, NUMBER, TEXT, WHOLE
from planner.api.shown import Line, Unpickled
from planner.errors import UsageFault
from planner.folders import Target, write_files
from planner.planning import csv_text
from planner.schema.dialect import TableForm
from planner.schema.weeks import week_label, week_number
from planner.schema.words import NAMES
from planner.texts import _, decimal, speaking, translations
from planner.weeks import Asked, SettledWeek, settle
from planner.weeks import advance as made_of


@final
class NextWeek(Unpickled):
    """The scenario of the week after a plan, with every change that made it. It is made by `planner.advance`.

    Every table is a new DataFrame at each access; docs/answers.md says what its files hold.
    """

    _unpickled = ("scenario", "as it may hold people with protected identity; write it instead")

    def __init__(self, settled: SettledWeek, files: Mapping[str, bytes]) -> None:
        super().__init__()
        self._settled, self._files = settled, dict(files)

    @property
    def week(self) -> str:
        """The new plan week, an ISO week such as "2026-W49"."""
        return week_label(self._settled.scenario.week)

    @property
    def changes(self) -> pd.DataFrame:
        """A row for each change: table, row (its key), column, before, after, why; protected people are not named."""
        return self._settled.changes.astype({"table": CODE, "row": TEXT, "column": TEXT, "before": TEXT, "after": TEXT})

    @property
    def act_on(self) -> pd.DataFrame:
        """What somebody should act on: kind, jobseeker_id, slot_id, caseworker_id, weeks, what; most urgent first."""
        dtypes = {"kind": CODE, "weeks": WHOLE, **dict.fromkeys(("jobseeker_id", "slot_id", "caseworker_id"), TEXT)}
        return self._settled.act_on.astype(dtypes)

    @property
    def bookings(self) -> pd.DataFrame:
        """Each amount booked on a budget line or given back (below 0), in SEK, with whom and which weeks it is for."""
        return self._settled.bookings.astype({"funding_id": CODE, "sek": NUMBER})

    @property
    def money(self) -> pd.DataFrame:
        """A row for each budget line, in SEK: budget, before, booked, given_back, by_news, after."""
        return pd.DataFrame([asdict(line) for line in self._settled.money])

    @property
    def waits(self) -> pd.DataFrame:
        """A row for each group, `all` first: its people without a placement, how many weeks they wait, and no_place.

        `no_place` counts those whom every slot refuses.
        """
        return pd.DataFrame([asdict(one) for one in self._settled.waits])

    @property
    def summary(self) -> dict[str, Any]:
        """All of advance.json, a new dict each time."""
        return self._settled.summary

    @suggesting
    def write(self, out: PathLike) -> Path:
        """Write the scenario and its lists into a folder, which must be new or empty; whole or not at all.

        Raises UsageFault where the folder may not or cannot be written.
        """
        path, asked = path_of(out, "write"), self._settled.next.asked
        with speaking(self._language):
            target = Target(path, None)
            read = [place for place in (asked.plan, asked.scenario, asked.news) if place is not None and place.is_dir()]
            target.refuse_plans(read)
            with target.replaced() as folder:
                write_files(folder, self._files)
        return path

    @property
    def _title(self) -> str:
        name, week = self._settled.scenario.name, self.week
        before = week_label(self._settled.next.before.week)
        return _("{scenario} ({week}), made of {before}", scenario=name, week=week, before=before)

    @property
    def _lines(self) -> list[Line]:
        settled = self._settled
        counts = settled.summary["placements"]
        return [
            (_("answers"), str(settled.next.answers)),
            (_("changes"), decimal(len(settled.changes), 0)),
            *((_("placements, {state}", state=state), str(number)) for state, number in counts.items()),
            (_("to act on"), str(len(settled.act_on))),
        ]


@suggesting
def advance(  # noqa: PLR0913 - as many as the command has options
    plan: PathLike,
    *,
    to: str,
    answers: PathLike | pd.DataFrame | None = None,
    scenario: PathLike | None = None,
    news: PathLike | None = None,
    by: str | None = None,
    on: date | str | None = None,
    models: PathLike | None = None,
    language: str | None = None,
    dialect: Literal["plain", "swedish"] | None = None,
    headings: str | None = None,
) -> NextWeek:
    """Make next week's scenario of a plan folder and the answers to it, as `planner advance` does; nothing is written.

    `to` is the next plan week ("2026-W49"). `answers` are a file, or a DataFrame with the columns jobseeker_id, slot_id
    and decision (docs/answers.md); without it, what the meeting filled into the plan's own assignments.csv. `scenario`
    is the folder that the plan was made from: it alone has people with protected identity and the audit table. `news`
    is a folder of new and changed rows. `by` (a role or code) and `on` stand for blanks in answers.

    Raises UsageFault for a folder, file or week that cannot be used, InputFaults with every fault of the plan, the
    answers and the news in `.faults`, VerificationFailed where somebody or some money would be lost, TypeError for an
    unknown keyword.
    """
    home = path_of(plan, "advance")
    with in_language(language, home), tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        asked = Asked(
            home, _week(to), _answers(answers, folder), _path(scenario, "scenario"), _path(news, "news"),
            _path(models, "models"), by, date.fromisoformat(on) if isinstance(on, str) else on,
        )  # fmt: skip
        made = made_of(asked)
        form = TableForm(dialect or made.form.dialect, headings or made.form.headings)
        one_of("dialect", form.dialect, DIALECTS)
        one_of("headings", form.headings, (NAMES, *translations()))
        after = folder / "after"
        after.mkdir()
        settled = settle(made, after, form)
        files = {path.relative_to(after).as_posix(): path.read_bytes() for path in after.rglob("*") if path.is_file()}
        return NextWeek(settled, files)


def _path(given: PathLike | None, what: str) -> Path | None:
    return None if given is None else path_of(given, what)


def _answers(given: PathLike | pd.DataFrame | None, folder: Path) -> Path | None:
    """The file of answers; a DataFrame is written into a folder first."""
    if not isinstance(given, pd.DataFrame):
        return _path(given, "answers")
    path = folder / "answers.csv"
    plain = given.astype(object).map(lambda cell: f"{cell:%Y-%m-%d}" if isinstance(cell, date) else cell)
    path.write_text(csv_text(plain, "plain"), encoding="utf-8")
    return path


def _week(text: str) -> int:
    try:
        return week_number(text)
    except ValueError as fault:
        msg = _('to = "{week}" {fault}.', week=text, fault=fault)
        raise UsageFault(msg) from None
