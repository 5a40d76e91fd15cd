"""What the pages of firm and desk share: the form of an entry, uploads, saying what was done."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from wotu.facts.evidence import LARGEST
from wotu.look import language
from wotu.rules.text import Text
from wotu.services.credit_repair.bodies import BODIES, SITES
from wotu.services.credit_repair.forms import LEVEL_WORDS, SORT_WORDS, Mistake


def typed_cells(request: HttpRequest) -> dict[str, str]:
    """Return the fields of an entry as they were typed; sites are chosen one by one."""
    cells = {name: str(value) for name, value in request.POST.items()}
    return cells | {"sites": "、".join(request.POST.getlist("sites"))}


def choices_of(typed: Mapping[str, str]) -> dict[str, Any]:
    """Return what may be chosen in the form of an entry, in the reader's language."""
    here = language.current()
    return {
        "sorts": [(key, words[here]) for key, words in SORT_WORDS.items()],
        "levels": [(key, words[here]) for key, words in LEVEL_WORDS.items()],
        "bodies": [(key, words[here]) for key, words in BODIES.items()],
        "sites": [(key, words[here], key in typed.get("sites", "")) for key, (words, _) in SITES.items()],
        "yes_no": [("yes", Text("是", "Yes")[here]), ("no", Text("否", "No")[here])],
    }


def in_words(mistakes: Mapping[str, Mistake]) -> dict[str, str]:
    """Return mistakes by field as one sentence each, in the reader's language."""
    here = language.current()
    stop = Text("。", ". ")[here]
    return {
        name: wrong.problem[here]
        if wrong.fix == wrong.problem
        else f"{wrong.problem[here]}{stop}{wrong.fix[here]}"
        for name, wrong in mistakes.items()
    }


def content_of_upload(file: Any) -> bytes:
    """Read an upload, no more than is taken and one byte, so that too large a file is told as such."""
    content: bytes = file.read(LARGEST + 1)
    return content
