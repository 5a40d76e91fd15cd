"""The mapping screen: each column with its first cells, what it is taken for, and what is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from wotu.facts.imports.mapping import choice_of, choices, chosen, uses_of
from wotu.facts.imports.sheet import Cells
from wotu.facts.models import NEW_FIRMS, Batch
from wotu.look import language
from wotu.match.guess import ColumnUse
from wotu.rules.text import Text
from wotu.rules.vocabulary import Vocabulary

SAMPLES = 3


@dataclass(frozen=True)
class ColumnLine:
    """One column on the screen: what is typed for it, and its first cells."""

    number: int
    column: str
    samples: list[str]
    typed: str
    period: str
    unit: str
    mistake: Text | None = None
    why: Text | None = None


@dataclass(frozen=True)
class Screen:
    """The whole screen; `uses` is what was read from it."""

    lines: list[ColumnLine]
    choices: list[Text]
    new_firms: str
    uses: list[ColumnUse]
    mistake: Text | None = None

    @property
    def mistakes(self) -> bool:
        """Whether anything has to be mended."""
        return self.mistake is not None or any(line.mistake for line in self.lines)

    @property
    def guessed(self) -> int:
        """How many columns have a use."""
        return sum(bool(line.typed) for line in self.lines)

    def with_mistakes(self, mistakes: Mapping[str, Text]) -> "Screen":
        """Return the screen saying what is wrong, by column."""
        lines = [replace(line, mistake=mistakes.get(line.column)) for line in self.lines]
        return replace(self, lines=lines, mistake=mistakes.get(""))


def screen_of(batch: Batch, vocabulary: Vocabulary) -> Screen:
    """Return the screen as the batch is mapped now."""
    uses = uses_of(batch.mapping)
    samples = _samples(batch)
    lines = [
        ColumnLine(
            number, use.column, samples[use.column], choice_of(use, vocabulary)[language.current()],
            use.period, use.unit, why=use.why,
        )
        for number, use in enumerate(uses)
    ]  # fmt: skip
    return Screen(lines, choices(vocabulary), batch.new_firms, uses)


def read_columns(batch: Batch, form: Mapping[str, str], vocabulary: Vocabulary) -> Screen:
    """Return the screen as it was filled in."""
    samples, lines, uses = _samples(batch), [], []
    for number, kept in enumerate(batch.mapping):
        typed, period, unit = (
            str(form.get(f"{name}-{number}", "")).strip()[:100] for name in ("use", "period", "unit")
        )
        use = chosen(kept["column"], typed, period, unit, vocabulary)
        mistake = use if isinstance(use, Text) else None
        lines.append(
            ColumnLine(number, kept["column"], samples[kept["column"]], typed, period, unit, mistake)
        )
        uses.append(ColumnUse(kept["column"]) if isinstance(use, Text) else use)
    new_firms = str(form.get("new_firms", ""))
    return Screen(lines, choices(vocabulary), new_firms if new_firms in NEW_FIRMS else "report", uses)


def _samples(batch: Batch) -> dict[str, list[str]]:
    """Return the first cells of each column that say anything."""
    samples = Cells.of(batch.sheet).samples()
    return {name: [cell for cell in cells if cell][:SAMPLES] for name, cells in samples.items()}
