"""How allauth behaves here."""

from allauth.account.adapter import DefaultAccountAdapter


class InvitedOnly(DefaultAccountAdapter):
    """Nobody signs up by themselves: a clinic's accounts are made in the admin."""

    def is_open_for_signup(self, request):
        return False
