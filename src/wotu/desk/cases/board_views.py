"""The board of a process."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from wotu.access.doors import open_zone
from wotu.access.middleware import actor
from wotu.access.needs import open_to
from wotu.desk.cases.board import board_of, measures_with_cases
from wotu.look import language


@open_to("see_cases")
@never_cache
@require_safe
def board(request: HttpRequest, zone: str) -> HttpResponse:
    """Show where cases of a measure wait, and how long each step takes."""
    where, today = open_zone(actor(request), zone, "see_cases"), timezone.localdate()
    found = measures_with_cases(where)
    wanted = request.GET.get("measure", "")
    chosen = next((one for one, _ in found if one.id == wanted), found[0][0] if found else None)
    context = {
        "zone": where, "board": board_of(where, chosen, today) if chosen else None,
        "measures": [(one.id, f"{one.title[language.current()]} ({number})") for one, number in found],
        "chosen": chosen.id if chosen else "",
    }  # fmt: skip
    return render(request, "desk/cases/board.html", context)
