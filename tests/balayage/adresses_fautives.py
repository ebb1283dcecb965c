"""Views with the faults that the sweep must find; never part of the application."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.urls import include, path

from jalons.application.acces.gate import obtenir, requiert, visibles
from jalons.application.acces.matrice import MATRICE
from jalons.application.acces.permissions import Permission, Role
from jalons.application.fiches.models import Fiche


def muette(request):
    return HttpResponse("rien")


@requiert(Permission.FICHES_VOIR)
def sans_porte(request, pk):
    return HttpResponse(Fiche.objects.get(pk=pk).titre)


@requiert(Permission.FICHES_VOIR)
def gardee(request, pk):
    return HttpResponse(obtenir(Fiche.objects.all(), requete=request, voir=Permission.FICHES_VOIR, pk=pk).titre)


@requiert(Permission.FICHES_VOIR)
def ecrit_sans_porte(request):
    Fiche.objects.update(objet="changé")
    return HttpResponse("fait")


def annonce_un_autre_droit(request):
    fiches = visibles(Fiche.objects.all(), requete=request, permission=Permission.FICHES_VOIR)
    return HttpResponse(", ".join(f.titre for f in fiches))


annonce_un_autre_droit.permission = Permission.ACCES_GERER
assert Permission.ACCES_GERER not in MATRICE[Role.CHARGEE_MISSION]


@login_not_required
def publique(request):
    return HttpResponse("ouverte à tous")


publique.permission = Permission.FICHES_VOIR

urlpatterns = [
    path("", include("jalons.application.acces.urls")),
    path("fautes/muette", muette, name="muette"),
    path("fautes/publique", publique, name="publique"),
    path("fautes/sans-porte/<int:pk>", sans_porte, name="sans_porte"),
    path("fautes/gardee/<int:pk>", gardee, name="gardee"),
    path("fautes/ecrit", ecrit_sans_porte, name="ecrit_sans_porte"),
    path("fautes/autre-droit", annonce_un_autre_droit, name="autre_droit"),
]
