"""Reads of reference territories."""

from __future__ import annotations

from django.db.models import QuerySet

from jalons.application.territoires.models import Collectivite, Commune, Epci, Identite

POUVOIRS = {
    Collectivite.Nature.DEPARTEMENT: "Le conseil départemental exerce la protection de l'enfance.",
    Collectivite.Nature.METROPOLE: "La métropole exerce, sur son territoire, les compétences du département.",
    Collectivite.Nature.EUROPEENNE: "Une seule collectivité exerce les compétences de deux départements.",
    Collectivite.Nature.UNIQUE: "Une seule assemblée exerce les compétences du département et de la région.",
    Collectivite.Nature.PARTICULIERE: "Une seule collectivité exerce les compétences de la commune et du département.",
    Collectivite.Nature.OUTRE_MER: (
        "La collectivité exerce l'aide sociale selon son statut propre : ces contrats peuvent ne pas s'y appliquer."
    ),
}
"""What each nature of collectivité does for child protection, for a reader."""


def collectivites(*, texte: str = "", nature: str = "") -> QuerySet[Collectivite]:
    """Collectivités whose name or code begins with ``texte``, of that nature; région loaded."""
    lignes = Collectivite.objects.select_related("region").order_by("code")
    if nature:
        lignes = lignes.filter(nature=nature)
    return lignes.filter(nom__istartswith=texte) | lignes.filter(code__istartswith=texte) if texte else lignes


def communes(texte: str, *, collectivite: str | None = None) -> QuerySet[Commune]:
    """Communes whose name, or INSEE code, begins with ``texte`` (case aside)."""
    lignes = Commune.objects.select_related("collectivite", "departement", "epci").order_by("nom", "code")
    if collectivite:
        lignes = lignes.filter(collectivite=collectivite)
    if texte[:2].isdigit() or texte[:2].upper() in ("2A", "2B"):
        return lignes.filter(code__istartswith=texte)
    return lignes.filter(nom__istartswith=texte)


def epci(texte: str) -> QuerySet[Epci]:
    """EPCI whose name holds ``texte``, or whose SIREN begins with it."""
    return (
        Epci.objects.filter(siren__startswith=texte) if texte.isdigit() else Epci.objects.filter(nom__icontains=texte)
    )


def identite(collectivite: str) -> Identite:
    """The identity of a collectivité, a blank one (not saved) when it has none."""
    trouvee = Identite.objects.filter(collectivite_id=collectivite).first()
    return trouvee or Identite(collectivite_id=collectivite)


def libelle_local(collectivite: str, code: str, defaut: str) -> str:
    """The collectivité's own word for a general role or service, else ``defaut``."""
    return str(identite(collectivite).libelles.get(code) or defaut)
