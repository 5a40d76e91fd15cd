"""Feeds, the calendar and JSON: each takes the filters of the list, zone and area above all."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from wotu.access.needs import PUBLIC, open_to
from wotu.look import language
from wotu.measures.catalogue.filters import Filters, look_up
from wotu.measures.catalogue.offers import Offer, offer
from wotu.portal.catalogue.as_json import SHAPE, in_full, listed
from wotu.portal.catalogue.feeds import TYPES, Entry, EntryFeed, change_entries, window_entries
from wotu.portal.catalogue.ics import calendar_of
from wotu.portal.catalogue.listing import asked_for, query_of
from wotu.portal.dates import as_of
from wotu.rules.text import Text

_FEEDS: dict[str, tuple[Text, Text, Callable[[Iterable[Offer], dt.date], list[Entry]]]] = {
    "windows": (
        Text("沃土·受理窗口", "Wotu: windows"),
        Text("措施何时开始受理、何时截止", "When measures open and close"), window_entries,
    ),
    "changes": (
        Text("沃土·措施更新", "Wotu: changes"),
        Text("新施行、换版和停止施行的措施", "Measures that are new, changed or ended"), change_entries,
    ),
}  # fmt: skip


@open_to(PUBLIC)
@require_safe
def feed(request: HttpRequest, what: str, form: str) -> HttpResponse:
    """Return a feed of windows or changes, as Atom or RSS."""
    if what not in _FEEDS or form not in TYPES:
        raise Http404
    title, subtitle, entries_of = _FEEDS[what]
    filters, on = _filters(request), as_of(request)
    entries = entries_of(look_up(filters, on).offers, on)
    with _language(request):
        return EntryFeed(title, subtitle, entries, form, query_of(filters))(request)


@open_to(PUBLIC)
@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """Return the windows as a calendar to subscribe to."""
    on = as_of(request)
    page = request.build_absolute_uri(reverse("portal:measure", args=["ID"])).replace("ID", "{id}")
    with _language(request):
        book = calendar_of(
            look_up(_filters(request), on).offers, on, timezone.now(), language.current(), page
        )
    return HttpResponse(
        book,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'inline; filename="windows.ics"'},
    )


@open_to(PUBLIC)
@require_safe
def measures_json(request: HttpRequest) -> HttpResponse:
    """Return every measure that fits."""
    on = as_of(request)
    found = look_up(_filters(request), on).offers
    return _json(
        {
            "shape": SHAPE, "on": on.isoformat(), "count": len(found),
            "measures": [listed(one, _page(request, one.id)) for one in found],
        }
    )  # fmt: skip


@open_to(PUBLIC)
@require_safe
def measure_json(request: HttpRequest, id_: str) -> HttpResponse:
    """Return one measure in full."""
    on = as_of(request)
    one = offer(id_, on)
    if one is None:
        raise Http404
    return _json({"shape": SHAPE, "on": on.isoformat(), **in_full(one, on, _page(request, id_))})


def _json(content: dict[str, object]) -> JsonResponse:
    return JsonResponse(content, json_dumps_params={"ensure_ascii": False})


def _filters(request: HttpRequest) -> Filters:
    return asked_for(request.GET).filters


def _page(request: HttpRequest, id_: str) -> str:
    return request.build_absolute_uri(reverse("portal:measure", args=[id_]))


@contextmanager
def _language(request: HttpRequest) -> Iterator[None]:
    """Speak the language the address asks for, else the reader's."""
    wanted = {"zh": "zh-hans", "en": "en"}.get(request.GET.get("lang", ""))
    with translation.override(wanted or translation.get_language()):
        yield
