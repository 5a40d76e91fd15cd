"""Pages by cursor: `next` and `previous` are addresses; nothing is skipped when rows are added."""

from typing import Any

from django.http import HttpRequest
from ninja.errors import ValidationError
from ninja.pagination import CursorPagination

MOST = 200


class ByCursor(CursorPagination):
    """Ninja's pages by cursor, with a cursor that somebody made up refused instead of failing."""

    def paginate_queryset(self, queryset: Any, pagination: Any, request: HttpRequest, **params: Any) -> Any:
        """Return one page."""
        try:
            return super().paginate_queryset(queryset, pagination, request, **params)
        except (ValueError, UnicodeError) as error:
            wrong = {"loc": ("query", "cursor"), "msg": "this is no cursor of ours"}
            raise ValidationError([wrong]) from error


BY_SLUG: dict[str, Any] = {"ordering": ("slug",), "page_size": 50, "max_page_size": MOST}
BY_ID: dict[str, Any] = {"ordering": ("id",), "page_size": 100, "max_page_size": MOST}
