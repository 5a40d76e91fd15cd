"""What a standing cannot be, in words for the person who asked."""

from wotu.rules.text import Text


class StandingRefused(ValueError):
    """A standing cannot be given, changed or ended; `words` says why and what to do."""

    def __init__(self, zh: str, en: str) -> None:
        self.words = Text(zh, en)
        super().__init__(f"{zh} {en}")
