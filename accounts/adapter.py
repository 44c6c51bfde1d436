from allauth.account.adapter import DefaultAccountAdapter


class InvitedOnly(DefaultAccountAdapter):
    """Accounts are made by the people who run the site; nobody signs up by themselves."""

    def is_open_for_signup(self, request):
        return False
