"""How a measure is handled: its process as a picture, its steps in a table, and a file for other tools."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from wotu.access.needs import PUBLIC, open_to
from wotu.measures.zones import measure
from wotu.portal.catalogue.texts import Shown, texts_of
from wotu.portal.dates import as_of
from wotu.process.bpmn import to_bpmn
from wotu.rules.flow import Flow, Step
from wotu.rules.flow_words import norm_of, times_words, whose
from wotu.rules.model import Citation, Publication, Version
from wotu.rules.text import Text

ASSUMED = Text(
    "没有公布分环节的流程。这里按一般做法列出环节，各环节的时限为假设。",
    "Its steps were not published. These are the usual ones, and the time of each is assumed.",
)


@dataclass(frozen=True)
class Row:
    """A step, ready to read."""

    step: Step
    who: Text
    norm: Text
    notes: tuple[Text, ...]


@dataclass(frozen=True)
class Handled:
    """The process of one or several texts of a measure."""

    flow: Flow
    times: Text
    texts: tuple[str, ...]
    rows: tuple[Row, ...]
    citation: Citation | None
    assumption: Text | None


def handled(texts: list[Shown]) -> list[Handled]:
    """Return the processes of the texts of a measure, each once, in their order."""
    found: dict[Flow, list[Version]] = {}
    for text in texts:
        found.setdefault(text.version.flow, []).append(text.version)
    return [_handled(flow, versions) for flow, versions in found.items()]


@open_to(PUBLIC)
@require_safe
def process_file(request: HttpRequest, id_: str) -> HttpResponse:
    """Return a measure's process as a BPMN 2.0 file; `text` names one of its texts."""
    found = measure(id_)
    if found is None:
        raise Http404
    where, about = found
    wanted = request.GET.get("text", "")
    for text in texts_of(where, about, as_of(request)):
        if not wanted or text.version.id == wanted:
            response = HttpResponse(to_bpmn(text.version.flow), content_type="application/xml; charset=utf-8")
            response["Content-Disposition"] = f'attachment; filename="{id_}.bpmn"'
            return response
    raise Http404


def _handled(flow: Flow, versions: list[Version]) -> Handled:
    procedure = versions[0].process.procedure
    details = procedure.details if procedure else {}
    rows = tuple(
        Row(step, whose(flow, step), norm_of(step), tuple(_notes(step, details.get(step.id))))
        for step in flow.steps.values()
    )
    assumption = procedure.publication.assumption if procedure else ASSUMED
    citation = procedure.citation if procedure else None
    return Handled(
        flow, times_words(flow), tuple(version.id for version in versions), rows, citation, assumption
    )


def _notes(step: Step, detail: Publication | None) -> list[Text]:
    notes = []
    if step.automatic:
        notes.append(Text("规则明确的由系统自动办理", "Done by the system where the rule is clear"))
    if step.stops_clock:
        notes.append(Text("不计入办理时限", "Not counted in the time"))
    if step.deemed:
        notes.append(Text("逾期未答复视为同意", "Silence counts as consent"))
    if detail is not None and detail.assumption is not None:
        notes.append(detail.assumption)
    return notes
