"""Reads: the last run of a kind, a part of what it prepared, what an agent may read of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, Subquery
from django.db.models.fields.json import KeyTransform

from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.observatoire.models import Calcul
from jalons.application.observatoire.selectors import unites_permises
from jalons.application.observatoire.tableaux.models import FichierDrees


def dernier(collectivite: str, genre: str, source: str = "", choix: str = "") -> Calcul | None:
    """The last run of this kind, source and choice that ended, without its extract nor its views. One query."""
    faits = Calcul.objects.filter(
        collectivite_id=collectivite, genre=genre, source=source, choix=choix, etat=Calcul.Etat.FAIT
    )
    return faits.defer("extrait", "comptees", "vues").select_related("par").order_by("-fini_le", "-pk").first()


def en_cours(collectivite: str, genre: str) -> Calcul | None:
    """The run of this kind that is asked or under way, if any. One query."""
    vifs = [Calcul.Etat.DEMANDE, Calcul.Etat.EN_COURS]
    lus = Calcul.objects.filter(collectivite_id=collectivite, genre=genre, etat__in=vifs)
    return lus.defer("extrait", "comptees", "resultats", "vues").first()


def suivi(collectivite: str, genre: str, source: str = "", choix: str = "") -> tuple[Calcul | None, Calcul | None]:
    """The run of this kind that is under way, and the last one of this source and choice if it failed. One query."""
    ici = Calcul.objects.filter(collectivite_id=collectivite, genre=genre)
    finis = ici.filter(source=source, choix=choix, etat__in=[Calcul.Etat.FAIT, Calcul.Etat.ECHOUE])
    dernier_fini = finis.order_by("-fini_le", "-pk").values("pk")[:1]
    vifs = [Calcul.Etat.DEMANDE, Calcul.Etat.EN_COURS]
    lus = ici.filter(Q(etat__in=vifs) | Q(pk__in=Subquery(dernier_fini)))
    par_etat = {lu.etat: lu for lu in lus.defer("extrait", "comptees", "resultats", "vues")}
    return next((par_etat[e] for e in vifs if e in par_etat), None), par_etat.get(Calcul.Etat.ECHOUE)


def vue(calcul: Calcul, *chemin: str) -> Any:
    """A part of the views that the run has prepared; ``None`` without it. One query, which carries that part only."""
    ou: Any = "vues"
    for morceau in chemin:
        ou = KeyTransform(morceau, ou)
    return Calcul.objects.filter(pk=calcul.pk).annotate(_part=ou).values_list("_part", flat=True).first()


def extrait(calcul: Calcul) -> bytes:
    """The rows of a run; empty when a later one has replaced it. One query."""
    return bytes(Calcul.objects.filter(pk=calcul.pk).values_list("extrait", flat=True).first() or b"")


def comptees(calcul: Calcul) -> bytes:
    """The rows that its indicators count; empty when it has none, or when a later run has replaced it. One query."""
    return bytes(Calcul.objects.filter(pk=calcul.pk).values_list("comptees", flat=True).first() or b"")


def collectivite_lue(requete: Requete) -> str:
    """The collectivité whose figures are shown: the one chosen, else the first one where the agent may read them."""
    codes = requete.droits.perimetre(Permission.OBSERVATOIRE_LIRE)
    return requete.territoire if requete.territoire in codes else min(codes)


def lit_tout(requete: Requete, collectivite: str) -> bool:
    """Whether the agent reads whole figures there; otherwise small numbers are hidden from him."""
    return requete.droits.peut(Permission.OBSERVATOIRE_VOIR, collectivite)


D_UN_SEUL_TENANT = ("parcours", "projection")
"""Kinds of runs whose figures are of the whole collectivité, never of one local unit."""


def exiger_tout(requete: Requete, collectivite: str) -> None:
    """Let the request go on only if the agent reads the whole collectivité.

    Raises:
        PermissionDenied: she reads some local units only.
    """
    if unites_permises(requete.droits, collectivite, ()) is not None:
        raise PermissionDenied("Ces chiffres portent sur tout le département : ils s'ouvrent à qui le lit tout entier.")


def fichiers(collectivite: str) -> Iterable[FichierDrees]:
    """Files of DREES that are there. One query."""
    return FichierDrees.objects.filter(collectivite_id=collectivite).select_related("depose_par")


def valeur(collectivite: str, code: str) -> tuple[Calcul, float] | None:
    """What the last run on the registers says of an indicator, with the run; ``None``: nothing. One query.

    An import never feeds a contract by itself: its stocks are a minimum.
    """
    faits = Calcul.objects.filter(
        collectivite_id=collectivite, genre=Calcul.Genre.CHIFFRES, source="", etat=Calcul.Etat.FAIT
    )
    ou = KeyTransform("valeur", KeyTransform(code, KeyTransform("indicateurs", "resultats")))
    lu: Any = (
        faits.defer("extrait", "comptees", "vues", "resultats").annotate(valeur=ou).order_by("-fini_le", "-pk").first()
    )
    return None if lu is None or lu.valeur is None else (lu, float(lu.valeur))
