"""An explanation kept with a decision: plain data in both languages, as it stood on the day."""

from typing import Any

from wotu.cases.asking import Asked
from wotu.match.explain import Explanation, explain
from wotu.rules.text import Text


def reasons_of(asked: Asked) -> dict[str, Any]:
    """Return the explanation of an answer as JSON: title, clause, source, conditions, amount."""
    return kept(explain(asked.checker.plan, asked.finding))


def kept(said: Explanation) -> dict[str, Any]:
    """Return an explanation as JSON."""
    return {
        "title": _two(said.title),
        "clause": _two(said.clause),
        "status": said.status,
        "source": _source(said),
        "published": said.publication.published,
        "assumption": _two(said.publication.assumption) if said.publication.assumption else None,
        "conditions": [
            {
                "id": one.id, "label": _two(one.label), "answer": one.answer, "veto": one.veto,
                "seen": [
                    {"fact": fact.slot.fact, "label": _two(fact.label), "value": _two(fact.value),
                     "known": fact.known, "source": fact.source}
                    for fact in one.facts
                ],
            }
            for one in said.conditions
        ],
        "amount": [
            {"label": _two(line.label), "value": _two(line.value), "bit": line.bit} for line in said.amount
        ],
        "award": _two(said.award),
    }  # fmt: skip


def unmet(reasons: dict[str, Any], answer: str = "not_met") -> tuple[Text, ...]:
    """Return the conditions that answered so, in words."""
    return tuple(
        Text(one["label"]["zh"], one["label"]["en"])
        for one in reasons["conditions"]
        if one["answer"] == answer
    )


def _two(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}


def _source(said: Explanation) -> dict[str, Any] | None:
    if said.citation is None:
        return None
    source = said.citation.source
    return {
        "title": _two(source.title), "number": source.number, "article": said.citation.article,
        "address": source.address, "date": str(source.date) if source.date else "",
    }  # fmt: skip
