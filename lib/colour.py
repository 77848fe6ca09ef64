"""How well white text can be read on a colour (WCAG 2.2)."""

ENOUGH = 4.5


def contrast_with_white(colour: str) -> float:
    """The contrast ratio, 1 to 21, of white on a colour such as #1d4f6e. Raises ValueError for anything else."""
    if len(colour) != 7 or colour[0] != "#":
        raise ValueError(f"{colour} is not a colour such as #1d4f6e")
    red, green, blue = (_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
