"""The local sourcing ratio equals what plain PostgreSQL finds in the tables, to the fen, on random claims."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.industry.small import ZONE, claim, firm, name, product
from wotu.chain.graph.relations import KINDS, STATES, USES
from wotu.chain.ratio import sourcing
from wotu.industry.models import Claim, Enterprise, Site
from wotu.industry.relations import graph_of

pytestmark = pytest.mark.django_db

BEGINS, ENDS = dt.date(2025, 1, 1), dt.date(2025, 12, 31)

INDEPENDENT = """
WITH place AS (
  SELECT e.id, e.key, NULLIF(e.group, '') AS grp,
         EXISTS (SELECT FROM industry_site s
                 WHERE s.enterprise_id = e.id AND s.closed_on IS NULL AND s.in_zone) AS inside,
         EXISTS (SELECT FROM industry_site s WHERE s.enterprise_id = e.id AND s.closed_on IS NULL) AS known
  FROM industry_enterprise e WHERE e.zone = %(zone)s
), told AS (
  SELECT c.id, c.firm_id, c.buyer_id, c.use, date_part('year', c.begins) AS year,
         COALESCE(c.amount_fen, 0) AS fen,
         c.amount_fen IS NOT NULL AS stated,
         array_position(ARRAY['invoice', 'customs', 'filing', 'statement', 'expert', 'extracted'],
                        c.kind::text) AS strength,
         -- What a purchase is of: the product after all mergers, or the name itself while it is open.
         CASE WHEN n.state = 'confirmed' THEN COALESCE(m.slug, p.slug)
              WHEN n.state = 'open' THEN 'name ' || n.id END AS what
  FROM industry_claim c
  LEFT JOIN industry_productname n ON n.id = c.name_id
  LEFT JOIN industry_product p ON p.id = n.product_id
  LEFT JOIN industry_product m ON m.id = p.merged_into_id
  WHERE c.zone = %(zone)s AND c.says = 'supplies' AND c.kind <> 'inferred'
    AND (c.state = 'confirmed' OR (c.state = 'proposed' AND %(estimate)s))
    AND c.begins >= %(begins)s AND c.ends <= %(ends)s
), ranked AS (
  SELECT told.*,
         MIN(strength) FILTER (WHERE stated) OVER (PARTITION BY firm_id, buyer_id, what, year) AS best
  FROM told
)
SELECT COALESCE(SUM(r.fen) FILTER (WHERE s.inside), 0)::bigint,
       COALESCE(SUM(r.fen) FILTER (WHERE s.known), 0)::bigint,
       COALESCE(SUM(r.fen), 0)::bigint,
       COUNT(*)
FROM ranked r
JOIN place b ON b.id = r.buyer_id AND b.inside
LEFT JOIN place s ON s.id = r.firm_id
WHERE r.use IN ('material', 'component')
  AND (r.firm_id IS NULL OR r.what IS NULL OR NOT r.stated OR r.strength = r.best)
  AND NOT COALESCE(s.id = b.id OR COALESCE(s.grp, s.key) = COALESCE(b.grp, b.key), FALSE)
"""
"""Written against the tables, without a line of the core's SQL."""

_SALES = st.lists(
    st.fixed_dictionaries(
        {
            "seller": st.sampled_from(["near", "sister", "far", "closed", "nowhere", "buyer", None]),
            "buyer": st.sampled_from(["buyer", "second", "far"]),
            "name": st.sampled_from(["p", "p2", "merged", "open", "aside"]),
            "use": st.sampled_from([*USES, ""]),
            "kind": st.sampled_from(KINDS),
            "state": st.sampled_from(STATES),
            "amount_fen": st.one_of(st.none(), st.integers(0, 10**14)),
            "begins": st.sampled_from([BEGINS, dt.date(2025, 7, 1), dt.date(2024, 6, 1), None]),
            "ends": st.sampled_from([ENDS, dt.date(2026, 1, 31)]),
        }
    ),
    max_size=14,
)


@pytest.fixture
def world(db: None) -> dict[str, Any]:
    """Return firms of every sort of place and group, and names of every sort of meaning."""
    firms = {
        "buyer": firm("buyer", inside=True, group="G"),
        "second": firm("second", inside=True),
        "near": firm("near", inside=True, group="second"),  # controlled by a buyer
        "sister": firm("sister", inside=True, group="G"),
        "far": firm("far", place="苏州"),
        "closed": firm("closed"),
        "nowhere": firm("nowhere"),
    }
    Site.objects.create(enterprise=firms["closed"], place="园区", in_zone=True, closed_on=dt.date(2025, 2, 1))
    p, gone = product("p"), product("gone")
    gone.merged_into = p
    gone.save()
    names = {
        "p": name("p", p), "p2": name("另一个叫法", p), "merged": name("gone", gone),
        "open": name("没人定过"), "aside": name("运费"),
    }  # fmt: skip
    names["aside"].state = "set_aside"
    names["aside"].save()
    return {"firms": firms, "names": names}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(drawn=_SALES, estimate=st.booleans(), begins=st.sampled_from([BEGINS, dt.date(2024, 1, 1)]))
def test_the_ratio_is_the_same_to_the_fen(
    world: dict[str, Any], drawn: list[dict[str, Any]], estimate: bool, begins: dt.date
) -> None:
    Claim.objects.all().delete()
    firms: dict[str | None, Enterprise | None] = {**world["firms"], None: None}
    for one in drawn:
        fields = {key: value for key, value in one.items() if key not in {"seller", "buyer", "name"}}
        claim(
            "supplies", firm=firms[one["seller"]], buyer=firms[one["buyer"]],
            name=world["names"][one["name"]], reason="x" if one["state"] == "rejected" else "", **fields,
        )  # fmt: skip

    share = sourcing(graph_of(ZONE), ZONE, begins=begins, ends=ENDS, estimate=estimate).materials

    asked: dict[str, Any] = {"zone": ZONE, "begins": begins, "ends": ENDS, "estimate": estimate}
    with connection.cursor() as cursor:
        cursor.execute(INDEPENDENT, asked)
        found = cursor.fetchone()
    assert (share.local_fen, share.known_fen, share.total_fen, share.claims) == found
