"""Take the pictures of README.md anew, of the plan that `./dev demo` wrote: `./dev screenshots`."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
WIDTH, HEIGHT = 1000, 1180
# The second page of the workbook is the first caseworker's of the meeting's list; below its rows it is blank.
PAGE, DOTS_PER_INCH, ROWS_HIGH = 2, 100, 270


def tool(name: str) -> str:
    """A program that must be there."""
    found = shutil.which(name)
    if found is None:
        sys.exit(f"{name} is missing: the pictures are taken with chromium, soffice and pdftoppm.")
    return found


def report(plan: Path, folder: Path) -> None:
    """The top of the report's page."""
    page_file = folder / "report.html"
    planner = str(Path(sys.executable).with_name("planner"))
    subprocess.run([planner, "report", str(plan), "--out", str(page_file)], check=True)  # noqa: S603 - our own program
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=tool("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        page.goto(page_file.as_uri())
        page.screenshot(path=PICTURES / "report.png")
        browser.close()


def workbook(plan: Path, folder: Path) -> None:
    """The meeting's list as it is printed for a caseworker."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    made = ["--headless", profile, "--convert-to", "pdf", "--outdir", str(folder), str(plan / "plan.xlsx")]
    subprocess.run([tool("soffice"), *made], check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - as above
    size = ["-f", str(PAGE), "-l", str(PAGE), "-r", str(DOTS_PER_INCH), "-H", str(ROWS_HIGH), "-png", "-singlefile"]
    picture = PICTURES / "workbook"
    subprocess.run([tool("pdftoppm"), *size, str(folder / "plan.pdf"), str(picture)], check=True)  # noqa: S603 - as above


def main() -> None:
    """Take both pictures of the plan that `./dev demo` wrote."""
    plan = ROOT / "out" / "landskrona"
    if not (plan / "plan.xlsx").is_file():
        sys.exit("There is no plan of the demo's week: run ./dev demo first.")
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        report(plan, Path(folder))
        workbook(plan, Path(folder))


if __name__ == "__main__":
    main()
