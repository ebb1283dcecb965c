"""Two files of one child made one, and made two again: nothing is lost, and the undoing is exact.

Every row of any module that points to the duplicate is found through the models themselves, so that upper modules need
not be known here. What cannot be moved (both files hold the same compartment) stays on the duplicate, and is said.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from jalons.application.acces.models import Agent
from jalons.application.enfants.models import CleRecherche, Enfant, Fusion
from jalons.application.enfants.services.famille import refuser
from jalons.application.enfants.verrous import verrouiller_dossiers
from jalons.application.faits import services as faits
from jalons.application.faits.models import Fait
from jalons.application.socle.journal import journaliser
from jalons.noyau.saisie import Faute

PROPRES_A_UNE_IDENTITE = ("naissance", "deces")
"""Facts that each file holds for itself."""
MEME_DOSSIER = "C'est deux fois le même dossier : choisissez-en un autre."


@transaction.atomic
@faits.ensemble()
def fusionner(*, garde: Enfant, absorbe: Enfant, par: Agent | None) -> Fusion:
    """Make ``absorbe`` a duplicate of ``garde``, which receives all that was known of it.

    The duplicate keeps its identity, under which the child is still found.

    Raises:
        EntreeRefusee: the same file, files of two collectivités, or one already merged.
    """
    lues = verrouiller_dossiers([garde.pk, absorbe.pk])
    garde, absorbe = lues[garde.pk], lues[absorbe.pk]
    refuser(_fautes(garde, absorbe), "la fusion")
    deplacements, laisses = _deplacer(absorbe, garde)
    deplacements += _donner_la_fratrie(absorbe, garde)
    deplacements += _deplacer_les_faits(absorbe, garde)
    absorbe.fusionne_dans = garde
    for enfant in (garde, absorbe):
        enfant.version += 1
        enfant.save()
        faits.recalculer(sujet=enfant)
    fusion = Fusion.objects.create(
        collectivite_id=garde.collectivite_id, garde=garde, absorbe=absorbe, deplacements=deplacements,
        laisses=laisses, par=par,
    )  # fmt: skip
    journaliser("enfants:fusionner", objet=garde, par=par, absorbe=absorbe.pk, deplaces=len(deplacements))
    return fusion


@transaction.atomic
@faits.ensemble()
def separer(*, fusion: Fusion, par: Agent | None) -> list[str]:
    """Undo a merge: what was moved goes back; what was written since stays on the file kept.

    Returns:
        What could not go back because it has been removed or moved again since, in words; empty most of the time.

    Raises:
        EntreeRefusee: the merge is already undone, or the file kept has been merged in its turn.
    """
    lues = verrouiller_dossiers([fusion.garde_id, fusion.absorbe_id])
    fusion = Fusion.objects.select_for_update(of=("self",), no_key=True).get(pk=fusion.pk)
    garde, absorbe = lues[fusion.garde_id], lues[fusion.absorbe_id]
    fautes = []
    if fusion.defaite_le is not None:
        quand = _moment(fusion.defaite_le)
        fautes.append(Faute("fusion", f"Un collègue a déjà défait cette fusion, le {quand} : rien à faire."))
    elif absorbe.fusionne_dans_id != garde.pk:
        fautes.append(Faute("fusion", f"Le {garde} a lui-même été réuni à un autre : défaites d'abord cette fusion."))
    refuser(fautes, "la séparation")
    perdus = [texte for trace in reversed(fusion.deplacements) if (texte := _rendre(trace, garde, absorbe))]
    absorbe.fusionne_dans = None
    absorbe.version += 1
    absorbe.save(update_fields=["fusionne_dans", "version"])
    Enfant.objects.filter(pk=garde.pk).update(version=models.F("version") + 1)
    fusion.defaite_le = timezone.now()
    fusion.save(update_fields=["defaite_le"])
    for enfant in (garde, absorbe):
        faits.recalculer(sujet=enfant)
    journaliser("enfants:separer", objet=garde, par=par, absorbe=absorbe.pk, perdus=len(perdus))
    return perdus


def _moment(instant: datetime) -> str:
    return f"{timezone.localtime(instant):%d/%m/%Y à %H:%M}"


def _fautes(garde: Enfant, absorbe: Enfant) -> list[Faute]:
    if garde.pk == absorbe.pk:
        return [Faute("absorbe", MEME_DOSSIER)]
    fautes = []
    if garde.collectivite_id != absorbe.collectivite_id:
        fautes.append(Faute("absorbe", "Les deux dossiers sont de deux collectivités : demandez un transfert."))
    for enfant in (garde, absorbe):
        if enfant.fusionne_dans_id is not None:
            deja = Fusion.objects.filter(absorbe=enfant, defaite_le=None).select_related("par").first()
            qui = f", par {deja.par or 'une commande de Jalons'} le {_moment(deja.faite_le)}" if deja else ""
            phrase = f"Le {enfant} est déjà réuni à un autre{qui} : défaites d'abord cette fusion."
            fautes.append(Faute("absorbe", phrase))
    return fautes


SANS_SUIVRE = ("faits.fait", "faits.echeance")
"""Models named by subject that a merge treats apart: facts are moved one by one, deadlines computed again."""


def _liens() -> Iterator[tuple[type[models.Model], str, dict[str, str]]]:
    """Each column of the application that points to a child: by a key, or as the subject of a deadline."""
    for dit in apps.get_models():
        if hasattr(dit, "pgh_tracked_model") or dit._meta.label_lower in SANS_SUIVRE:
            continue
        if {"sujet_type", "sujet_id"} <= {c.name for c in dit._meta.fields}:
            yield dit, "sujet_id", {"sujet_type": "enfant"}
    for relation in Enfant._meta.get_fields(include_hidden=True):  # hidden: those without a reverse accessor
        if not isinstance(relation, models.ManyToOneRel):
            continue
        modele: Any = relation.related_model
        if not hasattr(modele, "pgh_tracked_model") and modele not in (CleRecherche, Fusion):
            yield modele, relation.field.attname, {}


def _deplacer(absorbe: Enfant, garde: Enfant) -> tuple[list[list[Any]], list[list[Any]]]:
    deplaces: list[list[Any]] = []
    laisses: list[list[Any]] = []
    for modele, colonne, quand in _liens():
        lignes: Any = modele._default_manager.filter(**quand)
        for pk in lignes.filter(**{colonne: absorbe.pk}).order_by("pk").values_list("pk", flat=True):
            trace = [modele._meta.label_lower, colonne, pk]
            try:
                with transaction.atomic():
                    lignes.filter(pk=pk).update(**{colonne: garde.pk})
            except IntegrityError:  # the file kept holds such a row already, and only one may be
                laisses.append(trace)
            else:
                deplaces.append(trace)
    return deplaces, laisses


def _donner_la_fratrie(absorbe: Enfant, garde: Enfant) -> list[list[Any]]:
    if garde.fratrie_id is not None or absorbe.fratrie_id is None:
        return []
    garde.fratrie_id = absorbe.fratrie_id
    return [["fratrie", "fratrie_id", absorbe.fratrie_id]]


def _deplacer_les_faits(absorbe: Enfant, garde: Enfant) -> list[list[Any]]:
    siens = Fait.objects.filter(sujet_type="enfant", sujet_id=absorbe.pk).exclude(evenement__in=PROPRES_A_UNE_IDENTITE)
    cles = sorted(siens.values_list("pk", flat=True))
    Fait.objects.filter(pk__in=cles).update(sujet_id=garde.pk)
    return [["faits.fait", "sujet_id", pk] for pk in cles]


def _rendre(trace: list[Any], garde: Enfant, absorbe: Enfant) -> str:
    """Give one row back; what it was, in words, when that is not possible any more."""
    type_, colonne, pk = trace
    if type_ == "fratrie":
        Enfant.objects.filter(pk=garde.pk, fratrie_id=pk).update(fratrie=None)
        return ""
    modele = apps.get_model(type_)
    rendues = modele._default_manager.filter(**{"pk": pk, colonne: garde.pk}).update(**{colonne: absorbe.pk})
    return "" if rendues else f"{modele._meta.verbose_name} n° {pk}"
