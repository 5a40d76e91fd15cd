"""Once: a write with an idempotency key is carried out once, however often it is sent."""

import datetime as dt
import hashlib
from collections.abc import Callable

from django.db import connection, transaction
from django.http import HttpRequest, JsonResponse
from ninja import Schema

from wotu.api.caller import Caller
from wotu.api.models import Reply
from wotu.api.problems import RequestRefused

HEADER = "Idempotency-Key"
LONGEST = 100


def once(
    request: HttpRequest, caller: Caller, now: dt.datetime, write: Callable[[], tuple[int, Schema]]
) -> JsonResponse:
    """Carry a write out, or answer as it was answered before under the same key.

    Two requests with one key wait for each other; the write and the memory of it are one transaction.

    Raises:
        RequestRefused: the key is missing, too long, or was used for something else.
    """
    key, token = request.headers.get(HEADER, ""), caller.token
    if not key or len(key) > LONGEST or token is None:
        raise RequestRefused(400, f"send a header {HEADER} of 1 to {LONGEST} characters, new for every write")
    wanted = hashlib.sha256(f"{request.method} {request.path}\n".encode() + request.body).hexdigest()
    with transaction.atomic():
        _wait_for_turn(token.pk, key)
        known = Reply.objects.filter(token=token, key=key).first()
        if known is not None and known.request != wanted:
            raise RequestRefused(409, f"this {HEADER} was used for another request; take a new one")
        if known is not None:
            return JsonResponse(known.body, status=known.status, headers={"Idempotency-Replayed": "true"})
        status, answer = write()
        body = answer.model_dump(mode="json")
        Reply.objects.create(token=token, key=key, request=wanted, status=status, body=body, at=now)
    return JsonResponse(body, status=status)


def _wait_for_turn(token: int, key: str) -> None:
    """Hold a lock on the key until the transaction ends."""
    number = int.from_bytes(hashlib.sha256(f"{token}:{key}".encode()).digest()[:8], "big", signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])
