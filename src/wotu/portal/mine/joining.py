"""Joining a firm by the link of an invitation, with the account one has or with a new one."""

from allauth.account.models import EmailAddress
from allauth.account.utils import perform_login
from django import forms
from django.contrib import messages
from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from wotu.access.limits import too_many
from wotu.access.middleware import actor
from wotu.access.needs import PUBLIC, open_to
from wotu.accounts.models import User
from wotu.accounts.reads import account
from wotu.accounts.verbs import LONGEST_EMAIL, register_account
from wotu.look.language import current
from wotu.parties.invitations import accept_invitation, invitation_of
from wotu.parties.models import Invitation, Membership
from wotu.parties.words import MEMBER_MAY, MEMBER_NAMES
from wotu.refusal import CannotDo
from wotu.rules.text import Text

MOST_A_MINUTE = 20


class NewAccount(forms.Form):
    """An account made while joining."""

    name = forms.CharField(max_length=100)
    email = forms.EmailField(max_length=LONGEST_EMAIL)
    password1 = forms.CharField(
        max_length=200, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def clean_email(self) -> str:
        """Send whoever has an account to it."""
        email = str(self.cleaned_data["email"]).lower()
        if account(email) is not None:
            raise forms.ValidationError(_KNOWN[current()])
        return email

    def clean_password1(self) -> str:
        """Hold the password to the house's rules."""
        password = str(self.cleaned_data["password1"])
        about = User(email=self.cleaned_data.get("email", ""), name=self.cleaned_data.get("name", ""))
        validate_password(password, about)
        return password


_KNOWN = Text(
    "这个邮箱已经有账号，请先登录再接受。", "This address has an account; sign in first, then accept."
)


@open_to(PUBLIC)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    """Show an invitation, and accept it."""
    if too_many(request, "join", MOST_A_MINUTE):
        return render(request, "look/too_many.html", status=429)
    invitation = invitation_of(token, timezone.now())
    if invitation is None:
        return render(request, "portal/mine/join_gone.html", status=404)
    if request.method != "POST":
        return _page(request, invitation, NewAccount(initial={"email": invitation.email}))
    user = actor(request).user
    return _accept(request, invitation, token, user) if user else _accept_anew(request, invitation, token)


def _accept(request: HttpRequest, invitation: Invitation, token: str, user: User) -> HttpResponse:
    try:
        membership = _join(token, user)
    except CannotDo as refused:
        messages.error(request, refused.text[current()])
        return _page(request, invitation, NewAccount(), status=409)
    messages.success(request, _welcome(membership))
    return HttpResponseRedirect(reverse("portal:firm", args=[membership.party.slug]))


def _accept_anew(request: HttpRequest, invitation: Invitation, token: str) -> HttpResponse:
    form = NewAccount(request.POST)
    if not form.is_valid():
        return _page(request, invitation, form, status=422)
    try:
        with transaction.atomic():
            user = register_account(
                email=form.cleaned_data["email"], name=form.cleaned_data["name"],
                password=form.cleaned_data["password1"], by=form.cleaned_data["email"], now=timezone.now(),
            )  # fmt: skip
            membership = _join(token, user)
    except CannotDo as refused:
        form.add_error("email", refused.text[current()])
        return _page(request, invitation, form, status=409)
    EmailAddress.objects.get(user=user).send_confirmation(request)
    messages.success(request, _welcome(membership))
    there = reverse("portal:firm", args=[membership.party.slug])
    answer: HttpResponse = perform_login(request, user, email_verification="none", redirect_url=there)
    return answer


def _join(token: str, user: User) -> Membership:
    return accept_invitation(token=token, user=user, today=timezone.localdate(), now=timezone.now())


def _welcome(membership: Membership) -> str:
    role = MEMBER_NAMES[membership.role]
    return Text(
        f"您已加入{membership.party.name}，角色是{role.zh}。",
        f"You joined {membership.party.name} as {role.en}.",
    )[current()]


def _page(request: HttpRequest, invitation: Invitation, form: forms.Form, status: int = 200) -> HttpResponse:
    found = {
        "invitation": invitation, "form": form, "role": MEMBER_NAMES[invitation.role],
        "may": MEMBER_MAY[invitation.role], "there": request.path,
    }  # fmt: skip
    return render(request, "portal/mine/join.html", found, status=status)
