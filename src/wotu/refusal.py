"""A step that is refused, in words for the person who asked."""

from wotu.rules.text import Text


class CannotDo(ValueError):
    """A verb is refused; `text` says why and what to do, `reasons` each reason where there are several."""

    def __init__(self, zh: str, en: str, reasons: tuple[Text, ...] = ()) -> None:
        super().__init__(f"{zh} {en}")
        self.text = Text(zh, en)
        self.reasons = reasons
