"""URLs of the room."""

from kim.versand.views import link
from kim.web.zugang import Zugang, pfad

app_name = "versand"
urlpatterns = [
    pfad("link/<str:token>/", link.aktionslink, name="aktionslink", zugang=Zugang.OEFFENTLICH),
]
