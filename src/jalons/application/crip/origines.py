"""Who tells the CRIP, and by what means; what the catalogue calls it. Pure."""

from __future__ import annotations

from enum import StrEnum


class Origine(StrEnum):
    """Who gave the information."""

    SNATED = "snated"
    ECOLE = "ecole"
    HOPITAL = "hopital"
    MEDECIN = "medecin"
    PMI = "pmi"
    SERVICE_SOCIAL = "service_social"
    ACCUEIL = "accueil"
    POLICE = "police"
    PARQUET = "parquet"
    ELU = "elu"
    ASSOCIATION = "association"
    FAMILLE = "famille"
    VOISIN = "voisin"
    MINEUR = "mineur"
    ANONYME = "anonyme"
    DEPARTEMENT = "departement"
    AUTRE = "autre"


ORIGINES = {
    Origine.SNATED: "119 (SNATED)",
    Origine.ECOLE: "École, éducation nationale",
    Origine.HOPITAL: "Hôpital",
    Origine.MEDECIN: "Médecin, professionnel de santé libéral",
    Origine.PMI: "PMI",
    Origine.SERVICE_SOCIAL: "Service social",
    Origine.ACCUEIL: "Lieu d'accueil, crèche, assistante maternelle",
    Origine.POLICE: "Police, gendarmerie",
    Origine.PARQUET: "Procureur de la République",
    Origine.ELU: "Élu",
    Origine.ASSOCIATION: "Association",
    Origine.FAMILLE: "Famille",
    Origine.VOISIN: "Voisin, particulier",
    Origine.MINEUR: "Le mineur lui-même",
    Origine.ANONYME: "Anonyme",
    Origine.DEPARTEMENT: "Autre département",
    Origine.AUTRE: "Autre",
}

_DU_CATALOGUE = {Origine.SNATED: "snated", Origine.PARQUET: "parquet", Origine.ELU: "elu", Origine.DEPARTEMENT: "autre"}
_PARTICULIERS = frozenset({Origine.FAMILLE, Origine.VOISIN, Origine.MINEUR, Origine.ANONYME})


def professionnel_presume(origine: Origine) -> bool | None:
    """Whether such an informant speaks as a professional; ``None`` when the origin does not tell."""
    if origine in _PARTICULIERS:
        return False
    return None if origine in (Origine.SNATED, Origine.AUTRE, Origine.ELU) else True


def origine_du_catalogue(origine: Origine, *, professionnel: bool | None) -> str:
    """The value of the attribute ``origine`` of the facts.

    >>> origine_du_catalogue(Origine.ECOLE, professionnel=True)
    'professionnel'
    >>> origine_du_catalogue(Origine.AUTRE, professionnel=None)
    'autre'
    """
    if origine in _DU_CATALOGUE:
        return _DU_CATALOGUE[origine]
    return {True: "professionnel", False: "particulier", None: "autre"}[professionnel]


class Canal(StrEnum):
    """By what means it came."""

    PAPIER = "papier"
    TELEPHONE = "telephone"
    COURRIEL = "courriel"
    FICHE_119 = "fiche_119"
    SOIT_TRANSMIS = "soit_transmis"
    VISITE = "visite"


CANAUX = {
    Canal.PAPIER: "Courrier, fiche papier",
    Canal.TELEPHONE: "Téléphone",
    Canal.COURRIEL: "Courriel",
    Canal.FICHE_119: "Fiche du 119",
    Canal.SOIT_TRANSMIS: "Soit-transmis",
    Canal.VISITE: "Visite au service",
}
