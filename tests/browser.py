"""Fixtures for journeys in a real browser: headless Chromium against the live server.

`desk` (1280 px), `phone` (390 px) and `smallest_phone` (320 px) are pages; `page` is the desk. `sign_in(page, person)` skips the sign-in form, `axe(page)` fails on
what a disabled person would stumble over (`breaches` lists it), `shot(page, name)` keeps a picture in var/shots. A console error (a breach of the content
security policy is one), an uncaught exception or a failed request fails the test; `troubles` lists them, and a
test that expects one clears it.
"""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_FILE_PATH
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test import Client
from playwright.sync_api import Browser, Page, sync_playwright

SHOTS = Path(__file__).resolve().parent.parent / "var" / "shots"
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Nothing is preloaded: only the rule about sound that starts by itself would want it, and no page has sound.
AXE_OPTIONS = {"runOnly": RULES, "resultTypes": ["violations"], "preload": False}
AXE_RUN = "options => 'axe' in window ? axe.run(document, options).then(found => found.violations) : null"
MISSING = (
    "no Chromium on this machine: install it (on Debian: sudo apt-get install chromium; on Ubuntu: sudo snap install chromium) "
    "or name it in MUSTER_CHROMIUM"
)


def chromium_path() -> str | None:
    """The browser named in MUSTER_CHROMIUM, else the one on the PATH that answers: Ubuntu's package is only a pointer to a snap."""
    named = os.environ.get("MUSTER_CHROMIUM")
    names = [named] if named else ["chromium", "chromium-browser", "google-chrome"]
    return next((path for path in map(shutil.which, names) if path and answers(path)), None)


def answers(path: str) -> bool:
    return subprocess.run([path, "--version"], capture_output=True).returncode == 0


@pytest.fixture(scope="session")
def chromium():
    """One browser for all journeys of this process. Missing: a skip at home, a failure in CI."""
    path = chromium_path()
    if path is None:
        pytest.fail(MISSING) if os.environ.get("CI") == "true" else pytest.skip(MISSING)
    # Playwright keeps an event loop in this thread, and Django would take the tests for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def assets_are_kept():
    """Style sheets, scripts and typefaces stay in the browser from page to page, as those of a real installation do."""
    serve = StaticFilesHandler.serve

    def kept(handler, request):
        response = serve(handler, request)
        # Long enough for a server whose clock stands in another year than the browser's.
        response["Cache-Control"] = f"max-age={20 * 365 * 24 * 60 * 60}"
        return response

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(StaticFilesHandler, "serve", kept)
        yield


@pytest.fixture
def troubles():
    """What went wrong in the pages of this test, as sentences. Anything left at the end fails the test."""
    seen: list[str] = []
    yield seen
    assert not seen, "The page had troubles:\n" + "\n".join(seen)


@pytest.fixture
def new_page(chromium: Browser, live_server, troubles, assets_are_kept):
    """Makes pages of any size, each like a visitor of its own: new_page(width, height, **options of the context)."""
    contexts = []

    def make(width: int, height: int, **options) -> Page:
        context = chromium.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": height},
            locale="en-GB",
            timezone_id="Europe/London",
            **options,
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        watch(page, troubles)
        return page

    yield make
    for context in contexts:
        context.close()


def watch(page: Page, troubles: list[str]) -> None:
    page.on(
        "console", lambda line: troubles.append(f"{page.url}: {line.text}") if line.type == "error" else None
    )
    page.on("pageerror", lambda error: troubles.append(f"{page.url}: uncaught: {error}"))
    page.on("requestfailed", lambda request: troubles.append(failure(request)) if failure(request) else None)


def failure(request) -> str:
    """Empty for a navigation that turned into a download, or was left for another: the browser calls both aborted."""
    aborted = "ERR_ABORTED" in (request.failure or "")
    return "" if aborted else f"{request.method} {request.url} failed: {request.failure}"


@pytest.fixture
def desk(new_page) -> Page:
    return new_page(1280, 900)


@pytest.fixture
def page(desk) -> Page:
    return desk


@pytest.fixture
def phone(new_page) -> Page:
    return new_page(390, 844, has_touch=True, is_mobile=True)


@pytest.fixture
def smallest_phone(new_page) -> Page:
    return new_page(320, 640, has_touch=True, is_mobile=True)


@pytest.fixture
def sign_in(live_server):
    """sign_in(page, person): gives the page that person's session, without the sign-in form."""

    def do(page: Page, person) -> None:
        client = Client()
        client.force_login(person)
        name = settings.SESSION_COOKIE_NAME
        page.context.add_cookies(
            [{"name": name, "value": client.cookies[name].value, "url": live_server.url}]
        )

    return do


@pytest.fixture
def axe():
    """axe(page): fails with one sentence for each breach of WCAG 2.2 AA, or of good practice, that a machine can find."""

    def do(page: Page) -> None:
        found = breaches(page)
        assert not found, "\n".join([f"Accessibility of {page.url}:", *found])

    return do


def breaches(page: Page) -> list[str]:
    """What axe finds, a sentence each. From the second page of a browser on, axe is there before the page is: the policy of the
    pages lets no script in, and the browser's own are not bound by it."""
    found = page.evaluate(AXE_RUN, AXE_OPTIONS)
    if found is None:
        page.context.add_init_script(path=AXE_FILE_PATH)
        page.evaluate(AXE_FILE_PATH.read_text())
        found = page.evaluate(AXE_RUN, AXE_OPTIONS)
    return [sentence(violation) for violation in found]


def sentence(violation: dict) -> str:
    places = "; ".join(" ".join(map(str, node["target"])) for node in violation["nodes"][:5])
    return f"- {violation['help']} ({violation['id']}, {violation['impact']}), {len(violation['nodes'])} ×: {places}"


@pytest.fixture
def shot():
    """shot(page, name): keeps a picture of the whole page as var/shots/NAME.png and gives its path."""

    def do(page: Page, name: str) -> Path:
        path = SHOTS / f"{name}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=path, full_page=True)
        return path

    return do
