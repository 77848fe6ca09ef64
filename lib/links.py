from django.conf import settings
from django.core import signing
from django.urls import reverse

# What `sign` makes of a code, to find it in a text.
TOKEN = r"[A-Z0-9]{12}\.[\w-]{43}"


def sign(purpose: str, code: str) -> str:
    """A token that proves a link was made by us for this purpose and this row. It carries the row's code, nothing else."""
    return signing.Signer(salt=f"link:{purpose}").sign(code).replace(":", ".")


def unsign(purpose: str, token: str) -> str | None:
    """The code a token was made for, or None when it is forged, cut off or made for another purpose."""
    code, dot, signature = token.rpartition(".")
    try:
        return signing.Signer(salt=f"link:{purpose}").unsign(f"{code}:{signature}") if dot else None
    except signing.BadSignature:
        return None


def absolute(url_name: str, **kwargs) -> str:
    """The public address of a page, for e-mails and PDFs."""
    return settings.PUBLIC_URL + reverse(url_name, kwargs=kwargs)
