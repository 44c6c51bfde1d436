from django.utils.cache import patch_cache_control


class PagesOfPeopleStayPrivate:
    """Middleware: what somebody gets who has signed in is kept nowhere, so Back on a shared machine shows none.

    What everybody gets, such as outlines of areas, may be kept as it says.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        answer = self.get_response(request)
        if request.user.is_authenticated and "public" not in answer.get("Cache-Control", ""):
            patch_cache_control(answer, private=True, no_store=True)
        return answer
