"""Products, the names people write for them, and who decided which name means what."""

from django.db import models
from django.db.models import F, Q

NAME_STATES = [
    ("open", "待确认 Open"),
    ("confirmed", "已确认 Confirmed"),
    ("set_aside", "不是产品名 Not a product"),
]
RULINGS = [
    ("confirm", "确认 Confirmed"),
    ("found", "新产品 New product"),
    ("merge", "合并 Merged"),
    ("split", "拆分 Split"),
    ("set_aside", "搁置 Set aside"),
]


class Product(models.Model):
    """A product 产品 as a zone tells products apart.

    `slug` is its own id, `hs` a code of the Harmonized System (海关编码), `gb` one of the national product
    classification (GB/T 7635), where known. A maker of a product makes its `parent` too. A product that was
    `merged_into` another stays as it was, so that the merging can be undone: readers go on to the other.
    """

    zone = models.CharField(max_length=60)
    slug = models.SlugField(max_length=80)
    zh = models.CharField(max_length=200)
    en = models.CharField(max_length=200)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    hs = models.CharField(max_length=10, blank=True)
    gb = models.CharField(max_length=12, blank=True)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged"
    )

    class Meta:
        ordering = ["zone", "slug"]
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "slug"], name="product_slug_once",
                violation_error_message="这个产品编号已经有了。This product id is taken.",
            ),
            models.CheckConstraint(
                condition=~Q(zh="") & ~Q(en=""), name="product_named",
                violation_error_message="请填写产品的中英文名称。A product is named in both languages.",
            ),
            models.CheckConstraint(
                condition=(Q(parent=None) | ~Q(parent=F("pk")))
                & (Q(merged_into=None) | ~Q(merged_into=F("pk"))),
                name="product_not_its_own",
                violation_error_message="产品不能以自己为上级，也不能并入自己。"
                "A product is not its own parent, nor merged into itself.",
            ),
            models.CheckConstraint(
                condition=Q(hs="") | Q(hs__regex=r"^[0-9]{2}([0-9]{2}){0,4}$"), name="product_hs_shape",
                violation_error_message="海关编码是2到10位数字。An HS code has 2 to 10 digits.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.zh


class ProductName(models.Model):
    """A name somebody wrote for a product, and what it means.

    Claims keep the name; this row alone gives it a meaning, so that a decision about a name is one about
    everything said with it, and can be taken back. `normal` is the spelling-free form
    (`wotu.chain.names.normal`): two spellings are one row. Only a confirmed name has a product.
    """

    zone = models.CharField(max_length=60)
    name = models.CharField(max_length=200)
    normal = models.CharField(max_length=200)
    product = models.ForeignKey(
        Product, on_delete=models.PROTECT, null=True, blank=True, related_name="names"
    )
    state = models.CharField(max_length=10, choices=NAME_STATES, default="open")

    class Meta:
        ordering = ["zone", "name"]
        indexes = [models.Index(fields=["zone", "state"], name="product_name_queue")]
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "normal"], name="product_name_once",
                violation_error_message="这个名称已经有了。This name is there already.",
            ),
            models.CheckConstraint(
                condition=Q(state="confirmed", product__isnull=False)
                | (~Q(state="confirmed") & Q(product=None)),
                name="product_name_confirmed_means_something",
                violation_error_message="已确认的名称要有所指的产品，其他的没有。"
                "A confirmed name means a product; others mean none.",
            ),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(normal=""), name="product_name_written",
                violation_error_message="请填写名称。A name is needed.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name


class Ruling(models.Model):
    """What an official decided about names or products; `before` is what undoing it brings back.

    `before` maps ids as text: {"names": {id: [product id or null, state]}, "products": {id: merged-into id or
    null}, "made": [ids of products founded by it], "uses": [ids of other products it gave names to or took
    them from]}.
    """

    zone = models.CharField(max_length=60)
    verb = models.CharField(max_length=10, choices=RULINGS)
    label = models.CharField(max_length=450)
    before = models.JSONField()
    at = models.DateTimeField()
    by = models.CharField(max_length=200)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["zone", "-at"], name="ruling_latest")]

    def __str__(self) -> str:
        return self.label
