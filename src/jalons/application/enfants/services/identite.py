"""Opening and changing the identity of a child. Every change rewrites the keys under which he is found."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any, TypedDict, Unpack

from django.db import transaction

from jalons.application.acces.models import Agent
from jalons.application.enfants import ages, recherche
from jalons.application.enfants.cles import Identite, cles_de
from jalons.application.enfants.models import CleRecherche, Enfant, Fratrie
from jalons.application.enfants.rapprochement import Verdict
from jalons.application.enfants.rules import Vie, fautes_identite
from jalons.application.enfants.services.numeros import tirer
from jalons.application.enfants.verrous import verrouiller_identites
from jalons.application.faits import services as faits
from jalons.application.faits.models import Fait
from jalons.application.socle.journal import journaliser
from jalons.application.socle.version import verrouiller
from jalons.application.territoires.models import UniteLocale
from jalons.noyau.dates import DateCivile
from jalons.noyau.saisie import EntreeRefusee, Faute

NOMINATIFS = frozenset({"nom", "nom_usage", "prenom", "naissance"})
"""Fields from which the keys of search come."""


class ChampsEnfant(TypedDict, total=False):
    """What may be said of a child; a field that is not given stays as it is."""

    nom: str
    nom_usage: str
    prenom: str
    autres_prenoms: str
    naissance: DateCivile | None
    naissance_fiabilite: str
    sexe: str
    lieu_naissance: str
    pays_naissance: str
    decede_le: DateCivile | None
    statut: str
    statut_depuis: DateCivile | None
    non_accompagne: bool | None
    ecole: str
    classe: str
    unite: UniteLocale | None
    fratrie: Fratrie | None


class DoublonsPossibles(Exception):  # noqa: N818 - the name is what the user is told
    """Files that look like the child about to be created; nothing was written. Carries the candidates."""

    def __init__(self, candidats: list[recherche.Candidat]) -> None:
        self.candidats = candidats
        super().__init__(f"{len(candidats)} dossier(s) ressemblant(s) : regardez-les avant d'en ouvrir un autre.")


@transaction.atomic
@faits.ensemble()
def creer_enfant(
    *,
    collectivite: str,
    par: Agent | None,
    au: date,
    vus: Collection[int] | None = None,
    dossier_ancien: bool = False,
    **champs: Unpack[ChampsEnfant],
) -> Enfant:
    """Open the file of a child.

    Args:
        collectivite: code of the competent collectivité, inside the perimeter.
        au: the day; dates after it are refused.
        vus: keys of the look-alikes that the agent has seen and set aside; ``None`` does not look for any
            (a load of data already checked).
        dossier_ancien: the file of an adult past the age of help (access to her own file, archives).

    Raises:
        EntreeRefusee: every fault of the identity at once.
        DoublonsPossibles: somebody looks like this child and is not among ``vus``.
    """
    enfant = Enfant(collectivite_id=collectivite, numero=tirer())
    _poser(enfant, champs, au=au, dossier_ancien=dossier_ancien, neuf=True)
    if vus is not None:
        _refuser_les_doublons(enfant, vus)
    enfant.save(force_insert=True)
    poser_cles(enfant)
    journaliser("enfants:creer", objet=enfant, par=par)
    _constater(enfant, par)
    return enfant


@transaction.atomic
@faits.ensemble()
def modifier_enfant(
    *,
    enfant: Enfant,
    version: int | None,
    par: Agent | None,
    au: date,
    dossier_ancien: bool = True,
    **champs: Unpack[ChampsEnfant],
) -> Enfant:
    """Change fields of a child; those that are not given stay.

    Args:
        dossier_ancien: a file already open is not refused because its child has grown up.

    Raises:
        VersionDepassee: somebody saved in between.
        EntreeRefusee: every fault of the result at once; nothing is written.
    """
    a_jour = verrouiller(enfant, version, quoi="La fiche de l'enfant")
    _poser(a_jour, champs, au=au, dossier_ancien=dossier_ancien, neuf=False)
    a_jour.version += 1
    a_jour.save()
    if NOMINATIFS & set(champs):
        poser_cles(a_jour)
    journaliser("enfants:modifier", objet=a_jour, par=par, champs=sorted(champs), version=a_jour.version)
    _constater(a_jour, par)
    return a_jour


def identite_de(enfant: Enfant) -> Identite:
    """What a search compares."""
    noms = tuple(n for n in (enfant.nom, enfant.nom_usage) if n)
    return Identite(noms, enfant.prenom, enfant.naissance, enfant.sexe, enfant.numero)


def poser_cles(enfant: Enfant) -> None:
    """Write the keys of search that follow from the identity; idempotent."""
    voulues = cles_de(identite_de(enfant))
    gardees = set(CleRecherche.objects.filter(enfant=enfant).values_list("cle", flat=True))
    CleRecherche.objects.filter(enfant=enfant, cle__in=gardees - voulues).delete()
    CleRecherche.objects.bulk_create(
        [
            CleRecherche(collectivite_id=enfant.collectivite_id, enfant=enfant, cle=cle)
            for cle in sorted(voulues - gardees)
        ]
    )


def _poser(enfant: Enfant, champs: ChampsEnfant, *, au: date, dossier_ancien: bool, neuf: bool) -> None:
    valeurs: dict[str, Any] = dict(champs)
    for champ, valeur in valeurs.items():
        setattr(enfant, champ, " ".join(valeur.split()) if isinstance(valeur, str) else valeur)
    fautes = fautes_de(enfant, {}, au=au, dossier_ancien=dossier_ancien, neuf=neuf)
    if fautes:
        raise EntreeRefusee(fautes, quoi="le dossier de l'enfant")


def fautes_de(
    enfant: Enfant, lus: Mapping[str, Any], *, au: date, dossier_ancien: bool = True, neuf: bool = False
) -> list[Faute]:
    """Every fault of an identity once ``lus`` is written on it; ``None`` there is not known, or could not be read."""
    noms = ("nom", "nom_usage", "prenom", "naissance", "decede_le", "statut_depuis")
    dit = {nom: lus.get(nom, getattr(enfant, nom)) for nom in noms}
    limite = ages.age_de(ages.FIN_JEUNE_MAJEUR, au) if neuf else None
    return fautes_identite(
        nom=dit["nom"] or dit["nom_usage"] or "", prenom=dit["prenom"] or "", au=au, limite_age=limite,
        vie=Vie(dit["naissance"], dit["decede_le"], dit["statut_depuis"]), dossier_ancien=dossier_ancien,
    )  # fmt: skip


def _refuser_les_doublons(enfant: Enfant, vus: Collection[int]) -> None:
    """Two agents who create the same child at once wait for each other: the second one sees the first one's file."""
    identite = identite_de(enfant)
    verrouiller_identites(enfant.collectivite_id, [_mot(identite)])
    trouves = recherche.candidats([enfant.collectivite_id], identite)
    inconnus = [c for c in trouves if c.ressemblance.verdict is not Verdict.ELOIGNE and c.enfant.pk not in set(vus)]
    if inconnus:
        raise DoublonsPossibles(trouves)


def verrouiller_les_semblables(collectivite: str, nouveaux: Iterable[ChampsEnfant]) -> None:
    """Before an act that opens several files and locks others: look for duplicates one act at a time."""
    identites = [identite_de(Enfant(**champs)) for champs in nouveaux]
    verrouiller_identites(collectivite, [_mot(i) for i in identites])


def _mot(identite: Identite) -> str:
    return min((c for c in cles_de(identite) if c.startswith(("N:", "P:"))), default="")


def _constater(enfant: Enfant, par: Agent | None) -> None:
    """Keep the facts of birth and death as the file says them."""
    dits = {"naissance": enfant.naissance, "deces": enfant.decede_le}
    for connu in Fait.objects.filter(
        sujet_type="enfant", sujet_id=enfant.pk, evenement__in=list(dits), annule_le=None
    ).order_by("pk"):
        if connu.survenu_le == dits.get(connu.evenement):
            del dits[connu.evenement]
        else:
            faits.annuler(fait=connu, par=par)
    nouveaux = [faits.Constat(enfant, evenement, valeur) for evenement, valeur in dits.items() if valeur is not None]
    if nouveaux:
        faits.enregistrer_plusieurs(nouveaux, par=par)
