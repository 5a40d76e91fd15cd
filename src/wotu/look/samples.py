"""What the style page shows its components with."""

import datetime as dt
from typing import Any

from django.core.paginator import Paginator
from django.utils import timezone

from wotu.look.charts import Bar, bars
from wotu.look.language import current
from wotu.rules.text import Text

_DAY = dt.date(2026, 3, 1)
_SIZES = (
    ("large", Text("大型", "Large")), ("medium", Text("中型", "Medium")), ("small", Text("小型", "Small")),
)  # fmt: skip
_ANSWERS = (("yes", Text("是", "Yes")), ("no", Text("否", "No")))
_CHIPS = ((Text("规模：小型", "Size: small"), "/look"), (Text("有待答问题", "Questions open"), "/look"))
_BARS = ((Text("制造业", "Manufacturing"), 620), (Text("软件", "Software"), 310), (Text("商贸", "Trade"), 90))


def samples() -> dict[str, Any]:
    """Return one of everything a component needs."""
    language = current()
    drawn = [Bar(label[language], value) for label, value in _BARS]
    return {
        "sizes": [(code, words[language]) for code, words in _SIZES],
        "answers": [(code, words[language]) for code, words in _ANSWERS],
        "chips": [(words[language], address) for words, address in _CHIPS],
        "page": Paginator(range(120), 50).page(2),
        "day": _DAY,
        "moment": timezone.make_aware(dt.datetime(2026, 3, 1, 9, 30)),  # noqa: DTZ001  # made aware here
        "bars": drawn,
        "drawing": bars(drawn, name=Text("企业", "Firms")[language]),
    }
