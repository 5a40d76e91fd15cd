"""A case that is there already, in words for the person who asked."""

from wotu.refusal import CannotDo


class HasOne(CannotDo):
    """There is a case for the same thing and period already, or the firm declined it."""
