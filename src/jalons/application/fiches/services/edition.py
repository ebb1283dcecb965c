"""Changes to the fields of a fiche, and the two-minute note of its pilote."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Unpack

from django.db import transaction

from jalons.application.acces.models import Agent
from jalons.application.documents import services as documents
from jalons.application.fiches import suivi
from jalons.application.fiches.entrees import ChampsFiche
from jalons.application.fiches.models import Fiche, Note
from jalons.application.fiches.services.creation import fautes_du_titre
from jalons.application.fiches.services.verrou import conclure, verrouiller
from jalons.noyau.dates import DateCivile
from jalons.noyau.saisie import EntreeRefusee, Faute


class ChampsModifiables(ChampsFiche, total=False):
    """The same, with the title."""

    titre: str


@transaction.atomic
def modifier(*, fiche: Fiche, version: int | None, par: Agent | None, **champs: Unpack[ChampsModifiables]) -> Fiche:
    """Change fields of ``fiche``; those that are not given stay.

    Raises:
        VersionDepassee: somebody saved in between.
        EntreeRefusee: the follow-up would contradict itself, the end would come before the start.
    """
    a_jour = verrouiller(fiche, version)
    poser(a_jour, champs)
    return conclure(a_jour, acte="modifier", par=par, champs=sorted(champs))


def poser(fiche: Fiche, champs: ChampsModifiables) -> None:
    """Put ``champs`` on ``fiche`` without saving it.

    Raises:
        EntreeRefusee: every fault of the result.
    """
    statut = champs.get("statut", fiche.statut)
    if statut == suivi.REALISEE and champs.get("avancement") is None:
        champs["avancement"] = 100
    for champ, valeur in champs.items():
        setattr(fiche, champ, valeur.strip() if isinstance(valeur, str) else valeur)
    refus = fautes_du_titre(fiche.titre) + fautes_de_periode(fiche.debut, fiche.fin)
    refus += suivi.fautes(statut=fiche.statut, avancement=fiche.avancement, blocage=fiche.blocage)
    if refus:
        raise EntreeRefusee(refus, quoi="la fiche")


def fautes_de_periode(debut: DateCivile | None, fin: DateCivile | None) -> list[Faute]:
    """An end that certainly comes before the start."""
    if debut is None or fin is None or fin.fin >= debut.debut:
        return []
    return [Faute("fin", f"La fin ({fin}) précède le début ({debut}) : corrigez l'une des deux dates.", str(fin))]


@transaction.atomic
def noter(
    *,
    fiche: Fiche,
    version: int | None,
    par: Agent | None,
    texte: str,
    statut: str | None = None,
    avancement: int | None = None,
    blocage: str | None = None,
    deblocage: str | None = None,
    fichiers: Iterable[documents.FichierRecu] = (),
) -> Note:
    """Note where ``fiche`` stands: a line in its journal, its status and progress, the files that prove it.

    Args:
        statut, avancement, blocage, deblocage: ``None`` leaves them as they are.

    Raises:
        VersionDepassee: somebody saved in between.
        EntreeRefusee: an empty note, an inconsistent follow-up, a file refused; nothing is written.
    """
    a_jour = verrouiller(fiche, version)
    donnes: ChampsModifiables = {}
    if statut is not None:
        donnes["statut"] = statut
    if avancement is not None:
        donnes["avancement"] = avancement
    if blocage is not None:
        donnes["blocage"] = blocage
    if deblocage is not None:
        donnes["deblocage"] = deblocage
    if not texte.strip():
        raise EntreeRefusee(
            [Faute("texte", "La note est vide : dites en une phrase ce qui a été fait.")], quoi="la note"
        )
    poser(a_jour, donnes)
    note = Note.objects.create(
        collectivite_id=a_jour.collectivite_id, fiche=a_jour, auteur=par, texte=texte.strip(),
        avancement=a_jour.avancement, statut=a_jour.statut,
    )  # fmt: skip
    for fichier in fichiers:
        documents.deposer(objet=note, fichier=fichier, genre="preuve", par=par)
    conclure(a_jour, acte="noter", par=par, note=note.pk)
    return note
