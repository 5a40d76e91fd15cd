"""Products by their names: found by words, merged into one another, split."""

from http import HTTPStatus

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from wotu.access.chain_doors import open_product
from wotu.access.doors import open_zone
from wotu.access.middleware import actor
from wotu.access.needs import open_to
from wotu.desk.chain.name_views import new_product
from wotu.desk.chain.numbers import number, numbers
from wotu.industry.models import Product, Ruling
from wotu.industry.name_queue import products_like
from wotu.industry.reads import names_of
from wotu.industry.verbs.naming import merge_products, split_product
from wotu.measures.zones import Zone
from wotu.refusal import CannotDo
from wotu.rules.text import Text

PRODUCTS_SHOWN = 50


@open_to("see_chain")
@never_cache
@require_safe
def products(request: HttpRequest, zone: str) -> HttpResponse:
    """Show the products the zone tells apart, and how many names mean each."""
    where = open_zone(actor(request), zone, "see_chain")
    words = request.GET.get("q", "").strip()[:100]
    found = Product.objects.filter(zone=where.id, merged_into=None)
    if words:
        found = found.filter(pk__in=[one.pk for one in products_like(where.id, words, PRODUCTS_SHOWN)])
    found = found.annotate(
        many=Count("names", distinct=True), merged_many=Count("merged", distinct=True)
    ).order_by("-many", "zh")
    page = Paginator(found, PRODUCTS_SHOWN).get_page(request.GET.get("page"))
    context = {
        "zone": where, "page": page, "q": words, "may_keep": actor(request).may("keep_chain", where.id),
    }  # fmt: skip
    return render(request, "desk/chain/products.html", context)


@open_to("see_chain")
@never_cache
@require_safe
def choices(request: HttpRequest, zone: str) -> HttpResponse:
    """Give the products like some words, as buttons of a form on the page that asked."""
    where = open_zone(actor(request), zone, "see_chain")
    context = {
        "results": products_like(where.id, request.GET.get("q", "")[:100]), "q": request.GET.get("q", ""),
        "form": request.GET.get("form", "")[:20], "leave_out": request.GET.get("leave_out", "")[:80],
    }  # fmt: skip
    return render(request, "desk/chain/product_choices.html", context)


@open_to("see_chain")
@never_cache
@require_safe
def product_names(request: HttpRequest, zone: str, slug: str) -> HttpResponse:
    """Show the names that mean a product, with the forms to split and merge it."""
    where, found = open_product(actor(request), zone, slug)
    return _page(request, where, found)


@open_to("keep_chain")
@never_cache
@require_POST
def split(request: HttpRequest, zone: str, slug: str) -> HttpResponse:
    """Move the chosen names to another product, or to a new one."""
    where, found = open_product(actor(request), zone, slug, "keep_chain")
    chosen = numbers(request.POST.getlist("chosen"))
    try:
        to = _chosen(where.id, request.POST.get("product", "")) or new_product(where.id, request.POST)
        target, ruling = split_product(
            product=found, names=chosen, to=to, by=actor(request).by, now=timezone.now()
        )
    except CannotDo as refused:
        return _page(request, where, found, refused.text)
    return _to(zone, target, ruling)


@open_to("keep_chain")
@never_cache
@require_POST
def merge(request: HttpRequest, zone: str, slug: str) -> HttpResponse:
    """Merge a product into another one."""
    where, found = open_product(actor(request), zone, slug, "keep_chain")
    try:
        into = _chosen(where.id, request.POST.get("product", ""))
        if into is None:
            raise CannotDo("请选择并入哪个产品。", "Choose the product it is merged into.")
        ruling = merge_products(product=found, into=into, by=actor(request).by, now=timezone.now())
    except CannotDo as refused:
        return _page(request, where, found, refused.text)
    return _to(zone, into, ruling)


def _chosen(zone: str, text: str) -> Product | None:
    return Product.objects.filter(zone=zone, pk=number(text)).first()


def _to(zone: str, product: Product, ruling: Ruling) -> HttpResponse:
    there = reverse("desk:chain:product_names", args=[zone, product.slug])
    return HttpResponseRedirect(f"{there}?ruled={ruling.pk}")


def _page(request: HttpRequest, where: Zone, found: Product, mistake: Text | None = None) -> HttpResponse:
    ruled = number(request.GET.get("ruled", ""))
    used = Count("claims", filter=~Q(claims__state="rejected"))
    context = {
        "zone": where, "product": found,
        "names": names_of(found).annotate(used=used).order_by("-used", "name"),
        "merged": Product.objects.filter(merged_into=found), "mistake": mistake, "typed": request.POST,
        "may_keep": actor(request).may("keep_chain", where.id),
        "ruled": Ruling.objects.filter(zone=where.id, pk=ruled, undone_at=None).first(),
        "q": request.GET.get("q", ""), "results": products_like(where.id, request.GET.get("q", "")[:100]),
    }  # fmt: skip
    status = HTTPStatus.UNPROCESSABLE_ENTITY if mistake else HTTPStatus.OK
    return render(request, "desk/chain/product_names.html", context, status=status)
