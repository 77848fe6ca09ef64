class Refused(Exception):
    """A deed the rules do not allow. `reasons` are the sentences the person reads; `str()` joins them."""

    def __init__(self, reasons: str | list[str]):
        self.reasons = [reasons] if isinstance(reasons, str) else list(reasons)
        super().__init__(" ".join(self.reasons))


class TooLate(Refused):
    """Somebody was faster: the row is no longer in the state this deed starts from."""
