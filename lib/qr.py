import segno


def qr_code(address: str, *, border: int = 0) -> str:
    """An address as a QR code: a data URI, so that neither a page nor a document fetches anything. `border` is in modules."""
    return segno.make(address, error="m", micro=False).svg_data_uri(
        border=border, dark="#0b0c0c", light="#fff"
    )
