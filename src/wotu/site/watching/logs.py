"""Log lines: for a person at a terminal, or as JSON for a collector; each with its request's id."""

import logging
from typing import Any

from wotu.site.watching.current import request_id, view_of

FORMS = ("line", "json")


class WithRequest(logging.Filter):
    """Gives every line the id of the request it was written for."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Add the id; every line passes."""
        record.request_id = request_id.get()
        return True


class WithoutAddress(logging.Filter):
    """Names the view where Django names an address, which may name a firm and what was asked about it."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Put the view in; every line passes."""
        path = getattr(record.__dict__.get("request"), "path", None)
        if path is not None:
            view = view_of(record.__dict__.pop("request"))
            written = {path, path.encode("unicode_escape").decode("ascii")}
            record.args = tuple(view if one in written else one for one in record.args or ())
        return True


def logging_settings(form: str) -> dict[str, Any]:
    """Return Django's logging settings. As JSON every request is a line; at a terminal only what went wrong.

    Raises:
        ValueError: there is no such form.
    """
    if form not in FORMS:
        raise ValueError(f"WOTU_LOG is {' or '.join(FORMS)}, not {form!r}.")
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"request": {"()": WithRequest}, "view": {"()": WithoutAddress}},
        "formatters": {
            "line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"},
            "json": {
                "()": "pythonjsonlogger.json.JsonFormatter",
                "format": "{asctime}{levelname}{name}{message}{request_id}",
                "style": "{",
                "rename_fields": {"asctime": "time", "levelname": "level", "name": "logger"},
                "json_ensure_ascii": False,
            },
        },
        "handlers": {
            "terminal": {"class": "logging.StreamHandler", "formatter": form, "filters": ["request", "view"]}
        },
        "root": {"handlers": ["terminal"], "level": "WARNING"},
        "loggers": {"wotu.requests": {"level": "INFO" if form == "json" else "WARNING"}},
    }
