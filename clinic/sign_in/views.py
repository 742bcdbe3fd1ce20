"""The pages of signing in: allauth's, each with what it leaves in the audit trail, and the list of one's sessions."""

from allauth.account import views as account
from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import views as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import RedirectView

from clinic.audit.appending import together
from clinic.audit.recording import Action, Outcome, record
from clinic.sign_in import actions
from clinic.sign_in.places import places_of
from clinic.sign_in.queries import has_second_factor, needs_second_factor, second_factors, used_second_factor

Type = Authenticator.Type


class SecondStep(mfa.AuthenticateView):
    """The second factor, after the password."""

    def form_invalid(self, form):
        _note_wrong(form, self.stage.login.user)
        return super().form_invalid(form)

    def form_valid(self, form):
        _note_recovery_code(form, self.stage.login.user)
        return super().form_valid(form)


class SignInWithPasskey(webauthn.LoginWebAuthnView):
    """A passkey that alone is both factors: something one has, unlocked by a finger, a face or a PIN."""

    def form_invalid(self, form):
        _note_wrong(form, None)
        return super().form_invalid(form)


class ConfirmWithCode(mfa.ReauthenticateView):
    """A code, before something is changed that it guards."""

    def form_invalid(self, form):
        _note_wrong(form, self.request.user)
        return super().form_invalid(form)

    def form_valid(self, form):
        _note_recovery_code(form, self.request.user)
        return super().form_valid(form)


class ConfirmWithPasskey(webauthn.ReauthenticateWebAuthnView):
    """A passkey, before something is changed that it guards."""

    def form_invalid(self, form):
        _note_wrong(form, self.request.user)
        return super().form_invalid(form)


class SecondFactors(mfa.IndexView):
    """What one signs in with besides the password."""

    def get_context_data(self, **kwargs):
        state = {"needed": needs_second_factor(self.request.user), "has_one": has_second_factor(self.request.user)}
        return super().get_context_data(**kwargs) | state


@method_decorator(reauthentication_required(app="allauth.mfa"), name="dispatch")
class SetUpApp(totp.ActivateTOTPView):
    """An authenticator app on a telephone; one that was set up before, on another telephone, stops working."""

    def dispatch(self, request, *args, **kwargs):
        """allauth leads whoever has an app to its removal; here it moves, so that nobody is without one in between."""
        return super(totp.ActivateTOTPView, self).dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        moves = Authenticator.objects.filter(user=self.request.user, type=Type.TOTP).exists()
        return super().get_context_data(**kwargs) | {"moves": moves}

    def form_valid(self, form):
        with together():
            Authenticator.objects.filter(user=self.request.user, type=Type.TOTP).delete()
            response = super().form_valid(form)
            _note_second_factor(self.request, Type.TOTP)
        return response


class AddPasskey(webauthn.AddWebAuthnView):
    """A passkey or a security key."""

    def form_valid(self, form):
        with together():
            response = super().form_valid(form)
            _note_second_factor(self.request, Type.WEBAUTHN)
        return response


class MakeRecoveryCodes(recovery_codes.GenerateRecoveryCodesView):
    """A new set of recovery codes; the old ones are worth nothing from then on."""

    def form_valid(self, form):
        with together():
            response = super().form_valid(form)
            _note_second_factor(self.request, Type.RECOVERY_CODES)
        return response


class RemoveApp(totp.DeactivateTOTPView):
    """Remove the authenticator app, unless it is the only second factor and one is needed."""

    def form_valid(self, form):
        with together():
            response = super().form_valid(form)
            actions.note_removal(by=self.request.user, kind=Type.TOTP)
        return response


class RemovePasskey(webauthn.RemoveWebAuthnView):
    """Remove a passkey, unless it is the only second factor and one is needed."""

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"stays": self.why_it_stays()}

    def why_it_stays(self):
        adapter = get_adapter()
        if adapter.can_delete_authenticator(self.get_object()):
            return ""
        return adapter.error_messages["cannot_delete_authenticator"]

    def form_valid(self, form):
        if self.why_it_stays():
            return self.render_to_response(self.get_context_data(form=form))
        with together():
            response = super().form_valid(form)
            actions.note_removal(by=self.request.user, kind=Type.WEBAUTHN)
        return response


class ChangePassword(account.PasswordChangeView):
    """A new password, by whoever knows the old one. It ends every other session."""

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and not request.user.has_usable_password():
            return redirect("account_reset_password")
        return super().dispatch(request, *args, **kwargs)


class Elsewhere(RedirectView):
    """Where somebody else's page of signing in leads here."""


@login_required
@require_safe
def account_page(request):
    """Who one is here, and how one signs in."""
    context = {
        "factors": second_factors(request.user).count(),
        "needed": needs_second_factor(request.user),
        "places": len(places_of(request)),
    }
    return render(request, "sign_in/account.html", context)


@login_required
@require_safe
def places(request):
    """Where one is signed in."""
    return render(request, "sign_in/places.html", {"places": places_of(request)})


@login_required
@require_POST
def end_places(request):
    """Sign out in one other place, or in all of them."""
    chosen = request.POST.get("place", "")
    others = [place for place in places_of(request) if not place.is_here]
    keys = [place.key for place in others if chosen in ("all", place.handle)]
    ended = actions.end_elsewhere(by=request.user, keys=keys)
    said = {0: "That session had ended already.", 1: "Signed out there."}
    messages.success(request, said.get(ended, f"Signed out in {ended} other places."))
    return redirect("sign_in_places")


def _note_second_factor(request, kind):
    """From now on this session counts as one that showed a second factor."""
    if not used_second_factor(request):
        record_authentication(request, request.user, method="mfa", type=kind)
    actions.note_second_factor(by=request.user, kind=kind, here=request.session.session_key)


def _note_wrong(form, person):
    """A code or passkey that does not fit leaves its trace. One that came too soon after others was not looked at."""
    if any(form.has_error(name, "incorrect_code") for name in form.fields):
        record(Action.SIGN_IN_FAILED, by=person, outcome=Outcome.REFUSED)


def _note_recovery_code(form, person):
    factor = getattr(form, "authenticator", None)
    if factor is not None and factor.type == Type.RECOVERY_CODES:
        record(Action.RECOVERY_CODE, by=person)
