"""What every answer to bad input must be."""

from tests.bad_input.everything import changed_since
from tests.bad_input.page import Page
from tests.bad_input.sitting import Opened, names_of

# A page never repeats these: a password; and no page may choose a file for somebody.
NOT_REPEATED = {"password", "file"}


def beside(opened: Opened, name: str, page: Page) -> str:
    """The sentence beside a field, or nothing."""
    field = opened.fields[name]
    return page.errors.get(f"{field.auto_id}_error", "")


def not_refused(opened: Opened, name: str, page: Page) -> str:
    """What is wrong with how a page refuses the answer to one field: nothing, when a sentence stands beside it and the summary leads there."""
    field = opened.fields[name]
    if page.status not in {200, 422}:
        return f"answers {page.status}"
    if field.is_hidden:
        return "" if page.summary or page.notices else "says nothing"
    sentence = beside(opened, name, page)
    if not sentence:
        return f"no sentence beside it: {page.summary}"
    links = {words: target for target, words in page.summary}
    said = sentence.removeprefix("Error: ")
    target = next((links[words] for words in links if words and words in said), "")
    if not target:
        return f"the summary does not say “{said}”: {page.summary}"
    return "" if target.removeprefix("#") in page.ids else f"the summary leads to {target}, which is nowhere"


def lost(opened: Opened, sent: dict, page: Page, besides: str = "") -> list[str]:
    """The fields whose answer is not in the page any more."""
    gone = names_of(opened.fields[besides]) if besides in opened.fields else []
    kept = opened.sitting.find(page).sent
    return [
        name
        for name, field in opened.fields.items()
        if name not in gone and not field.is_hidden and _may_be_kept(opened, name)
        if _plain(kept.get(name)) != _plain(sent.get(name))
    ]


def _may_be_kept(opened: Opened, name: str) -> bool:
    return not {control.kind for control in opened.form.of(name)} & NOT_REPEATED


def _plain(values) -> list[str]:
    return [value.replace("\r\n", "\n").strip() for value in values or [] if value.strip()]


def changes(before: dict) -> str:
    tables = changed_since(before)
    return f"changed {', '.join(tables)}" if tables else ""
