"""What the parts ask each other, as SQL that DuckDB and Spark read alike.

Only whole numbers, texts in the order of their code points, and bytes are compared or added here: no
engine rounds, and NULL stands for one group of its own. Ties are part of every order.
"""

PLACED = """
SELECT part, claim,
       rank() OVER (PARTITION BY line, place ORDER BY figure) - 1 AS better,
       count(*) OVER (PARTITION BY line, place) AS total
FROM ranked
"""
"""Where each claim came out: equal figures share the better place."""

AWAY = """
SELECT DISTINCT part, owner
FROM (
  SELECT part, owner,
         min(owner) OVER (PARTITION BY key, value) AS first_owner,
         max(owner) OVER (PARTITION BY key, value) AS last_owner
  FROM keyed
) AS shared
WHERE first_owner <> last_owner
"""
"""Enterprises that share a product or a standard with another enterprise."""

TOTALS = """
SELECT account, sum(CAST(amount AS DECIMAL(19, 0))) AS total FROM drawn GROUP BY account
"""
"""What is asked of each account."""

_IN_ORDER = "(PARTITION BY drawn.account ORDER BY turn, line, id, part, claim ROWS UNBOUNDED PRECEDING)"

IN_TURN = f"""
SELECT part, account, claim, CAST(given AS BIGINT) AS given
FROM (
  SELECT part, account, claim, amount,
         least(CAST(amount AS DECIMAL(38, 0)), greatest(allowed - (asked - amount), 0)) AS given
  FROM (
    SELECT drawn.part, drawn.account, drawn.claim, drawn.amount, short.allowed,
           sum(CAST(amount AS DECIMAL(19, 0))) OVER {_IN_ORDER} AS asked
    FROM drawn JOIN short ON drawn.account = short.account
  ) AS running
) AS served
WHERE given < amount
"""  # noqa: S608 - no text from outside
"""Who gets less in turn: the account is what is left after all that stand before."""

IN_PROPORTION = """
SELECT part, account, claim,
       share + CASE WHEN turn <= spare THEN 1 ELSE 0 END AS given
FROM (
  SELECT portioned.part, portioned.account, portioned.claim, portioned.share, units.spare,
         row_number() OVER (
           PARTITION BY portioned.account ORDER BY rest DESC, line, id, part, claim
         ) AS turn
  FROM portioned JOIN (
    SELECT short.account, short.allowed - sum(CAST(portioned.share AS DECIMAL(19, 0))) AS spare
    FROM portioned JOIN short ON portioned.account = short.account
    GROUP BY short.account, short.allowed
  ) AS units ON portioned.account = units.account
) AS lucky
"""
"""Shares in proportion; units lost to rounding go to the largest remainders."""
