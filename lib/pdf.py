import atexit
from base64 import b64encode
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

# The typeface of the pages, as families "Atkinson Hyperlegible" and "Atkinson Hyperlegible Ext" (letters of other European languages).
FACES = [
    (
        f"Atkinson Hyperlegible{family}",
        weight,
        f"govuk/fonts/atkinson-hyperlegible-{letters}-{weight}-normal.woff2",
    )
    for family, letters in (("", "latin"), (" Ext", "latin-ext"))
    for weight in (400, 700)
]


@lru_cache(maxsize=1)
def _kit():
    # 1.8 s to import, and fonts are searched once: only processes that print pay for it.
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher

    # The default fetcher reads local files and the network; a document needs neither.
    fetcher = URLFetcher(allowed_protocols=("data",), allow_redirects=False)
    # Left to the interpreter, the fonts would go after the library that frees them.
    atexit.register(_kit.cache_clear)
    return HTML, CSS, FontConfiguration(), fetcher


@lru_cache(maxsize=1)
def _typeface():
    """The fonts inside a stylesheet; a machine without them prints with its own."""
    _, css, fonts, fetcher = _kit()
    rules = [
        f"@font-face {{ font-family: '{family}'; font-weight: {weight}; "
        f"src: url(data:font/woff2;base64,{b64encode(Path(found).read_bytes()).decode()}) format('woff2') }}"
        for family, weight, path in FACES
        if (found := finders.find(path))
    ]
    return css(string="\n".join(rules), font_config=fonts, url_fetcher=fetcher)


@lru_cache(maxsize=16)
def _style(path: str):
    _, css, fonts, fetcher = _kit()
    text = (settings.BASE_DIR / "templates" / path).read_text()
    return css(string=text, font_config=fonts, url_fetcher=fetcher)


@lru_cache(maxsize=16)
def _brand(colour: str):
    _, css, _, _ = _kit()
    return css(string=f"html {{ --brand: {colour} }}")


def render(template: str, context: dict, colour: str = "#1d4f6e") -> bytes:
    """A tagged PDF (PDF/UA-1) from a template and the stylesheet beside it: `finance/pdf/invoice.html` uses `invoice.css`.

    `colour`, as # and six digits, is the Board's; stylesheets use it as var(--brand).
    """
    html, _, fonts, fetcher = _kit()
    styles = [_typeface(), _brand(colour), _style(template.removesuffix(".html") + ".css")]
    page = html(string=render_to_string(template, context), url_fetcher=fetcher)
    return page.write_pdf(stylesheets=styles, font_config=fonts, pdf_variant="pdf/ua-1")
