"""What is particular to a grant."""

from wotu.cases.kinds import Kind
from wotu.rules.text import Text

KIND = Kind("grant", Text("资金支持", "Grant"), needs_payee=True)
