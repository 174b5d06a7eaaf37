"""A scenario on the timetables of Porto Alegre: tiny's people and places, moved there, by hours that the feed has."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("PLANNER_DATA", ROOT.parent / "shared" / "data")) / "transit"
BUS, TRAIN, STREETS = DATA / "poa_eptc.zip", DATA / "poa_trensurb.zip", DATA / "poa_osm.pbf"
WEEK = "2019-W20"
PLACES = {
    "landskrona": (-30.0277, -51.2287),  # the market hall in the middle
    "haljarp": (-30.0339, -51.2090),
    "svalov": (-30.0560, -51.1780),
}
HOURS = {"am": ("13:00", "14:30"), "pm": ("13:00", "16:15"), "ev": ("14:00", "16:15")}


def travel_model(home: Path, hours: dict[str, tuple[str, str]]) -> None:
    """Lay a version of straight_line with hours of its own beside a scenario."""
    folder = home / "models" / "travel" / "straight_line" / "9"
    shutil.copytree(ROOT / "models" / "travel" / "straight_line" / "2", folder)
    card = (folder / "card.toml").read_text(encoding="utf-8")
    (folder / "card.toml").write_text(card.replace('version = "2"', 'version = "9"'), encoding="utf-8")
    clock = (folder / "clock.toml").read_text(encoding="utf-8").split("[trip]")[1]
    about = 'source = "made up", year = 2026, kind = "judgement", sure = "unverified"'
    made = [
        f'[half_days.{half}]\nstart = {{ value = "{start}", {about} }}\nend = {{ value = "{end}", {about} }}\n'
        for half, (start, end) in hours.items()
    ]
    (folder / "clock.toml").write_text("\n".join([*made, f"[trip]{clock}"]), encoding="utf-8")


def scenario(
    home: Path,
    places: dict[str, tuple[float, float]] | None = None,
    hours: dict[str, tuple[str, str]] | None = None,
    *,
    weekend: bool = False,
) -> Path:
    """Tiny, with its zones moved; without its Saturday where `weekend` is not asked for."""
    folder = home / "week"
    shutil.copytree(ROOT / "scenarios" / "tiny", folder)
    travel_model(folder, hours or HOURS)
    settings = (folder / "scenario.toml").read_text(encoding="utf-8")
    (folder / "scenario.toml").write_text(settings.replace("straight_line/1", "straight_line/9"), encoding="utf-8")
    rows = [f"{zone},{lat},{lon}" for zone, (lat, lon) in (places or PLACES).items()]
    (folder / "zones.csv").write_text("\n".join(["zone,lat,lon", *rows, ""]), encoding="utf-8")
    if not weekend:
        slots = (folder / "slots.csv").read_text(encoding="utf-8-sig")
        (folder / "slots.csv").write_text(slots.replace("|sa-am", ""), encoding="utf-8")
    return folder
