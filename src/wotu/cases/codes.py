"""Codes (核验码) letters are checked by: drawn, not counted, of characters nobody confuses."""

import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 12


def new_code() -> str:
    """Return a code in groups of four."""
    drawn = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return "-".join(drawn[i : i + 4] for i in range(0, LENGTH, 4))


def as_written(typed: str) -> str:
    """Return a code as it is kept, however somebody typed it; empty where it can be none."""
    letters = "".join(letter for letter in typed.upper() if letter.isalnum())
    if len(letters) != LENGTH or not set(letters) <= set(ALPHABET):
        return ""
    return "-".join(letters[i : i + 4] for i in range(0, LENGTH, 4))
