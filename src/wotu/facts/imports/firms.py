"""The enterprises a sheet names, looked up at once: by credit code, or by a name only one of them has."""

from collections.abc import Iterable

from stdnum.cn.uscc import compact

from wotu.parties.models import Party
from wotu.rules.text import Text

Trouble = tuple[Text, Text]
"""What is wrong, and how to mend it."""
NOBODY: Trouble = (
    Text("没有写明是哪家企业", "the firm is not named"),
    Text("填统一社会信用代码或企业名称", "fill in the credit code or the name"),
)


class NamedFirms:
    """The enterprises of a zone that have one of these codes or names."""

    def __init__(self, zone: str, codes: Iterable[str], names: Iterable[str]) -> None:
        firms = Party.objects.enterprises().filter(zone=zone)
        found = firms.filter(credit_code__in={compact(code) for code in codes} - {""})
        self.by_code = {party.credit_code: party for party in found}
        self.by_name: dict[str, list[Party]] = {}
        for party in firms.filter(name__in=set(names) - {""}):
            self.by_name.setdefault(party.name, []).append(party)

    def named(self, name: str, unknown: Trouble) -> Party | Trouble:
        """Return the one enterprise of this name, or why there is none."""
        found = self.by_name.get(name, [])
        if len(found) > 1:
            return (
                Text(f"有{len(found)}家企业同名", f"{len(found)} firms have this name"),
                Text("补上统一社会信用代码", "add the credit code"),
            )
        return found[0] if found else unknown
