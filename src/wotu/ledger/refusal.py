"""What the ledger does not do, in words for the person who asked."""

from collections.abc import Sequence
from dataclasses import dataclass

from wotu.ledger.amounts import in_words
from wotu.rules.text import Text


class LedgerRefused(ValueError):
    """A move is not made and nothing is written; `text` says why and what to do."""

    def __init__(self, text: Text) -> None:
        super().__init__(f"{text.zh} {text.en}")
        self.text = text


class OtherContent(LedgerRefused):
    """The key was used before for something else."""

    def __init__(self, key: str) -> None:
        super().__init__(
            Text(
                f"“{key}”已经用于另一笔，内容不同；请换一个新的编号。",
                f"“{key}” was used before for a move of other content; take a new key.",
            )
        )
        self.key = key


@dataclass(frozen=True, slots=True)
class Lack:
    """An account that has not enough left."""

    account_id: int
    label: Text
    unit: str
    wanted: int
    left: int


class Short(LedgerRefused):
    """Some account has not enough left (额度不足); `lacking` names each with what was wanted and is left."""

    def __init__(self, lacking: Sequence[Lack]) -> None:
        self.lacking = tuple(lacking)
        parts = [
            (lack.label, in_words(lack.wanted, lack.unit), in_words(lack.left, lack.unit))
            for lack in lacking[:3]
        ]
        more = len(lacking) - len(parts)
        super().__init__(
            Text(
                "额度不足："
                + "；".join(f"{label.zh}需要{want.zh}，只剩{left.zh}" for label, want, left in parts)
                + (f"；另有{more}个账户不足" if more else "")
                + "。",
                "Not enough left: "
                + "; ".join(f"{label.en} needs {want.en}, {left.en} left" for label, want, left in parts)
                + (f"; {more} more accounts lack too" if more else "")
                + ".",
            )
        )
