"""What an official does with many firms at once, each with a way back; and the filters they keep."""

from collections.abc import Callable, Iterable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from wotu.access.doors import open_saved_filter, open_tag, open_tag_change, open_zone
from wotu.access.middleware import actor
from wotu.access.needs import open_to
from wotu.desk.firms.filters import FirmFilter
from wotu.filing.glances import AT_ONCE, refresh_glances, unseen
from wotu.filing.reads import firms as firms_of
from wotu.filing.reads import tags_of_zone
from wotu.filing.verbs import (
    CannotFile,
    forget_filter,
    save_filter,
    tag_firms,
    undo_tag_change,
    untag_firms,
)
from wotu.look.language import current
from wotu.measures.zones import Zone
from wotu.parties.models import Party
from wotu.rules.text import Text

NOTHING_CHANGED = Text(
    "没有变化：所选企业原本就是这样。", "Nothing changed: the firms were that way already."
)


@open_to("tag_firms")
@require_POST
def tag(request: HttpRequest, zone: str) -> HttpResponse:
    """Put a tag on the firms chosen."""
    asking = actor(request)
    where = open_zone(asking, zone, "tag_firms")

    def do() -> Text | None:
        change = tag_firms(
            zone=where.id, name=request.POST.get("name", ""), firms=_chosen(request, where), by=asking.by,
            now=timezone.now(),
        )  # fmt: skip
        return None if change else NOTHING_CHANGED

    return _done(request, where, do)


@open_to("tag_firms")
@require_POST
def untag(request: HttpRequest, zone: str) -> HttpResponse:
    """Take a tag off the firms chosen."""
    asking = actor(request)
    where, name = open_zone(asking, zone, "tag_firms"), request.POST.get("name", "").strip()

    def do() -> Text | None:
        known = next((one for one in tags_of_zone(where.id) if one.name.lower() == name.lower()), None)
        if known is None:
            raise CannotFile(Text(f"没有叫“{name}”的标签。", f"There is no tag “{name}”."))
        opened = open_tag(asking, where.id, known.pk)
        change = untag_firms(tag=opened, firms=_chosen(request, where), by=asking.by, now=timezone.now())
        return None if change else NOTHING_CHANGED

    return _done(request, where, do)


@open_to("tag_firms")
@require_POST
def undo(request: HttpRequest, zone: str, key: int) -> HttpResponse:
    """Take back what the official last did with a tag."""
    asking = actor(request)
    where, change = open_zone(asking, zone, "tag_firms"), open_tag_change(asking, zone, key)

    def do() -> Text:
        number = undo_tag_change(change=change, by=asking.by, now=timezone.now())
        return Text(f"已撤销：{number}家企业恢复原样。", f"Undone: {number} firms are as they were.")

    return _done(request, where, do)


@open_to("tag_firms")
@require_POST
def refresh(request: HttpRequest, zone: str) -> HttpResponse:
    """Look at firms again whose facts or rules have changed, as many as one request can bear."""
    asking = actor(request)
    where, on = open_zone(asking, zone, "tag_firms"), timezone.localdate()

    def do() -> Text:
        behind = unseen(where.id, on)
        done = refresh_glances(zone=where, firms=behind[:AT_ONCE], on=on, by=asking.by, now=timezone.now())
        left = len(behind) - done
        if left:
            return Text(f"已核算{done}家，还有{left}家。", f"{done} firms were checked; {left} are left.")
        return Text(f"已核算{done}家，全部是最新的。", f"{done} firms were checked; all are up to date.")

    return _done(request, where, do)


@open_to("see_firms")
@require_POST
def keep_filter(request: HttpRequest, zone: str) -> HttpResponse:
    """Keep the filter in use under a name."""
    asking = actor(request)
    where, query = open_zone(asking, zone, "see_firms"), _query(request)

    def do() -> Text:
        assert asking.user is not None  # noqa: S101  # nobody without an account has the right
        saved = save_filter(
            user=asking.user, zone=where.id, section="firms", name=request.POST.get("name", ""),
            query=query, now=timezone.now(),
        )  # fmt: skip
        return Text(f"已保存筛选“{saved.name}”。", f"The filter “{saved.name}” was saved.")

    return _done(request, where, do)


@open_to("see_firms")
@require_POST
def forget(request: HttpRequest, zone: str, key: int) -> HttpResponse:
    """Delete a saved filter."""
    asking = actor(request)
    where, saved = open_zone(asking, zone, "see_firms"), open_saved_filter(asking, zone, key)

    def do() -> Text:
        forget_filter(saved=saved, now=timezone.now())
        return Text(f"已删除筛选“{saved.name}”。", f"The filter “{saved.name}” was deleted.")

    return _done(request, where, do)


def _chosen(request: HttpRequest, zone: Zone) -> Iterable[Party]:
    """Return the firms ticked; all that the filter shows where the official said so."""
    if "everything" in request.POST:
        return FirmFilter.of(QueryDict(_query(request))).firms(zone.id)
    return firms_of(zone.id).filter(slug__in=request.POST.getlist("chosen"))


def _query(request: HttpRequest) -> str:
    """Return the filter the form was on, read and written again, so that it is one of ours."""
    return FirmFilter.of(QueryDict(request.POST.get("query", ""))).query()


def _done(request: HttpRequest, zone: Zone, do: Callable[[], Text | None]) -> HttpResponse:
    """Do it, say what came of it, and go back to the list as it was."""
    try:
        said = do()
        if said is not None:
            messages.success(request, said[current()])
    except CannotFile as mistake:
        messages.error(request, mistake.text[current()])
    query, here = _query(request), reverse("desk:firms:home", args=[zone.id])
    return HttpResponseRedirect(f"{here}?{query}" if query else here)
