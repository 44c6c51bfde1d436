from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig


class HereaboutsAdmin(AdminSite):
    site_header = "Hereabouts administration"
    site_title = "Hereabouts administration"
    index_title = "What would you like to look after?"


class HereaboutsAdminConfig(AdminConfig):
    default_site = "config.admin.HereaboutsAdmin"
