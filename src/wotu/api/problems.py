"""Problems, as RFC 9457 has them: `application/problem+json`, in the words of both languages."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError, Throttled, ValidationError

from wotu.rules.text import Text

MEDIA_TYPE = "application/problem+json"
TITLES = {
    400: Text("请求有误", "The request is wrong"),
    401: Text("需要有效的令牌", "A valid token is needed"),
    403: Text("没有权限", "No right to this"),
    404: Text("没有找到", "Not found"),
    409: Text("与已有的请求冲突", "In conflict with an earlier request"),
    422: Text("有内容读不懂", "Something cannot be read"),
    429: Text("请求过于频繁", "Too many requests"),
}


class FieldProblem(Schema):
    """One thing that is wrong: where, what, and where known what to write instead."""

    field: str
    message: str


class Problem(Schema):
    """What went wrong."""

    type: str
    title: str
    title_zh: str
    status: int
    detail: str
    errors: list[FieldProblem]


class RequestRefused(Exception):
    """A request that was understood cannot be carried out."""

    def __init__(self, status: int, detail: str, errors: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__(detail)
        self.status, self.detail, self.errors = status, detail, tuple(errors)


def problem(status: int, detail: str, errors: Sequence[tuple[str, str]] = ()) -> JsonResponse:
    """Return a problem as a response."""
    title = TITLES.get(status) or Text(HTTPStatus(status).phrase, HTTPStatus(status).phrase)
    body = Problem(
        type=f"/api/problems#{status}", title=title.en, title_zh=title.zh, status=status, detail=detail,
        errors=[FieldProblem(field=field, message=message) for field, message in errors],
    )  # fmt: skip
    return JsonResponse(body.model_dump(), status=status, content_type=MEDIA_TYPE)


def handle_problems(api: NinjaAPI) -> None:
    """Make every error of the API a problem."""
    api.add_exception_handler(Http404, lambda _request, _error: problem(404, "there is nothing here for you"))
    api.add_exception_handler(PermissionDenied, lambda _request, error: problem(403, str(error)))
    api.add_exception_handler(HttpError, _http_error)
    api.add_exception_handler(ValidationError, _unreadable)
    api.add_exception_handler(RequestRefused, _cannot)


def _cannot(_request: HttpRequest, error: RequestRefused | type[RequestRefused]) -> HttpResponse:
    assert isinstance(error, RequestRefused)  # noqa: S101 - ninja's type allows the class, it never sends it
    return problem(error.status, error.detail, error.errors)


def _http_error(_request: HttpRequest, error: HttpError | type[HttpError]) -> HttpResponse:
    assert isinstance(error, HttpError)  # noqa: S101 - ninja's type allows the class, it never sends it
    answer = problem(error.status_code, str(error))
    if error.status_code == HTTPStatus.UNAUTHORIZED:
        answer["WWW-Authenticate"] = 'Bearer realm="wotu"'
    if isinstance(error, Throttled):
        answer["Retry-After"] = str(int(error.wait or 1) + 1)
    return answer


def _unreadable(_request: HttpRequest, error: ValidationError | type[ValidationError]) -> HttpResponse:
    assert isinstance(error, ValidationError)  # noqa: S101 - as above
    return problem(422, "some values cannot be read", [_where(each) for each in error.errors])


def _where(error: dict[str, Any]) -> tuple[str, str]:
    place = [str(part) for part in error.get("loc", ()) if part not in ("body", "query", "path", "payload")]
    return ".".join(place) or next(iter(error), "request"), str(
        error.get("msg") or next(iter(error.values()))
    )
