from accounts.models import Board
from certificates.models import Certificate
from lib import links, pdf, qr


def qr_code(certificate: Certificate) -> str:
    """The address of the public page as a QR code: a data URI, because documents fetch nothing."""
    address = links.absolute("certificates:verify", reference=certificate.reference)
    return qr.qr_code(address)


def _size(outcomes: list[str]) -> str:
    """How the outcomes find room under the rule: in large letters, in small ones, or on a second page."""
    if sum(1 + len(outcome) // 60 for outcome in outcomes) <= 6:
        return "large"
    return "small" if sum(1 + len(outcome) // 75 for outcome in outcomes) <= 10 else "overleaf"


def as_pdf(certificate: Certificate) -> bytes:
    """The certificate as a tagged PDF, from what was frozen at issue; only the colour is the Board's of today."""
    address = links.absolute("certificates:verify", reference=certificate.reference)
    facts = {
        "certificate": certificate,
        "size": _size(certificate.outcomes),
        "qr_code": qr_code(certificate),
        "address": address,
        "site": links.absolute("certificates:verify_search").split("//", 1)[1].rstrip("/"),
    }
    return pdf.render("certificates/pdf/certificate.html", facts, colour=Board.current().colour)
