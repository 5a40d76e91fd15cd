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
        "title": two(said.title),
        "clause": two(said.clause),
        "status": said.status,
        "source": _source(said),
        "published": said.publication.published,
        "assumption": two(said.publication.assumption) if said.publication.assumption else None,
        "conditions": [
            {
                "id": one.id, "label": two(one.label), "answer": one.answer, "veto": one.veto,
                "seen": [
                    {"fact": fact.slot.fact, "label": two(fact.label), "value": two(fact.value),
                     "known": fact.known, "source": fact.source}
                    for fact in one.facts
                ],
            }
            for one in said.conditions
        ],
        "amount": [
            {"label": two(line.label), "value": two(line.value), "bit": line.bit} for line in said.amount
        ],
        "award": two(said.award),
    }  # fmt: skip


def unmet(reasons: dict[str, Any], answer: str = "not_met") -> tuple[Text, ...]:
    """Return the conditions that answered so, in words."""
    return tuple(
        Text(one["label"]["zh"], one["label"]["en"])
        for one in reasons["conditions"]
        if one["answer"] == answer
    )


def two(text: Text) -> dict[str, str]:
    """Return a text in both languages as JSON."""
    return {"zh": text.zh, "en": text.en}


def _source(said: Explanation) -> dict[str, Any] | None:
    if said.citation is None:
        return None
    source = said.citation.source
    return {
        "title": two(source.title), "number": source.number, "article": said.citation.article,
        "address": source.address, "date": str(source.date) if source.date else "",
    }  # fmt: skip
