"""Pages of visitors read with the rights of the public role, which sees the public copy and reference tables alone."""

from contextvars import ContextVar

REGISTER_APPS = {"places", "consortia", "assets", "projects", "mapping"}
serving_a_visitor = ContextVar("serving_a_visitor", default=False)


class VisitorsReadThePublicCopy:
    """Middleware: the register is read as the public role while somebody is served who has not signed in."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        token = serving_a_visitor.set(not request.user.is_authenticated)
        try:
            return self.get_response(request)
        finally:
            serving_a_visitor.reset(token)


class VisitorsRouter:
    """Fails closed: a page that reads more than visitors may is refused by the database."""

    def db_for_read(self, model, **hints):
        return "public" if serving_a_visitor.get() and model._meta.app_label in REGISTER_APPS else None

    def db_for_write(self, model, **hints):
        return "default"

    def allow_relation(self, one, other, **hints):
        return True

    def allow_migrate(self, db, app_label, **hints):
        return db != "public"
