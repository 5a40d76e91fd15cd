"""How good the suggestions are, on needs with known answers."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from wotu.needs.ranking import Reading


@dataclass(frozen=True, slots=True)
class Case:
    """A need with its right answers: one group for each thing asked for; none where nothing fits."""

    zone: str
    says: str
    right: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """How good suggestions were, as shares.

    Of the needs something serves (`served`): a right one first, among three, mean reciprocal rank, things
    asked that any shown met, and needs told that nothing fits. Of the others: something suggested anyhow.
    """

    served: int
    hit_1: float
    hit_3: float
    mrr: float
    met: float
    silent: float
    unserved: int
    false: float


class CasesNotReadable(ValueError):
    """A file of needs cannot be read: which, and what belongs in it."""


def read_cases(path: Path) -> list[Case]:
    """Read a file of needs: `zone`, `says`, `right`.

    Raises:
        CasesNotReadable: it is not there, or not such a file.
    """
    try:
        rows = yaml.safe_load(path.read_text(encoding="utf-8"))
        return [Case(row["zone"], row["says"], tuple(map(frozenset, row["right"]))) for row in rows]
    except (OSError, UnicodeError, yaml.YAMLError, KeyError, TypeError) as error:
        raise CasesNotReadable(
            f"{path}: a list of needs with `zone`, `says` and `right` is expected ({error})"
        ) from None


def measure(cases: Iterable[Case], read: Callable[[str, str], Reading]) -> Figures:
    """Put every need to `read(zone, says)` and count."""
    ranks: list[int | None] = []
    met: list[bool] = []
    silent, alarms = 0, []
    for case in cases:
        keys = [suggestion.offer.key for suggestion in read(case.zone, case.says).suggestions]
        if not case.right:
            alarms.append(bool(keys))
            continue
        right = frozenset().union(*case.right)
        ranks.append(next((place for place, key in enumerate(keys, 1) if key in right), None))
        met += [bool(group & set(keys)) for group in case.right]
        silent += not keys
    third = [rank is not None and rank <= 3 for rank in ranks]
    return Figures(
        len(ranks), _share([rank == 1 for rank in ranks]), _share(third),
        sum(1 / rank for rank in ranks if rank) / len(ranks) if ranks else 0.0, _share(met),
        silent / len(ranks) if ranks else 0.0, len(alarms), _share(alarms),
    )  # fmt: skip


def _share(marks: Sequence[bool]) -> float:
    return sum(marks) / len(marks) if marks else 0.0
