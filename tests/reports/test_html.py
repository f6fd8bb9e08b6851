"""The HTML page: self-contained, harmless, and usable in a real browser."""

from __future__ import annotations

import itertools
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]
STYLE = Path(__file__).resolve().parent.parent.parent / "src" / "blma_review" / "reports" / "page.css"
DRIVER, BROWSER = shutil.which("chromedriver"), shutil.which("chromium")


def page(run: Run, draft: Path, *options: str) -> Path:
    result = run(draft, "--format", "html", "--output", draft.parent / "out", "--quiet", *options)
    assert result.returncode == 0, result.stderr
    return draft.parent / "out" / "review.html"


class _Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def elements(path: Path) -> list[tuple[str, dict[str, str | None]]]:
    parser = _Elements()
    parser.feed(path.read_text("utf-8"))
    return parser.found


def test_the_page_loads_nothing_from_anywhere(run: Run, example: Path) -> None:
    for tag, attributes in elements(page(run, example)):
        assert tag not in ("link", "img", "iframe", "object", "embed", "base", "form")
        assert not attributes.get("src")
        assert not any(name.startswith("on") or name == "style" for name in attributes)
        assert (attributes.get("href") or "#").startswith("#")


def test_every_link_on_the_page_leads_somewhere_on_it(run: Run, example: Path) -> None:
    found = elements(page(run, example))
    ids = [attributes["id"] for _, attributes in found if attributes.get("id")]
    assert len(ids) == len(set(ids))
    links = {attributes["href"] for _, attributes in found if attributes.get("href")}
    assert len(links) > 60
    assert {link[1:] for link in links if link} <= set(ids)


def test_the_words_of_a_finding_are_marked_in_the_draft(run: Run, example: Path) -> None:
    text = page(run, example).read_text("utf-8")
    mark = re.search(r'<mark class="contrary" data-rules="[^"]*\bidentity-documents\b[^"]*">.*?</mark>', text)
    assert mark
    assert "passports shall be deposited" in mark[0]


def test_what_a_draft_holds_cannot_become_markup(run: Run, tmp_path: Path) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text(
        "# Agreement <script>alert(1)</script>\n\n## Article 1\n\n"
        'The employer shall retain the passport of "x" onload="y" </script><img src=x> each worker\u202e.\n',
        "utf-8",
    )
    path = page(run, draft)
    assert [tag for tag, _ in elements(path)].count("script") == 1
    assert "img" not in [tag for tag, _ in elements(path)]
    assert "\u202e" not in path.read_text("utf-8")


def test_the_page_speaks_the_readers_language_and_marks_the_drafts(run: Run, example: Path) -> None:
    text = page(run, example, "--language", "fr").read_text("utf-8")
    assert '<html lang="fr">' in text
    assert 'id="draft" tabindex="0" aria-labelledby="draft-title" lang="en"' in text
    assert "Partie concernée" in text


def luminance(colour: str) -> float:
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [channel / 12.92 if channel <= 0.03928 else ((channel + 0.055) / 1.055) ** 2.4 for channel in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_colours_have_the_contrast_that_wcag_asks() -> None:
    for block in re.findall(r":root \{(.*?)\}", STYLE.read_text("utf-8"), re.DOTALL):
        if "--ink" not in block:
            continue
        colour = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))
        pairs = [("ink", "ground"), ("soft", "ground"), ("link", "ground"), ("soft", "panel"), ("link", "panel")]
        for answer in ("contrary", "none", "partial", "full"):
            pairs += [(answer, "ground"), (answer, f"{answer}-soft"), ("ink", f"{answer}-soft")]
        for one, other in pairs:
            light, dark = sorted((luminance(colour[one]), luminance(colour[other])), reverse=True)
            assert (light + 0.05) / (dark + 0.05) >= 4.5, (one, other)


# -- in a browser ------------------------------------------------------------------------------------------------


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[Any]:
    webdriver = pytest.importorskip("selenium.webdriver")
    if not (DRIVER and BROWSER):
        pytest.skip("Chromium and its driver are not installed")
    options = webdriver.ChromeOptions()
    options.binary_location = BROWSER
    for flag in ("headless", "no-sandbox", "disable-gpu", "disable-background-networking", "disable-component-update"):
        options.add_argument(f"--{flag}")
    options.add_argument(f"--user-data-dir={tmp_path / 'profile'}")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(DRIVER))
    driver.set_window_size(1400, 1400)
    yield driver
    driver.quit()


def shown(browser: Any) -> list[str]:
    return [
        finding.get_attribute("data-answer")
        for finding in browser.find_elements("css selector", ".finding")
        if finding.is_displayed()
    ]


def test_filters_show_what_they_say(run: Run, example: Path, browser: Any) -> None:
    browser.get(page(run, example).as_uri())
    assert len(shown(browser)) == 79
    assert not [entry for entry in browser.get_log("browser") if entry["level"] == "SEVERE"]
    for answer in ("none", "partial", "full"):
        browser.find_element("css selector", f"[data-filter-answer={answer}]").click()
    contrary = shown(browser)
    assert set(contrary) == {"contrary"}
    assert browser.find_element("id", "count").text.startswith(f"{len(contrary)} of 79")
    browser.find_element("id", "reset").click()
    assert len(shown(browser)) == 79


def test_a_number_of_the_map_shows_those_findings(run: Run, example: Path, browser: Any) -> None:
    browser.get(page(run, example).as_uri())
    cell = browser.find_element("css selector", "td.contrary button")
    count = int(cell.text)
    browser.execute_script("arguments[0].click()", cell)
    assert shown(browser) == ["contrary"] * count
    assert browser.switch_to.active_element.get_attribute("id") == "findings"


def test_the_filters_work_by_keyboard(run: Run, example: Path, browser: Any) -> None:
    browser.get(page(run, example).as_uri())
    button = browser.find_element("css selector", "[data-filter-answer=full]")
    button.send_keys(" ")
    assert button.get_attribute("aria-pressed") == "false"
    assert "full" not in shown(browser)


def test_every_control_has_a_name_that_a_screen_reader_says(run: Run, example: Path, browser: Any) -> None:
    browser.get(page(run, example).as_uri())
    for control in browser.find_elements("css selector", "button, select, a, summary, [role=status]"):
        assert control.accessible_name.strip() or control.aria_role == "status"
    levels = [int(heading.tag_name[1]) for heading in browser.find_elements("css selector", "h1, h2, h3")]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_nothing_runs_out_of_a_phones_screen(run: Run, example: Path, browser: Any) -> None:
    browser.set_window_size(500, 900)
    browser.get(page(run, example).as_uri())
    width = browser.execute_script("return document.documentElement.clientWidth")
    assert browser.execute_script("return document.documentElement.scrollWidth") <= width
