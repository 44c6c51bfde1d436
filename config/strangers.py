from django.urls import reverse


class NobodyIsKnownInFrames:
    """Middleware: on the page for frames of other sites no cookie is read, so that whoever looks is a visitor there.

    It stands before all that reads cookies: then there is no session, and the register is read as the public role.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path_info == reverse("embed"):
            request.META.pop("HTTP_COOKIE", None)
        return self.get_response(request)
