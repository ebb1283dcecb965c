"""Changes to the lists of a fiche: each service receives the whole list and makes the rows say it.

A row given with its ``id`` is changed, one without is added, one that is no longer given is taken away.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError

from jalons.application.acces.models import Agent
from jalons.application.fiches.entrees import (
    ActionEntree,
    EtapeEntree,
    IntervenantEntree,
    LienEntree,
    ResultatEntree,
)  # fmt: skip
from jalons.application.fiches.models import Action, Etape, Fiche, FicheIndicateur, Intervenant, Lien, Resultat
from jalons.application.fiches.services.creation import numeros_en_double
from jalons.application.fiches.services.edition import fautes_de_periode
from jalons.application.fiches.services.verrou import conclure, verrouiller
from jalons.application.indicateurs.models import Indicateur
from jalons.noyau.saisie import EntreeRefusee, Faute


def _accorder(
    modele: Any,
    filtre: dict[str, Any],
    collectivite: str,
    entrees: Sequence[Any],
    champs: Callable[[int, Any], dict[str, Any]],
) -> None:
    presentes = {ligne.pk: ligne for ligne in modele.objects.filter(**filtre)}
    gardees = {e.id for e in entrees} & presentes.keys()
    try:
        for cle in presentes.keys() - gardees:
            presentes[cle].delete()
    except ProtectedError as protege:
        raise EntreeRefusee(
            [Faute("", f"« {presentes[cle]} » sert ailleurs et ne peut être supprimée : gardez-la.")], quoi="la liste"
        ) from protege
    for rang, entree in enumerate(entrees):
        valeurs = champs(rang, entree)
        ligne = presentes.get(entree.id)
        if ligne is None:
            modele.objects.create(collectivite_id=collectivite, **filtre, **valeurs)
        elif any(getattr(ligne, nom) != valeur for nom, valeur in valeurs.items()):
            for nom, valeur in valeurs.items():
                setattr(ligne, nom, valeur)
            ligne.save(update_fields=list(valeurs))


@transaction.atomic
def definir_intervenants(
    *, fiche: Fiche, version: int | None, entrees: Sequence[IntervenantEntree], par: Agent | None
) -> Fiche:
    """Who takes part in ``fiche``: pilotes, partners, actors, in this order.

    Raises:
        EntreeRefusee: a line without a name.
    """
    _refuser(_sans("nom", entrees, "un nom de service ou d'organisme"))
    a_jour = verrouiller(fiche, version)
    _accorder(
        Intervenant, {"fiche": a_jour}, a_jour.collectivite_id, entrees,
        lambda rang, e: {"role": e.role, "nom": e.nom.strip(), "agent_id": e.agent_id, "ordre": rang},
    )  # fmt: skip
    return conclure(a_jour, acte="intervenants", par=par)


@transaction.atomic
def definir_actions(*, fiche: Fiche, version: int | None, entrees: Sequence[ActionEntree], par: Agent | None) -> Fiche:
    """The numbered actions of ``fiche``; the steps of those that stay are untouched.

    Raises:
        EntreeRefusee: a line without a title, two with one number, an end before its start, an action removed while
            something else refers to it.
    """
    refus = _sans("titre", entrees, "un titre") + numeros_en_double(entrees)
    for entree in entrees:
        refus += fautes_de_periode(entree.debut, entree.fin)
    _refuser(refus)
    a_jour = verrouiller(fiche, version)
    gardees = [e.id for e in entrees if e.id is not None]
    Etape.objects.filter(action__fiche=a_jour).exclude(action__in=gardees).delete()
    _liberer_les_numeros(a_jour, entrees)
    _accorder(
        Action, {"fiche": a_jour}, a_jour.collectivite_id, entrees,
        lambda rang, e: {
            "numero": e.numero, "titre": e.titre.strip(), "statut": e.statut, "debut": e.debut, "fin": e.fin,
        },
    )  # fmt: skip
    return conclure(a_jour, acte="actions", par=par)


def _liberer_les_numeros(fiche: Fiche, entrees: Sequence[ActionEntree]) -> None:
    """Two actions that exchange their numbers would collide on the way: the moved ones pass by high numbers."""
    voulus = {e.id: e.numero for e in entrees if e.id is not None}
    for action in Action.objects.filter(fiche=fiche, pk__in=voulus):
        if voulus[action.pk] != action.numero:
            Action.objects.filter(pk=action.pk).update(numero=20_000 + action.pk % 10_000)


@transaction.atomic
def definir_etapes(
    *, fiche: Fiche, version: int | None, action: Action, entrees: Sequence[EtapeEntree], par: Agent | None
) -> Fiche:
    """The steps of one action of ``fiche``, in order.

    Raises:
        EntreeRefusee: the action belongs to another fiche.
    """
    if action.fiche_id != fiche.pk:
        raise EntreeRefusee([Faute("action", "Cette action n'est pas de cette fiche.")], quoi="les étapes")
    a_jour = verrouiller(fiche, version)
    _accorder(
        Etape, {"action": action}, a_jour.collectivite_id, entrees,
        lambda rang, e: {
            "ordre": rang, "niveau": e.niveau, "texte": e.texte.strip(), "prevue_le": e.prevue_le,
            "faite_le": e.faite_le,
        },
    )  # fmt: skip
    return conclure(a_jour, acte="etapes", par=par, action=action.pk)


@transaction.atomic
def definir_resultats(
    *, fiche: Fiche, version: int | None, entrees: Sequence[ResultatEntree], par: Agent | None
) -> Fiche:
    """The results expected of ``fiche``."""
    _refuser(_sans("texte", entrees, "quelques mots"))
    a_jour = verrouiller(fiche, version)
    _accorder(
        Resultat, {"fiche": a_jour}, a_jour.collectivite_id, entrees,
        lambda rang, e: {"texte": e.texte.strip(), "ordre": rang},
    )  # fmt: skip
    return conclure(a_jour, acte="resultats", par=par)


@transaction.atomic
def definir_liens(*, fiche: Fiche, version: int | None, entrees: Sequence[LienEntree], par: Agent | None) -> Fiche:
    """The links of ``fiche`` to other fiches, or to something outside Jalons.

    Raises:
        EntreeRefusee: an empty link, a link of the fiche to itself or to a fiche of another collectivité.
    """
    refus = [
        Faute("texte", f"Le lien n° {i} est vide : choisissez une fiche ou écrivez quelques mots.")
        for i, e in enumerate(entrees, 1)
        if not e.texte.strip() and e.vers_id is None
    ]
    if any(e.vers_id == fiche.pk for e in entrees):
        refus.append(Faute("vers", "Une fiche ne se lie pas à elle-même : choisissez-en une autre."))
    vises = {e.vers_id for e in entrees if e.vers_id is not None}
    if Fiche.objects.filter(pk__in=vises, collectivite_id=fiche.collectivite_id).count() != len(vises):
        refus.append(Faute("vers", "Une des fiches liées n'est pas de la même collectivité : choisissez-en une autre."))
    _refuser(refus)
    a_jour = verrouiller(fiche, version)
    _accorder(
        Lien, {"fiche": a_jour}, a_jour.collectivite_id, entrees,
        lambda rang, e: {"texte": e.texte.strip(), "vers_id": e.vers_id, "ordre": rang},
    )  # fmt: skip
    return conclure(a_jour, acte="liens", par=par)


@transaction.atomic
def definir_indicateurs(
    *, fiche: Fiche, version: int | None, indicateurs: Iterable[Indicateur], par: Agent | None
) -> Fiche:
    """The indicators that measure ``fiche``.

    Raises:
        EntreeRefusee: an indicator of another collectivité.
    """
    voulus = {i.pk: i for i in indicateurs}
    if any(i.collectivite_id != fiche.collectivite_id for i in voulus.values()):
        _refuser([Faute("indicateurs", "Un des indicateurs n'est pas de la même collectivité que la fiche.")])
    a_jour = verrouiller(fiche, version)
    presents = {m.indicateur_id: m for m in FicheIndicateur.objects.filter(fiche=a_jour)}
    for cle in presents.keys() - voulus.keys():
        presents[cle].delete()
    for cle in voulus.keys() - presents.keys():
        FicheIndicateur.objects.create(collectivite_id=a_jour.collectivite_id, fiche=a_jour, indicateur_id=cle)
    return conclure(a_jour, acte="indicateurs", par=par)


def _sans(champ: str, entrees: Sequence[Any], attendu: str) -> list[Faute]:
    return [
        Faute(champ, f"La ligne {i} est vide : donnez-lui {attendu}, ou supprimez-la.", "", attendu)
        for i, entree in enumerate(entrees, 1)
        if not getattr(entree, champ).strip()
    ]


def _refuser(refus: list[Faute]) -> None:
    if refus:
        raise EntreeRefusee(refus, quoi="la liste")
