"""Carrying out a verb for a caller: its refusal becomes a problem that gives every reason."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import Http404
from django.utils import timezone

from wotu.accounts.models import User
from wotu.api import case_schemas as c
from wotu.api.caller import Caller
from wotu.api.case_shapes import case_out, reasons_of
from wotu.api.problems import RequestRefused
from wotu.cases.models import Case
from wotu.refusal import CannotDo


def again(case: Case) -> c.CaseOut:
    """Return a case as it is now."""
    case.refresh_from_db()
    return case_out(case, timezone.localtime())


def user_of(who: Caller) -> User:
    """Return the account behind a token.

    Raises:
        Http404: there is none.
    """
    if who.actor.user is None:
        raise Http404
    return who.actor.user


def refusing(write: Callable[[], tuple[int, c.CaseOut]]) -> Callable[[], tuple[int, c.CaseOut]]:
    """Turn a refusal of a verb into a problem that gives every reason."""

    def carried_out() -> tuple[int, c.CaseOut]:
        try:
            return write()
        except CannotDo as refused:
            said = f"{refused.text.zh} {refused.text.en}"
            raise RequestRefused(HTTPStatus.UNPROCESSABLE_ENTITY, said, reasons_of(refused)) from None

    return carried_out
