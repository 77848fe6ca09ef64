import secrets

# No 0/O, 1/I/L or vowels: codes are read aloud over the telephone and must not spell words.
ALPHABET = "23456789BCDFGHJKMNPQRSTVWXYZ"


def new_code() -> str:
    """An unguessable public name for a row: 12 characters, about 57 bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(12))
