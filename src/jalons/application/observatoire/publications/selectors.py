"""Reads: editions that an agent may open, their files, those already released."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from jalons.application.acces.droits import Droits
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.observatoire import octets
from jalons.application.observatoire.publications.models import FichierDePublication, Publication
from jalons.application.observatoire.selectors import SERVI

LOURDS = ("contenu", "dossier", "fautes")
"""Columns that a list does not read."""


def peut(droits: Droits, permission: Permission, collectivite: str) -> bool:
    """Whether the right is held on the whole collectivité: a draft shows true small numbers of all its units."""
    places = droits.places_avec(permission)
    return any(p.niveau in SERVI and collectivite in p.collectivites for p in places)


def prepare_ou_valide(droits: Droits, collectivite: str) -> bool:
    """Whether drafts of that collectivité may be read."""
    return any(peut(droits, p, collectivite) for p in (Permission.PUBLICATION_PREPARER, Permission.PUBLICATION_VALIDER))


def lisibles(requete: Requete) -> QuerySet[Publication]:
    """Editions released, and drafts where the agent prepares or releases."""
    codes = requete.droits.perimetre(Permission.PUBLICATION_VOIR)
    siens = [c for c in codes if prepare_ou_valide(requete.droits, c)]
    voulues = Q(etat=Publication.Etat.PUBLIEE) | Q(collectivite_id__in=siens)
    return Publication.objects.filter(voulues).select_related("collectivite", "demandee_par", "decidee_par", "corrige")


def cles_publiees(collectivite: str, *, verrou: bool = False) -> list[int]:
    """Keys of the editions released; ``verrou``: no other release ends meanwhile.

    The lock is on every edition of the collectivité: two releases at once wait for each other.
    """
    toutes = Publication.objects.filter(collectivite_id=collectivite).order_by("pk")
    if verrou:
        toutes = toutes.select_for_update(of=("self",), no_key=True)
    return [cle for cle, etat in toutes.values_list("pk", "etat") if etat == Publication.Etat.PUBLIEE]


def anterieures(publication: Publication) -> list[Publication]:
    """Editions released in the same collectivité, the oldest first. One query."""
    ici = {"collectivite_id": publication.collectivite_id, "etat": Publication.Etat.PUBLIEE}
    return list(Publication.objects.filter(**ici).exclude(pk=publication.pk).order_by("decidee_le", "pk"))


def corrigeables(collectivite: str) -> list[tuple[int, str]]:
    """Key and title of the editions that can be corrected."""
    publiees = Publication.objects.filter(collectivite_id=collectivite, etat=Publication.Etat.PUBLIEE)
    return [(cle, f"{titre} (n° {cle})") for cle, titre in publiees.values_list("pk", "titre")]


def corrections(publication: Publication) -> list[Publication]:
    """Editions released that correct this one."""
    return list(publication.corrections.filter(etat=Publication.Etat.PUBLIEE).defer(*LOURDS))


def entrees(publication: Publication) -> dict[str, bytes]:
    """Bytes of the files received, by name.

    Raises:
        EntreeRefusee: one of them is no longer what was kept.
    """
    return {f.nom: lire(f) for f in publication.fichiers.filter(genre=FichierDePublication.Genre.ENTREE)}


def lire(fichier: FichierDePublication) -> bytes:
    """The bytes of a file.

    Raises:
        EntreeRefusee: they are no longer what was kept.
    """
    return octets.lire(fichier.collectivite_id, fichier.empreinte, quoi=fichier.nom)


def sorties(publication: Publication) -> list[FichierDePublication]:
    """Files produced."""
    return list(publication.fichiers.filter(genre=FichierDePublication.Genre.SORTIE))
