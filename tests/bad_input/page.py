"""A page as a browser reads it: its forms with what they would send, its errors, and what it says."""

from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
TICKED = {"checkbox", "radio"}
BUTTONS = {"submit", "button", "image", "reset"}


class Control:
    """One thing that can be filled in. `kind` is the type of an input, textarea, select or hidden."""

    def __init__(self, name: str, kind: str, value: str = "", is_on: bool = True):
        self.name, self.kind, self.value, self.is_on = name, kind, value, is_on
        self.options: list[tuple[str, bool]] = []
        self.may_be_many = False

    @property
    def sent(self) -> list[str]:
        """What a browser would send of it."""
        if self.kind != "select":
            return [self.value] if self.is_on else []
        chosen = [value for value, is_chosen in self.options if is_chosen]
        if not chosen and not self.may_be_many:
            chosen = [value for value, _ in self.options[:1]]
        return chosen


class Form:
    def __init__(self, method: str, action: str, encoding: str = ""):
        self.method, self.action, self.encoding = method.lower(), action, encoding
        self.controls: list[Control] = []
        self.buttons: list[tuple[str, str]] = []

    @property
    def names(self) -> set[str]:
        return {control.name for control in self.controls}

    def of(self, name: str) -> list[Control]:
        return [control for control in self.controls if control.name == name]

    @property
    def sent(self) -> dict[str, list[str]]:
        """What a browser would send, without the button."""
        found: dict[str, list[str]] = {}
        for control in self.controls:
            found.setdefault(control.name, []).extend(control.sent)
        return {name: values for name, values in found.items() if values}


class Page(HTMLParser):
    """`errors` are the sentences beside fields by the id of their element; `summary` the links at the top as (target, sentence); `notices` are
    the messages that come with a redirect."""

    def __init__(self, response):
        self.response, self.status = response, response.status_code
        self.url = response.request["PATH_INFO"]
        if response.request.get("QUERY_STRING"):
            self.url += f"?{response.request['QUERY_STRING']}"
        self._read(response.content.decode())

    @classmethod
    def of(cls, html: str) -> "Page":
        """A page that nobody asked for, such as a letter."""
        page = cls.__new__(cls)
        page._read(html)
        return page

    def _read(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.html = html
        self.forms: list[Form] = []
        self.ids: set[str] = set()
        self.elements: list[tuple[str, dict]] = []
        self.errors: dict[str, str] = {}
        self.summary: list[tuple[str, str]] = []
        self.notices: list[str] = []
        self._open: list[tuple[str, list[str], object]] = []
        self._words: list[str] = []
        self._last_link = ""
        self.feed(self.html)
        self.close()
        self.text = " ".join("".join(self._words).split())

    def _inside(self, tag: str, name: str = "") -> bool:
        return any(each == tag and (not name or name in str(what)) for each, _, what in self._open)

    def handle_starttag(self, tag, attrs):
        facts = {name: value if value is not None else "" for name, value in attrs}
        self.elements.append((tag, facts))
        self.ids.add(facts.get("id", ""))
        if tag == "form":
            self.forms.append(
                Form(facts.get("method", "get"), facts.get("action", ""), facts.get("enctype", ""))
            )
        elif self.forms and self._inside("form"):
            self._control(tag, facts)
        if tag not in VOID:
            self._open.append((tag, [], facts))

    def _control(self, tag, facts) -> None:
        form, name, kind = self.forms[-1], facts.get("name", ""), facts.get("type", "text")
        if tag == "button" or (tag == "input" and kind in BUTTONS):
            form.buttons.append((name, facts.get("value", "")))
        elif tag == "input" and name:
            value = facts.get("value", "on" if kind in TICKED else "")
            form.controls.append(Control(name, kind, value, kind not in TICKED or "checked" in facts))
        elif tag in {"textarea", "select"} and name:
            form.controls.append(Control(name, tag))
            form.controls[-1].may_be_many = "multiple" in facts
        elif tag == "option":
            form.controls[-1].options.append((facts.get("value", ""), "selected" in facts))

    def handle_data(self, data):
        for _, words, _ in self._open:
            words.append(data)
        if self._inside("body"):
            self._words.append(data)

    def handle_endtag(self, tag):
        while self._open:
            ended, words, facts = self._open.pop()
            if ended == tag:
                self._end(tag, "".join(words), facts)
                return

    def _end(self, tag, words, facts) -> None:
        said = " ".join(words.split())
        if facts.get("id", "").endswith("_error"):
            self.errors[facts["id"]] = said
        if "govuk-notification-banner__heading" in facts.get("class", ""):
            self.notices.append(said)
        if tag == "textarea" and self._inside("form"):
            # A browser drops the line break that follows the tag.
            self.forms[-1].controls[-1].value = words.removeprefix("\n")
        if tag == "li" and self._inside("ul", "govuk-error-summary__list"):
            self.summary.append((self._last_link, said))
        if tag == "a":
            self._last_link = facts.get("href", "")
        if tag in {"p", "li", "h1", "h2", "div", "td", "dd", "option"}:
            self._words.append(" ")
