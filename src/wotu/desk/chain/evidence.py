"""The claims a page rests on, each as a line: what kind of paper, from where, of when, confirmed or not."""

from collections.abc import Iterable
from dataclasses import dataclass

from wotu.desk.chain.words import CLAIM_STATE_WORDS, KIND_WORDS, source_words
from wotu.industry.models import Claim
from wotu.rules.text import Text


@dataclass(frozen=True)
class ClaimLine:
    """A claim and its line."""

    claim: str
    line: Text


def claim_lines(zone: str, ids: Iterable[str]) -> dict[str, ClaimLine]:
    """Return the claims of a zone by the id the graph knows them by, in one query."""
    numbers = {int(one) for one in ids if one.isdecimal()}
    if not numbers:
        return {}
    found = Claim.objects.filter(zone=zone, pk__in=numbers)
    return {
        str(pk): ClaimLine(str(pk), _line(kind, state, source, begins, ends))
        for pk, kind, state, source, begins, ends in found.values_list(
            "pk", "kind", "state", "source", "begins", "ends"
        )
    }


def _line(kind: str, state: str, source: str, begins: object, ends: object) -> Text:
    when = f"{begins} — {ends}" if begins and ends else ""
    parts = [KIND_WORDS[kind], CLAIM_STATE_WORDS[state], source_words(source), Text(when, when)]
    said = [part for part in parts if part.zh]
    return Text(" · ".join(part.zh for part in said), " · ".join(part.en for part in said))
