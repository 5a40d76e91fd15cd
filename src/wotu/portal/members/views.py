"""Pages about the members of a firm. Each goes through the door `manage_members`: owners only."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from wotu.access import mail
from wotu.access.actor import actor_of
from wotu.access.doors import open_own
from wotu.access.middleware import actor
from wotu.access.needs import SIGNED_IN, open_to
from wotu.accounts.verbs import LONGEST_EMAIL
from wotu.look.language import current
from wotu.parties import invitations, reads
from wotu.parties.memberships import change_role, end_membership
from wotu.parties.models import Membership, Party
from wotu.parties.words import MEMBER_MAY, MEMBER_NAMES
from wotu.refusal import CannotDo
from wotu.rules.text import Text

_LINK = "invitation_link"
"""Where the session keeps a fresh link until the next page shows it, once."""


class NewInvitation(forms.Form):
    """Whom to invite, as what."""

    role = forms.ChoiceField(choices=[(role, role) for role in MEMBER_NAMES])
    email = forms.EmailField(max_length=LONGEST_EMAIL, required=False)


@open_to(SIGNED_IN)
@never_cache
@require_safe
def members(request: HttpRequest, slug: str) -> HttpResponse:
    """List the members and the open invitations."""
    party, _ = open_own(actor(request), slug, "manage_members")
    return _page(request, party, NewInvitation(initial={"role": "clerk"}))


@open_to(SIGNED_IN)
@require_POST
def invite(request: HttpRequest, slug: str) -> HttpResponse:
    """Make an invitation, and show its link once."""
    party, _ = open_own(actor(request), slug, "manage_members")
    form = NewInvitation(request.POST)
    if not form.is_valid():
        return _page(request, party, form, status=422)
    role, email = form.cleaned_data["role"], form.cleaned_data["email"]

    def act() -> None:
        _, token = invitations.invite(
            party=party, role=role, email=email, by=actor(request).by, now=timezone.now()
        )
        link = request.build_absolute_uri(reverse("portal:join", args=[token]))
        request.session[_LINK] = link
        if email:
            mail.send(email, *_letter(party, role, link))

    return _done(request, slug, act, Text("邀请链接已生成。", "The invitation is made."))


@open_to(SIGNED_IN)
@require_POST
def revoke(request: HttpRequest, slug: str, id_: int) -> HttpResponse:
    """Take an invitation back."""
    party, _ = open_own(actor(request), slug, "manage_members")
    found = next((one for one in invitations.open_invitations(party, timezone.now()) if one.pk == id_), None)
    if found is None:
        raise Http404
    return _done(
        request,
        slug,
        lambda: invitations.revoke_invitation(invitation=found, by=actor(request).by, now=timezone.now()),
        Text("邀请已撤回，链接失效。", "The invitation is taken back; its link no longer works."),
    )


@open_to(SIGNED_IN)
@require_POST
def role(request: HttpRequest, slug: str, id_: int) -> HttpResponse:
    """Give a member another role."""
    membership = _membership(request, slug, id_)
    return _done(
        request,
        slug,
        lambda: change_role(
            membership=membership, role=request.POST.get("role", ""), on=timezone.localdate(),
            by=actor(request).by, now=timezone.now(),
        ),
        Text(f"{membership.user.name} 的角色已更改。", f"{membership.user.name} has another role now."),
    )  # fmt: skip


@open_to(SIGNED_IN)
@require_POST
def end(request: HttpRequest, slug: str, id_: int) -> HttpResponse:
    """End a membership."""
    membership = _membership(request, slug, id_)
    return _done(
        request,
        slug,
        lambda: end_membership(
            membership=membership, on=timezone.localdate(), by=actor(request).by, now=timezone.now()
        ),
        Text(
            f"{membership.user.name} 不再是成员；要恢复，请再邀请一次。",
            f"{membership.user.name} is no longer a member; invite them again to undo this.",
        ),
    )


def _membership(request: HttpRequest, slug: str, id_: int) -> Membership:
    party, _ = open_own(actor(request), slug, "manage_members")
    found = reads.membership_of(party, id_, timezone.localdate())
    if found is None:
        raise Http404
    return found


def _done(request: HttpRequest, slug: str, act: Callable[[], object], done: Text) -> HttpResponse:
    """Do it, say so (or why not), and go back to the list; elsewhere for whoever may not see it any more."""
    try:
        act()
    except CannotDo as refused:
        messages.error(request, refused.text[current()])
    else:
        messages.success(request, done[current()])
    now = actor_of(request.user, timezone.localdate())  # who left is an owner no more
    may_see = any(
        party.slug == slug for party in reads.enterprises_served(now.members_with("manage_members"))
    )
    return HttpResponseRedirect(reverse("portal:members", args=[slug]) if may_see else reverse("portal:mine"))


def _page(request: HttpRequest, party: Party, form: NewInvitation, status: int = 200) -> HttpResponse:
    now = timezone.now()
    found = {
        "party": party,
        "form": form,
        "link": request.session.pop(_LINK, ""),
        "roles": [(role, MEMBER_NAMES[role], MEMBER_MAY[role]) for role in MEMBER_NAMES],
        "members": [(each, MEMBER_NAMES[each.role]) for each in reads.members(party, timezone.localdate())],
        "invitations": [(each, MEMBER_NAMES[each.role]) for each in invitations.open_invitations(party, now)],
    }
    return render(request, "portal/members/members.html", found, status=status)


def _letter(party: Party, role: str, link: str) -> tuple[str, str]:
    name = MEMBER_NAMES[role]
    subject = f"{party.name} 邀请您加入沃土 {party.name} invites you to Wotu"
    return subject, (
        f"{party.name} 邀请您以“{name.zh}”的身份加入沃土。打开链接接受，14 天内有效，只能用一次：\n"
        f"{party.name} invites you to Wotu as {name.en}. Open the link to accept; good once, for 14 days:\n\n"
        f"{link}\n"
    )
