"""What is particular to a stay at the talent station."""

from wotu.cases.kinds import Kind
from wotu.rules.text import Text
from wotu.services.stay import hooks

KIND = Kind(
    "stay", Text("人才驿站", "Talent station"), check=hooks.check, period=hooks.period, filed=hooks.filed,
    reached=hooks.reached, wants=hooks.wants, clear=hooks.clear, approved=hooks.approved, ended=hooks.ended,
    desk_urls="wotu.services.stay.desk_urls", portal_urls="wotu.services.stay.portal_urls",
    talent_urls="wotu.services.stay.talent_urls", waiting="wotu.services.stay.desk_waiting.waiting",
)  # fmt: skip
