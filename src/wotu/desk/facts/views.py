"""The facts section's first page, and facts as a file."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from wotu.access.doors import open_zone
from wotu.access.middleware import actor
from wotu.access.needs import open_to
from wotu.facts.history import conflicts_of, disputes_of
from wotu.facts.imports.reads import batches_of
from wotu.facts.models import FactEntry
from wotu.facts.reads import end_of, entries_of
from wotu.facts.sources import KINDS
from wotu.facts.words import entry_words
from wotu.look import language
from wotu.look.cells import Cell
from wotu.look.sheets import sheet_response
from wotu.measures.zones import Zone
from wotu.rules.text import Text

MOST_EXPORTED = 200_000
SOME = 20
"""Conflicts are counted so far on the first page; telling twenty from more would read every entry."""
_COLUMNS = (
    Text("统一社会信用代码", "Credit code"), Text("企业", "Enterprise"), Text("对象", "About"),
    Text("事实", "Fact"), Text("名称", "Name of the fact"), Text("时间", "Time"), Text("数值", "Value"),
    Text("原文", "As written"), Text("来源类别", "Kind of source"), Text("来源", "Source"),
    Text("说明", "Reason"), Text("登记时间", "Recorded at"), Text("登记人", "Recorded by"),
    Text("佐证材料", "Evidence"), Text("批次", "Batch"), Text("更正了", "Corrects"), Text("编号", "Entry"),
)  # fmt: skip


@open_to("import_facts")
@never_cache
@require_safe
def home(request: HttpRequest, zone: str) -> HttpResponse:
    """Show what waits, the latest imports, and the way out as a file."""
    where = open_zone(actor(request), zone, "import_facts")
    vocabulary = where.packs.vocabulary
    context = {
        "conflicts": len(conflicts_of(zone, vocabulary, SOME)), "some": SOME,
        "disputes": len(disputes_of(zone)),
        "batches": batches_of(zone), "kinds": KINDS.items(), "facts": vocabulary.values(),
        "today": timezone.localdate(),
    }  # fmt: skip
    return render(request, "desk/facts/home.html", context)


@open_to("import_facts")
@never_cache
@require_safe
def export(request: HttpRequest, zone: str, ending: str) -> HttpResponse:
    """Return what stands on record about the zone's firms, with its provenance."""
    where = open_zone(actor(request), zone, "import_facts")
    wanted = {name: request.GET.get(name, "").strip() for name in ("q", "fact", "kind")}
    known_on = _day(request.GET.get("known", ""))
    entries = entries_of(zone, **wanted, known_on=end_of(known_on))[:MOST_EXPORTED]
    title = Text("事实", "Facts")[language.current()]
    name = f"{zone}-facts-{known_on or timezone.localdate()}"
    return sheet_response(ending, name, title, _rows(entries, where))


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def _rows(entries: QuerySet[FactEntry], zone: Zone) -> Iterator[list[Cell]]:
    chosen, vocabulary = language.current(), zone.packs.vocabulary
    yield [column[chosen] for column in _COLUMNS]
    for entry in entries.iterator(chunk_size=2_000):
        fact = vocabulary.get(entry.fact)
        if fact is None:
            continue
        enterprise, said = entry.party.owner or entry.party, entry_words(entry, fact)
        yield [
            enterprise.credit_code, enterprise.name, entry.party.name if entry.party.owner else "",
            fact.label[chosen], fact.name, said.time[chosen], said.value[chosen], entry.value,
            said.kind[chosen], said.source[chosen], entry.note,
            f"{timezone.localtime(entry.recorded_at):%Y-%m-%d %H:%M}", entry.recorded_by,
            entry.evidence.name if entry.evidence else "", entry.batch_id, entry.corrects_id, entry.pk,
        ]  # fmt: skip
