"""One spelling for one name: widths, case, spaces and punctuation do not tell products apart."""

import re
import unicodedata

_BETWEEN = re.compile(r"[\s_\-‐-―·・./\\|,，、;；:：()（）\[\]【】「」『』《》<>\"'“”‘’]+")
_EMPTY_ENDS = re.compile(r"(?:等(?:产品|產品)?|及其他|(?:系列)?(?:产品|產品))$")


def normal(name: str) -> str:
    """Return the form in which two spellings of a name are equal: `LED 芯片（蓝光）` is `led芯片蓝光`.

    Words that add nothing at the end (等, 产品, 系列产品) are left out, unless nothing else would remain.
    """
    joined = _BETWEEN.sub("", unicodedata.normalize("NFKC", name).casefold())
    return _EMPTY_ENDS.sub("", joined) or joined
