"""Scopes: what a token may be used for. A scope never gives more than its holder may do."""

from typing import Final, Literal

from wotu.rules.text import Text

Scope = Literal["firms:read", "facts:read", "facts:write", "cases:read", "cases:write", "cases:handle"]
SCOPES: Final[dict[Scope, Text]] = {
    "firms:read": Text("读取企业和政策体检", "Read enterprises and their check-ups"),
    "facts:read": Text("读取事实", "Read facts"),
    "facts:write": Text("登记事实", "Record facts"),
    "cases:read": Text("读取办件", "Read cases"),
    "cases:write": Text("为企业申报和办理", "File and follow cases for a firm"),
    "cases:handle": Text("作为工作人员办理办件", "Handle cases as an official"),
}
