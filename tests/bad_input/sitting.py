"""Somebody before a page with a form of the table, in a browser of their own."""

from urllib.parse import urlencode, urljoin, urlsplit

from django import forms
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms.boundfield import BoundField
from django.test import Client
from django.test.client import encode_multipart
from django.urls import resolve, reverse

from lib.uploads import Upload
from tests.bad_input.page import Form, Page
from tests.bad_input.post import File
from tests.bad_input.table import POSTS
from tests.doors.examples import collected

EXAMPLES = collected("EXAMPLES")
BOUNDARY = "between-the-parts"
ENCODED = "application/x-www-form-urlencoded"


class Opened:
    """The page as it was opened, the form on it, and its fields by the name under which they are posted."""

    def __init__(self, sitting: "Sitting", page: Page):
        self.sitting, self.page = sitting, page
        # Some of what is typed stands on the page, as the key of an authenticator app does.
        sitting.cast.page = page
        self.form = sitting.find(page)
        offered = {name: field for name, field in fields_of(page.response).items() if name in self.form.names}
        self.fields: dict[str, BoundField] = offered

    def sent(self, **values) -> dict[str, list[str]]:
        """What the browser sends when these values are typed over the example; None leaves a control untouched by anybody."""
        typed = self.sitting.post.values(self.sitting.cast) | values
        sent = dict(self.form.sent)
        for name, value in typed.items():
            several = value if isinstance(value, list) else [value]
            sent[name] = [each if isinstance(each, File) else str(each) for each in several]
            if value is None:
                del sent[name]
        button, value = self.sitting.post.press or ("", "")
        return sent | ({button: [value]} if button else {})

    def send(self, **values) -> Page:
        """Presses the button; the answer as it came, a redirect not followed."""
        return self.post(self.sent(**values))

    def post(self, sent: dict[str, list]) -> Page:
        return Page(self.sitting.client.post(self.target, **self.encoded(sent)))

    def encoded(self, sent: dict[str, list]) -> dict:
        """As a browser writes it, for `client.post`: the lines of a text end with CR LF, and files travel in parts."""
        lines = {name: [_written(value) for value in values] for name, values in sent.items()}
        if self.form.encoding == "multipart/form-data":
            parts = {name: [_in_utf8(value) for value in values] for name, values in lines.items()}
            return {
                "data": encode_multipart(BOUNDARY, parts),
                "content_type": f"multipart/form-data; boundary={BOUNDARY}",
            }
        return {"data": urlencode(lines, doseq=True, errors="surrogatepass"), "content_type": ENCODED}

    @property
    def uploads(self) -> list[str]:
        """The questions that are answered with a file."""
        return [name for name, field in self.fields.items() if isinstance(field.field, Upload)]

    @property
    def target(self) -> str:
        return urljoin(self.page.url, self.form.action) if self.form.action else self.page.url


def _written(value):
    if isinstance(value, File):
        name = value.name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
        return SimpleUploadedFile(name, value.content)
    return value.replace("\n", "\r\n")


def _in_utf8(value):
    """Half a character cannot be written in UTF-8: a browser sends the sign for what it cannot write."""
    return value.encode(errors="surrogatepass").decode(errors="replace") if isinstance(value, str) else value


class Sitting:
    def __init__(self, name: str, cast):
        self.name, self.cast, self.post = name, cast, POSTS[name]
        self.address = name.partition(" ")[0]
        example = self.post.arguments or EXAMPLES.get(self.address) or (lambda cast: {})
        self.arguments = example(cast)
        self.url = reverse(self.address, kwargs=self.arguments)
        self.client = browser_of(cast, self.post.by)
        # How often one may try is another rule, and tests/accounts keeps it.
        cache.clear()
        if self.post.prepare:
            self.post.prepare(cast, self.client)

    def again(self, opened: "Opened") -> Opened:
        """The same page in another tab."""
        if opened.page.response.request["REQUEST_METHOD"] == "POST":
            return self.open()
        return Opened(self, self.follow(Page(self.client.get(opened.page.url))))

    def open(self) -> Opened:
        if self.post.after:
            before = Sitting(self.post.after, self.cast)
            before.client = self.client
            return Opened(self, self.follow(before.open().send()))
        at = self.post.at(self.cast, self.arguments) if self.post.at else self.url
        return Opened(self, self.follow(Page(self.client.get(at))))

    def is_shown(self, page: Page) -> bool:
        return self._found(page) is not None

    def find(self, page: Page) -> Form:
        """The form of the page that is sent to our address and takes what is typed."""
        form = self._found(page)
        assert form, f"{page.url} ({page.status}) has no form for {self.name}: {page.text[:300]}"
        return form

    def _found(self, page: Page) -> Form | None:
        wanted = set(self.post.values(self.cast))
        for form in page.forms:
            path = urlsplit(urljoin(page.url, form.action)).path
            has_button = not self.post.press or self.post.press in form.buttons
            is_it = all(form.sent.get(name) == [value] for name, value in self.post.hidden.items())
            # The link of a letter leads on to a page without its key: the form there goes to where it stands.
            is_here = path == urlsplit(page.url).path and resolve(path).view_name == self.address
            is_ours = path == urlsplit(self.url).path or is_here
            here = form.method == "post" and is_ours
            if here and wanted <= form.names and has_button and is_it:
                return form
        return None

    def follow(self, page: Page) -> Page:
        """The page that the browser shows in the end."""
        while page.status in {301, 302, 303}:
            page = Page(self.client.get(urljoin(page.url, page.response.url)))
        return page


def browser_of(cast, who: str | None) -> Client:
    client = Client()
    if who:
        client.force_login(getattr(cast, who))
    return client


def fields_of(response) -> dict[str, BoundField]:
    """Every field of the forms that a page was made from; a field of two inputs stands under both names."""
    found = {}
    for form in _forms_of(response):
        for field in form:
            for name in names_of(field):
                found[name] = field
    return found


def names_of(field: BoundField) -> list[str]:
    if isinstance(field.field, forms.MultiValueField):
        return [f"{field.html_name}_{number}" for number in range(len(field.field.fields))]
    return [field.html_name]


def _forms_of(response) -> list[forms.BaseForm]:
    values = [
        value for context in response.context or [] for layer in context.dicts for value in layer.values()
    ]
    found: list[forms.BaseForm] = []
    for value in values:
        several = getattr(value, "all_forms", None) or getattr(value, "forms", None) or [value]
        found += (
            [each for each in several if isinstance(each, forms.BaseForm)]
            if isinstance(several, list)
            else []
        )
    return found
