"""What cannot be done about a chain, in words for the person who asked."""

from wotu.rules.text import Text


class CannotDo(ValueError):
    """A step is refused and nothing is written; `text` says why and what to do."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(f"{zh} {en}")
        self.text = Text(zh, en)
