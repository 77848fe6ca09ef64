"""What a machine sees of a page: what people would stumble over (axe), more width than the smallest phone has, and what would need a script."""

import re

from playwright.sync_api import Page, Response

from tests.browser import breaches

SMALLEST = 320
# Hidden until a script shows them, because only a script can do what they do. Each stands beside something that works without.
CONVENIENCES = (
    ".govuk-password-input__toggle, .govuk-service-navigation__toggle, [data-tick-all], .app-keys__list"
)
# The page as it was sent, before any script: every link has an address, every button sends a form, nothing waits to be shown.
NEEDS_SCRIPTS = """([sent, conveniences]) => {
    const page = new DOMParser().parseFromString(sent, "text/html"), found = [];
    const fault = (selector, words, is_wrong = () => true) => {
        for (const one of page.querySelectorAll(selector))
            if (!one.matches(conveniences) && is_wrong(one)) found.push(`${words}: ${one.outerHTML.slice(0, 160)}`);
    };
    const sends = form => form && [...form.elements].some(one => one.type === "submit" && !one.hidden);
    fault("a", "a link without an address", one => /^(#|javascript:.*)$/i.test(one.getAttribute("href") ?? "#"));
    fault("button", "a button that sends no form", one => one.type !== "submit" || !one.form);
    fault("input:not([type=hidden]), select, textarea", "a field that no button sends", one => !sends(one.form));
    fault("[hx-get]", "only a script fetches it", one => one.method !== "get" || !sends(one));
    fault("[hx-post]", "only a script sends it", one => one.getAttribute("action") !== one.getAttribute("hx-post"));
    fault("[hidden]", "only a script shows it", one => !one.querySelector(conveniences));
    const controls = tree => [...tree.querySelectorAll("a, button, input:not([type=hidden]), select, textarea, summary")].map(
        one => [one.tagName, one.getAttribute("name"), one.textContent.trim()].join(" "));
    const known = new Set(controls(page));
    return [...found, ...controls(document).filter(one => !known.has(one)).map(one => `only a script makes it: ${one}`)];
}"""
# Sends the first form of the page that has anything to fill in, with nothing filled in and nothing chosen.
SEND_EMPTY = """() => {
    const fields = form => [...form.elements].filter(one => !["hidden", "submit", "fieldset"].includes(one.type));
    const form = [...document.querySelectorAll("main form[method=post]")].find(one => fields(one).length);
    for (const one of fields(form)) one.type === "radio" || one.type === "checkbox" ? one.checked = false : one.value = "";
    form.requestSubmit();
}"""


def opened(page: Page, url: str, status: int = 200) -> list[str]:
    """Goes to a page and says what is wrong with it; that something else is there is wrong too."""
    response = page.goto(url)
    if response.status != status or not page.url.endswith(url):
        return [f"{url}: answered {response.status} at {page.url}"]
    return looked_at(page, response)


def pressed(page: Page, name: str) -> list[str]:
    """Presses a button and says what is wrong with the page that answers."""
    with page.expect_navigation() as answer:
        page.locator("main").get_by_role("button", name=name, exact=True).click()
    return looked_at(page, answer.value)


def sent_empty(page: Page, url: str) -> list[str]:
    """Sends a form with nothing in it and says what is wrong with the page that lists the errors."""
    page.goto(url)
    with page.expect_navigation() as answer:
        page.evaluate(SEND_EMPTY)
    if not page.locator(".govuk-error-summary").is_visible():
        return [f"{url}: an empty form has no error summary"]
    return looked_at(page, answer.value)


def looked_at(page: Page, response: Response) -> list[str]:
    found = needs_scripts(page, response) + ([] if is_known(page) else breaches(page)) + too_wide(page)
    return [f"{page.url}: {fault}" for fault in found]


# What axe has seen in this process: the inside of a page, and what is around it, at a width. Roles share most of both.
KNOWN: set[tuple[int, str]] = set()
PARTS = """() => {
    const body = document.body.cloneNode(true), inside = body.querySelector("body > .govuk-width-container");
    inside.remove();
    return [document.title + inside.outerHTML, body.outerHTML];
}"""
# Codes, keys and links differ from test to test, and axe does not read them.
PASSING = re.compile(r"\b[A-Z0-9]{12}\b|\b[A-Za-z0-9]{64}\b|(?<=/)[A-Za-z0-9_:=-]{40,}(?=/)")


def is_known(page: Page) -> bool:
    """Whether axe looked at this very page already, if on another day under another name: both its inside and what is around it."""
    width = page.viewport_size["width"]
    parts = {(width, PASSING.sub("…", part)) for part in page.evaluate(PARTS)}
    known = parts <= KNOWN
    KNOWN.update(parts)
    return known


def needs_scripts(page: Page, response: Response) -> list[str]:
    return page.evaluate(NEEDS_SCRIPTS, [response.text(), CONVENIENCES])


def too_wide(page: Page) -> list[str]:
    size = page.viewport_size
    if size["width"] != SMALLEST:
        page.set_viewport_size({"width": SMALLEST, "height": 640})
    width = page.evaluate("document.documentElement.scrollWidth")
    if size["width"] != SMALLEST:
        page.set_viewport_size(size)
    return [f"{width} px wide where the phone has {SMALLEST}"] if width > SMALLEST else []
