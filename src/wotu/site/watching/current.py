"""The id of the request this thread is answering, for whatever is written meanwhile."""

from contextvars import ContextVar

request_id: ContextVar[str] = ContextVar("request_id", default="")
