"""Coordinates of communes and travel times that a département loads: dropped, previewed, put in use, withdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jalons.application.acces.gate import obtenir, requiert
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.places import distances, listes, services
from jalons.application.places.models import LigneDeDistances, TableDeDistances
from jalons.application.places.views.commun import VOIR
from jalons.application.places.views.reglages import PONDERER, collectivite_choisie
from jalons.application.ui.envoi import envoyer
from jalons.noyau.saisie import EntreeRefusee, Faute
from jalons.noyau.tableur import Tableau

MONTREES = 10
"""Lines that a preview shows."""


class DistancesForm(forms.Form):
    """A file, and what it holds."""

    genre = forms.ChoiceField(label="Ce que le fichier contient", choices=listes.choix(listes.DISTANCES))
    fichier = forms.FileField(
        label="Fichier",
        help_text="CSV (25 Mo au plus) ou classeur .xlsx ou .ods (5 Mo et 20 000 lignes au plus).",
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx,.ods"}),
        error_messages={"required": "Aucun fichier n'est choisi : choisissez-en un."},
    )

    def clean_fichier(self) -> Any:
        """The file, unless it is too large to be read at all."""
        recu = self.cleaned_data["fichier"]
        if recu.size > distances.TAILLE_MAXIMALE:
            maximum = distances.TAILLE_MAXIMALE // 1_000_000
            raise forms.ValidationError(f"Ce fichier dépasse {maximum} Mo : ne gardez que les communes utiles.")
        return recu


@require_safe
@requiert(VOIR)
def page(request: Requete) -> HttpResponse:
    """What measures distances today; whoever sets weights finds there where to drop a file."""
    return _page(request, collectivite_choisie(request, VOIR), DistancesForm())


@require_http_methods(["GET", "POST"])
@requiert(PONDERER)
def deposer(request: Requete) -> HttpResponse:
    """Drop a file: nothing is in use before its preview is confirmed."""
    code = collectivite_choisie(request, PONDERER)
    if request.method != "POST":
        return redirect("places:distances")
    formulaire = DistancesForm(request.POST, request.FILES)
    if not formulaire.is_valid():
        return _page(request, code, formulaire)
    recu = formulaire.cleaned_data["fichier"]
    try:
        lue = services.deposer_distances(
            collectivite=code, genre=formulaire.cleaned_data["genre"], nom=recu.name, octets=recu.read(),
            maintenant=timezone.now(), par=request.user,
        )  # fmt: skip
    except EntreeRefusee as refuse:
        return _page(request, code, formulaire, refuse.fautes)
    return redirect("places:table_distances", lue.pk)


def _page(requete: Requete, code: str, formulaire: DistancesForm, fautes: Sequence[Faute] = ()) -> HttpResponse:
    contexte = {
        "formulaire": formulaire, "fautes": fautes,
        "colonnes": [(nom, _colonnes(genre)) for genre, nom in listes.DISTANCES.items()],
        "tables": TableDeDistances.objects.filter(collectivite_id=code)[:20],
        "peut_charger": requete.droits.peut(PONDERER, code),
    }  # fmt: skip
    return render(requete, "places/distances.html", contexte, status=422 if fautes or formulaire.errors else 200)


def _colonnes(genre: str) -> str:
    return " ; ".join(distances.COLONNES[genre])


@require_safe
@requiert(VOIR)
def table(request: Requete, pk: int) -> HttpResponse:
    """What a file holds, and its refused lines."""
    return _table(request, _ouvrir(request, pk, VOIR))


@require_http_methods(["GET", "POST"])
@requiert(PONDERER)
def servir(request: Requete, pk: int) -> HttpResponse:
    """Put a table in use in place of the former."""
    objet = _ouvrir(request, pk, PONDERER)
    if request.method != "POST":
        return redirect("places:table_distances", pk)
    try:
        services.mettre_en_service(table=objet, jour=timezone.localdate(), par=request.user)
    except EntreeRefusee as refuse:
        return _table(request, objet, refuse.fautes)
    messages.success(request, "La table est en service : les prochaines recherches mesurent avec elle.")
    return redirect("places:distances")


def _table(requete: Requete, objet: TableDeDistances, fautes: Sequence[Faute] = ()) -> HttpResponse:
    lignes = LigneDeDistances.objects.filter(table=objet).order_by("commune")[:MONTREES]
    contexte = {
        "table": objet, "fautes": fautes, "refus": objet.refus[:50],
        "peut_charger": requete.droits.peut(PONDERER, objet.collectivite_id),
        "exemples": [_exemple(x, objet.genre) for x in lignes],
        "remplace": TableDeDistances.objects.filter(
            collectivite_id=objet.collectivite_id, genre=objet.genre, etat=TableDeDistances.Etat.SERVICE
        ).exclude(pk=objet.pk).first(),
    }  # fmt: skip
    return render(requete, "places/table_distances.html", contexte, status=422 if fautes else 200)


def _exemple(ligne: LigneDeDistances, genre: str) -> tuple[str, str]:
    """A commune, and what is known of it in a few words."""
    if genre == listes.COMMUNES:
        return ligne.commune, "{} ; {}".format(*(str(x).replace(".", ",") for x in ligne.valeurs))
    premiers = [f"{vers} : {_mesure(*valeurs)}" for vers, valeurs in list(ligne.valeurs.items())[:3]]
    reste = len(ligne.valeurs) - len(premiers)
    return ligne.commune, " ; ".join([*premiers, f"{reste} de plus"] if reste else premiers)


def _mesure(km: float | None, minutes: float | None) -> str:
    dits = [f"{v:g} {u}".replace(".", ",") for v, u in ((km, "km"), (minutes, "min")) if v is not None]
    return ", ".join(dits)


@require_POST
@requiert(PONDERER)
def retirer(request: Requete, pk: int) -> HttpResponse:
    """Use a table no more, or drop its preview."""
    try:
        services.retirer_distances(table=_ouvrir(request, pk, PONDERER), jour=timezone.localdate(), par=request.user)
        messages.success(request, "La table est retirée : elle ne sert plus à mesurer.")
    except EntreeRefusee as refuse:
        messages.warning(request, " ".join(f.message for f in refuse.fautes))
    return redirect("places:distances")


@require_safe
@requiert(VOIR)
def refus(request: Requete, pk: int) -> HttpResponse:
    """The refused lines, to be corrected off line."""
    objet = _ouvrir(request, pk, VOIR)
    lignes = ((x["ligne"], x["recu"], x["message"]) for x in objet.refus)
    return envoyer(Tableau("Refus", ("Ligne", "Reçu", "Que faire"), lignes), "lignes-refusees")


def _ouvrir(requete: Requete, pk: int, faire: Permission) -> TableDeDistances:
    tables = TableDeDistances.objects.select_related("collectivite")
    return obtenir(tables, requete=requete, voir=VOIR, faire=faire, pk=pk)
