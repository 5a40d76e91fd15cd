"""Measures as JSON. The shape is described in docs/feeds.md and numbered: a change of it is a new number."""

import datetime as dt
from typing import Any

from wotu.measures.catalogue.offers import Offer
from wotu.measures.quality.cases import cases_about
from wotu.portal.catalogue.json_words import day_json, source_json, text_json
from wotu.portal.catalogue.listing import worth
from wotu.portal.catalogue.process_as_json import process_json
from wotu.portal.catalogue.texts import Shown, combined_with, texts_of
from wotu.rules.model import Publication

SHAPE = 1

Json = dict[str, Any]


def listed(one: Offer, address: str) -> Json:
    """Return a measure as it stands in a list."""
    measure, version, window = one.measure, one.version, one.window
    return {
        "id": one.id, "title": text_json(measure.title), "clause": text_json(version.clause),
        "zone": {"id": one.pack.id, "level": one.pack.level, "name": text_json(one.pack.zone)},
        "area": measure.area, "about": measure.about, "service": measure.service, "kind": measure.kind,
        "in_force": one.in_force,
        "valid": {"from": day_json(version.valid_from), "to": day_json(version.valid_to)},
        "window": {
            "open": window.is_open, "always": one.is_always_open, "opens": day_json(window.opens),
            "closes": day_json(window.closes),
        },
        "award": {
            "type": version.benefit.type, "form": version.benefit.form, "bound": one.bound,
            "fen": one.figure, "words": text_json(worth(one)),
        },
        "published": one.is_published, "assumptions": [_assumed(p) for p in _publications(one)],
        "source": source_json(version.citation), "url": address,
    }  # fmt: skip


def in_full(one: Offer, on: dt.date, address: str) -> Json:
    """Return a measure with every text, its conditions, what it combines with, and its cases."""
    cases = cases_about(one.id)
    combined = combined_with(one.zone, one.measure)
    return listed(one, address) | {
        "texts": [_shown(text) for text in texts_of(one.zone, one.measure, on)],
        "combined": [
            {
                "rule": text_json(rule.rule),
                "words": text_json(rule.label),
                "with": [m.id for m in rule.others],
            }
            for rule in combined
        ],
        "cases": {"number": len(cases), "hold": sum(case.holds for case in cases)},
    }


def _shown(text: Shown) -> Json:
    version, money = text.version, text.money
    return {
        "version": version.id, "in_force": text.in_force, "clause": text_json(version.clause),
        "valid": {"from": day_json(version.valid_from), "to": day_json(version.valid_to)},
        "conditions": [
            {
                "id": condition.id, "label": text_json(condition.label), "veto": condition.veto,
                "words": text_json(words), "written": condition.written,
                "published": condition.publication.published,
            }
            for condition, words in text.conditions
        ],
        "parameters": [
            {
                "name": setting.parameter.name, "label": text_json(setting.parameter.label),
                "value": text_json(setting.value), "published": setting.publication.published,
            }
            for setting in text.settings
        ],
        "amount": [text_json(words) for words in text.amount], "caps": [text_json(cap) for cap in text.caps],
        "window": text_json(text.window.text),
        "process": process_json(version),
        "account": money and {
            "id": money.account.id, "label": text_json(money.account.label), "limit": text_json(money.limit),
            "period": money.account.period,
        },
        "source": source_json(version.citation),
    }  # fmt: skip


def _publications(one: Offer) -> list[Publication]:
    version = one.version
    details = [version.publication, *(p.publication for p in version.parameters.values())]
    details += [c.publication for c in version.conditions]
    return list(dict.fromkeys(p for p in details if not p.published and p.assumption))


def _assumed(publication: Publication) -> Json | None:
    return text_json(publication.assumption) if publication.assumption else None
