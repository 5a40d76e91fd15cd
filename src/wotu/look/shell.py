"""What every page has: its language, and the appearance the reader chose."""

from typing import Any

from django.http import HttpRequest

from wotu.look import language

APPEARANCES = ("light", "dark")
APPEARANCE_COOKIE = "wotu_appearance"


def shell(request: HttpRequest) -> dict[str, Any]:
    """Give every template the page's language and appearance."""
    chosen = request.COOKIES.get(APPEARANCE_COOKIE)
    return {
        "language": language.current(),
        "appearance": chosen if chosen in APPEARANCES else "auto",
        "path": request.get_full_path(),
    }
