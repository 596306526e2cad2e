"""URLs of the module, one file per area."""

from django.urls import URLPattern

from casemgmt.urls import akten, vorort

app_name = "casemgmt"
urlpatterns: list[URLPattern] = [*akten.urlpatterns, *vorort.urlpatterns]
