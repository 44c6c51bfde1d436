from functools import partial

from django.contrib import admin
from django.urls import include, path
from django.views.generic import TemplateView

from accounts.way_out import render_page
from config import health

urgent_help = partial(render_page, template_name="about/help.html", context={"needs_way_out": True})
about = [
    path("privacy/", TemplateView.as_view(template_name="about/privacy.html"), name="privacy"),
    path("accessibility/", TemplateView.as_view(template_name="about/accessibility.html"), name="accessibility"),
    path("contact/", TemplateView.as_view(template_name="about/contact.html"), name="contact"),
    path("urgent-help/", urgent_help, name="help"),
]

urlpatterns = [
    path("", include("mapping.urls")),
    path("", include("places.urls")),
    path("", include("assets.urls")),
    path("", include("consortia.urls")),
    path("", include("projects.urls")),
    path("", include("accounts.urls")),
    path("account/", include("allauth.account.urls")),
    path("about/", include((about, "about"))),
    path("admin/", admin.site.urls),
    path("healthz", health.process, name="healthz"),
    path("readyz", health.parts),
]
