"""What the fiches of a contract hold, written into them: pilotes, partners, actions and their steps, results.

Three states are compared (ADR 0024): what the document gave last, what it gives now, what the fiche says. What agents
wrote stays wherever the document did not change.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from jalons.application.fiches.models import Action, Etape, Fiche, Intervenant, Lien, Resultat
from jalons.application.relecture.models import FicheLue, Relecture
from jalons.application.schema.assemblage import Contenus
from jalons.application.schema.dossier import FicheSchema
from jalons.application.schema.services.contenu import ecrire_contenu
from jalons.application.socle.plume import Plume
from jalons.noyau.differences import fusionner
from jalons.noyau.gabarit_donnees import en_donnees, relire
from jalons.noyau.saisie import EntreeRefusee

LISTES: dict[str, Any] = {"intervenants": Intervenant, "actions": Action, "resultats": Resultat, "liens": Lien}


def remplir(relecture: Relecture, contenus: Mapping[int, FicheSchema]) -> None:
    """Bring each fiche that this document gave to its contents, by key of element.

    Must run in a transaction, that the exception undoes.

    Raises:
        EntreeRefusee: every value that does not fit.
    """
    lues = list(FicheLue.objects.filter(relecture=relecture, element__in=list(contenus)).select_related("fiche"))
    presentes = lire_contenus([x.fiche_id for x in lues])
    voulues, fiches, neuves = [], {}, set()
    for rang, lue in enumerate(lues, 1):
        dit = replace(contenus[lue.element_id], numero=rang, titre=lue.fiche.titre)
        actuelle = replace(presentes[lue.fiche_id], numero=rang)
        base, nouveau = lue.contenu or en_donnees(actuelle), en_donnees(dit)
        base = {**base, "numero": rang, "titre": lue.fiche.titre}
        voulues.append(relire(FicheSchema, fusionner(base, nouveau, en_donnees(actuelle))))
        fiches[rang] = lue.fiche
        neuves |= set() if lue.contenu else {lue.fiche_id}
        lue.contenu = nouveau
    plume = Plume()
    ecrire_contenu(plume, voulues, fiches, neuves)
    if plume.fautes:
        raise EntreeRefusee(plume.fautes, quoi="l'import")
    FicheLue.objects.bulk_update(lues, ["contenu"], batch_size=500)


def lire_contenus(fiches: Iterable[int]) -> dict[int, FicheSchema]:
    """What these fiches hold now, by key."""
    cles = list(fiches)
    tables: dict[str, list[dict[str, Any]]] = {
        nom: list(modele.objects.filter(fiche__in=cles).values()) for nom, modele in LISTES.items()
    }
    etapes: list[Any] = list(Etape.objects.filter(action__fiche__in=cles).values())
    tables["etapes"] = etapes
    contenus = Contenus(tables)
    return {f["id"]: contenus.fiche(1, f) for f in Fiche.objects.filter(pk__in=cles).values()}
