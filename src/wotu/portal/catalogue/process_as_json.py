"""How a measure is handled, as JSON: its steps in order, what runs side by side, the time of each."""

from typing import Any

from wotu.portal.catalogue.handled import ASSUMED
from wotu.portal.catalogue.json_words import source_json, text_json
from wotu.rules.flow import Flow, Node, Step
from wotu.rules.flow_words import norm_of, times_words, whose
from wotu.rules.model import Publication, Version
from wotu.rules.procedure import Procedure

Json = dict[str, Any]


def process_json(version: Version) -> Json:
    """Return how a text is handled; steps that were not published are the usual ones, and say so."""
    process, flow = version.process, version.flow
    procedure = process.procedure
    publication = procedure.publication if procedure else Publication(published=False, assumption=ASSUMED)
    return {
        "mode": process.mode, "working_days": process.working_days, "publicity_days": process.publicity_days,
        "label": text_json(flow.label), "words": text_json(times_words(flow)), "total": flow.total,
        "correction": flow.correction, "answer": flow.answer, **_published(publication),
        "source": source_json(procedure.citation if procedure else None),
        "steps": [_node(flow, node, procedure) for node in flow.nodes],
    }  # fmt: skip


def _node(flow: Flow, node: Node, procedure: Procedure | None) -> Json:
    """Return a step, or branches that run side by side, each a list of what follows in it."""
    if isinstance(node, Step):
        return _step(flow, node, procedure)
    branches = [[_node(flow, inner, procedure) for inner in branch] for branch in node.branches]
    return {"parallel": node.id, "branches": branches}


def _step(flow: Flow, step: Step, procedure: Procedure | None) -> Json:
    detail = procedure.details.get(step.id) if procedure else None
    named = {"id": step.department, "label": text_json(flow.department(step.department))}
    return {
        "id": step.id, "does": step.does, "label": text_json(step.label), "office": step.office,
        "department": named if step.department else None, "who": text_json(whose(flow, step)),
        "norm": {"working_days": step.within, "words": text_json(norm_of(step)),
                 "counts": not step.stops_clock, "silence": step.deemed or None},
        "automatic": step.automatic, **(_published(detail) if detail is not None else {}),
    }  # fmt: skip


def _published(publication: Publication) -> Json:
    assumption = publication.assumption
    return {
        "published": publication.published, "assumption": text_json(assumption) if assumption else None,
    }  # fmt: skip
