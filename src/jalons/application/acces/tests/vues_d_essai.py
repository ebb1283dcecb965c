"""Views that a test calls through the real middleware."""

from django.http import Http404, HttpResponse
from django.template import engines
from django.template.response import TemplateResponse
from django.urls import include, path

from jalons.application.acces.gate import ouverte, requiert, visibles
from jalons.application.acces.permissions import Permission
from jalons.application.territoires.models import UniteLocale


def _creer(code):
    UniteLocale.objects.create(collectivite_id="15", code=code, nom=code)


@ouverte("essai")
def ecrit_puis_echoue(request):
    _creer("PERDUE")
    raise RuntimeError("panne")


@ouverte("essai")
def ecrit_puis_404(request):
    _creer("PERDUE")
    raise Http404


@ouverte("essai")
def ecrit(request):
    _creer("GARDEE")
    return HttpResponse("fait")


@requiert(Permission.TERRITOIRES_MODIFIER)
def differee(request):
    """Rendered after the view: its rows must still be visible then."""
    gabarit = engines["django"].from_string("{% for u in unites %}[{{ u.code }}]{% endfor %}")
    unites = visibles(UniteLocale.objects.all(), requete=request, permission=Permission.TERRITOIRES_MODIFIER)
    return TemplateResponse(request, gabarit, {"unites": unites})


@ouverte("essai")
def sans_filtre(request):
    return HttpResponse(",".join(UniteLocale.objects.order_by("code").values_list("code", flat=True)))


urlpatterns = [
    path("", include("jalons.application.acces.urls")),
    path("essai/echoue", ecrit_puis_echoue),
    path("essai/404", ecrit_puis_404),
    path("essai/ecrit", ecrit),
    path("essai/differee", differee),
    path("essai/sans-filtre", sans_filtre),
]
