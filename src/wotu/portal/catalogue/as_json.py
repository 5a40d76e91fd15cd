"""Measures as JSON. The shape is described in docs/feeds.md and numbered: a change of it is a new number."""

import datetime as dt
from typing import Any

from wotu.measures.catalogue.offers import Offer
from wotu.measures.quality.cases import cases_about
from wotu.portal.catalogue.listing import worth
from wotu.portal.catalogue.texts import Shown, combined_with, texts_of
from wotu.rules.model import Citation, Publication
from wotu.rules.text import Text

SHAPE = 1

Json = dict[str, Any]


def listed(one: Offer, address: str) -> Json:
    """Return a measure as it stands in a list."""
    measure, version, window = one.measure, one.version, one.window
    return {
        "id": one.id, "title": _text(measure.title), "clause": _text(version.clause),
        "zone": {"id": one.pack.id, "level": one.pack.level, "name": _text(one.pack.zone)},
        "area": measure.area, "about": measure.about, "service": measure.service, "kind": measure.kind,
        "in_force": one.in_force, "valid": {"from": _day(version.valid_from), "to": _day(version.valid_to)},
        "window": {
            "open": window.is_open, "always": one.is_always_open, "opens": _day(window.opens),
            "closes": _day(window.closes),
        },
        "award": {
            "type": version.benefit.type, "form": version.benefit.form, "bound": one.bound,
            "fen": one.figure, "words": _text(worth(one)),
        },
        "published": one.is_published, "assumptions": [_assumed(p) for p in _publications(one)],
        "source": _source(version.citation), "url": address,
    }  # fmt: skip


def in_full(one: Offer, on: dt.date, address: str) -> Json:
    """Return a measure with every text, its conditions, what it combines with, and its cases."""
    cases = cases_about(one.id)
    combined = combined_with(one.zone, one.measure)
    return listed(one, address) | {
        "texts": [_shown(text) for text in texts_of(one.zone, one.measure, on)],
        "combined": [
            {"rule": _text(rule.rule), "words": _text(rule.label), "with": [m.id for m in rule.others]}
            for rule in combined
        ],
        "cases": {"number": len(cases), "hold": sum(case.holds for case in cases)},
    }


def _shown(text: Shown) -> Json:
    version, money = text.version, text.money
    return {
        "version": version.id, "in_force": text.in_force, "clause": _text(version.clause),
        "valid": {"from": _day(version.valid_from), "to": _day(version.valid_to)},
        "conditions": [
            {
                "id": condition.id, "label": _text(condition.label), "veto": condition.veto,
                "words": _text(words), "written": condition.written,
                "published": condition.publication.published,
            }
            for condition, words in text.conditions
        ],
        "parameters": [
            {
                "name": setting.parameter.name, "label": _text(setting.parameter.label),
                "value": _text(setting.value), "published": setting.publication.published,
            }
            for setting in text.settings
        ],
        "amount": [_text(words) for words in text.amount], "caps": [_text(cap) for cap in text.caps],
        "window": _text(text.window.text),
        "process": {
            "mode": version.process.mode, "working_days": version.process.working_days,
            "publicity_days": version.process.publicity_days,
        },
        "account": money and {
            "id": money.account.id, "label": _text(money.account.label), "limit": _text(money.limit),
            "period": money.account.period,
        },
        "source": _source(version.citation),
    }  # fmt: skip


def _publications(one: Offer) -> list[Publication]:
    version = one.version
    details = [version.publication, *(p.publication for p in version.parameters.values())]
    details += [c.publication for c in version.conditions]
    return list(dict.fromkeys(p for p in details if not p.published and p.assumption))


def _assumed(publication: Publication) -> Json | None:
    return _text(publication.assumption) if publication.assumption else None


def _source(citation: Citation | None) -> Json | None:
    if citation is None:
        return None
    source = citation.source
    return {
        "title": _text(source.title), "number": source.number, "article": citation.article,
        "date": _day(source.date), "address": source.address, "found": source.found,
    }  # fmt: skip


def _text(text: Text) -> Json:
    return {"zh": text.zh, "en": text.en}


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day and dt.date.min < day < dt.date.max else None
