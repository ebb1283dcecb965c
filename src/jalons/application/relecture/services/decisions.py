"""Decisions on elements: accept, correct, refuse, add, undo. Acts of one review come one after the other.

Locks: the review, then its elements (ADR 0029): two people never decide of one element at once, and the number of the
act, by which it is undone, is the version that it gives to the review.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Max

from jalons.application.acces.models import Agent
from jalons.application.relecture.genres import GENRES, NUMERO, PARENT, genre
from jalons.application.relecture.models import DecisionLue, ElementLu, PageLue, Relecture
from jalons.application.relecture.normalisation import normaliser
from jalons.application.relecture.rules import Etat, Lu, Noeud, Suite, arbre
from jalons.application.relecture.services.depot import QUOI
from jalons.application.relecture.verification import fautes_de, situer
from jalons.application.socle.journal import journaliser
from jalons.application.socle.version import VersionDepassee, verrouiller
from jalons.noyau.saisie import EntreeRefusee, Faute

SUIVIS = (
    "texte", "numero", "valeur", "unite", "source", "periode", "statut", "code", "parent_id", "niveau", "suite",
)  # fmt: skip
"""What a decision may change, and undoing it brings back."""


@transaction.atomic
def accepter(
    *, relecture: Relecture, elements: Sequence[int], par: Agent | None, maintenant: datetime,
    version: int | None = None,
) -> int:  # fmt: skip
    """Accept these elements as they stand; those already decided are left alone, but one refused that is asked for
    alone. How many were accepted.

    Args:
        version: of the one element, as the agent saw it; ``None`` for several at once.

    Raises:
        VersionDepassee: a colleague decided of it in between.
        EntreeRefusee: the review is closed, or an element has nothing to accept.
    """
    lue = _ouvrir(relecture)
    lus = _verrouiller(lue, elements, version)
    seul = version is not None
    vises = [e for e in lus if (seul and e.suite == Suite.REFUSEE) or (not e.suite and (seul or e.en_lu().attend))]
    vides = [e for e in vises if replace(e.en_lu(), suite="").etat is Etat.NON_LU]
    if vides and seul:
        message = "Cet élément n'est pas lu : corrigez-le, ou refusez-le ; un champ vide ne s'accepte pas."
        raise EntreeRefusee([Faute("texte", message, "rien", "une valeur")], quoi="la décision")
    retenus = [e for e in vises if e not in vides]
    _ecrire(lue, "accepter", [(e, {"suite": Suite.ACCEPTEE.value}) for e in retenus], par, maintenant)
    return len(retenus)


@transaction.atomic
def refuser(*, relecture: Relecture, element: int, version: int, par: Agent | None, maintenant: datetime) -> None:
    """Refuse an element: it will not be imported; what hangs under it is left aside with it, fiches excepted.

    Raises:
        VersionDepassee: a colleague decided of it in between.
        EntreeRefusee: the review is closed.
    """
    lue = _ouvrir(relecture)
    (vise,) = _verrouiller(lue, [element], version)
    tous = list(ElementLu.objects.filter(relecture=lue))
    sous = _sous(vise.pk, [e.en_lu() for e in tous])
    vises = [vise, *(e for e in tous if e.pk in sous and e.suite != Suite.REFUSEE.value)]
    _ecrire(lue, "refuser", [(e, {"suite": Suite.REFUSEE.value}) for e in vises], par, maintenant)


@transaction.atomic
def refuser_le_reste(*, relecture: Relecture, elements: Sequence[int], par: Agent | None, maintenant: datetime) -> int:
    """Refuse those of these elements of which nobody has decided; what is imported stays. How many were refused.

    Raises:
        EntreeRefusee: the review is closed.
    """
    lue = _ouvrir(relecture)
    vises = [e for e in _verrouiller(lue, elements, None) if not e.suite and e.importe_le is None]
    _ecrire(lue, "refuser", [(e, {"suite": Suite.REFUSEE.value}) for e in vises], par, maintenant)
    return len(vises)


def _sous(cle: int, lus: Iterable[Lu]) -> set[int]:
    """Keys of what falls with an element: everything under it, but a fiche does not fall with its part."""
    pile = arbre(lus)
    while pile:
        noeud = pile.pop()
        if noeud.lu.cle == cle:
            return _avec(noeud)
        pile.extend(noeud.enfants)
    return set()


def _avec(noeud: Noeud) -> set[int]:
    tombent = [e for e in noeud.enfants if e.lu.genre != "fiche"]
    return {e.lu.cle for e in tombent}.union(*map(_avec, tombent))


@transaction.atomic
def corriger(
    *, relecture: Relecture, element: int, version: int, champs: Mapping[str, Any], par: Agent | None,
    maintenant: datetime,
) -> None:  # fmt: skip
    """Write what the element should have been; the same values are an acceptance.

    Args:
        champs: by name of field (see ``genres``); ``parent`` is the key of an element.

    Raises:
        VersionDepassee: a colleague decided of it in between.
        EntreeRefusee: every fault of the values; nothing is written.
    """
    lue = _ouvrir(relecture)
    (vise,) = _verrouiller(lue, [element], version)
    valeurs = _valeurs(lue, vise.genre, champs, vise.pk)
    change = any(getattr(vise, c) != v for c, v in valeurs.items())
    ajoutee = vise.suite == Suite.AJOUTEE.value
    suite = Suite.AJOUTEE if ajoutee else Suite.CORRIGEE if change else Suite.ACCEPTEE
    _ecrire(lue, "corriger", [(vise, {**valeurs, "suite": suite.value})], par, maintenant)


@transaction.atomic
def ajouter(
    *, relecture: Relecture, genre_ajoute: str, page: int, champs: Mapping[str, Any], par: Agent | None,
    maintenant: datetime,
) -> ElementLu:  # fmt: skip
    """Add what the reader has missed; its passage is found on the page when its text stands there.

    Raises:
        EntreeRefusee: every fault of the values; nothing is written.
    """
    lue = _ouvrir(relecture)
    if genre_ajoute not in GENRES:
        message = "Ce genre d'élément n'existe pas : choisissez-en un de la liste."
        raise EntreeRefusee([Faute("genre", message, genre_ajoute, "un genre de la liste")], quoi="l'ajout")
    lue_page = PageLue.objects.filter(relecture=lue, numero=page).first()
    if lue_page is None:
        message = f"Le document n'a pas de page {page} : choisissez de 1 à {lue.nombre_pages}."
        raise EntreeRefusee([Faute("page", message, str(page), f"de 1 à {lue.nombre_pages}")], quoi="l'ajout")
    valeurs = _valeurs(lue, genre_ajoute, champs, None)
    debut, fin = situer(lue_page.texte, valeurs.get("texte", ""), lue_page.debut)
    neuf = ElementLu.objects.create(
        collectivite_id=lue.collectivite_id, relecture=lue, genre=genre_ajoute, page=page, debut=debut, fin=fin,
        rang=_rang(lue, valeurs.get("parent_id"), debut), suite=Suite.REFUSEE.value, **valeurs,
    )  # fmt: skip
    _ecrire(lue, "ajouter", [(neuf, {"suite": Suite.AJOUTEE.value})], par, maintenant)
    return neuf


def _rang(relecture: Relecture, parent: int | None, debut: int) -> int:
    """Just after what comes before it in the document, under the same parent."""
    freres = ElementLu.objects.filter(relecture=relecture, debut__lte=debut)
    if parent is not None:
        freres = freres.filter(parent=parent)
    dernier = freres.aggregate(rang=Max("rang"))["rang"]
    if dernier is None and parent is not None:
        dernier = ElementLu.objects.get(pk=parent).rang
    return (dernier if dernier is not None else -1) + 1


def _valeurs(relecture: Relecture, code: str, champs: Mapping[str, Any], cle: int | None) -> dict[str, Any]:
    """The columns to write, once checked.

    Raises:
        EntreeRefusee: every fault.
    """
    permis = normaliser(code, {c: v for c, v in champs.items() if c in genre(code).champs or c == "niveau"})
    lus = [e.en_lu() for e in ElementLu.objects.filter(relecture=relecture)]
    if fautes := fautes_de(code, permis, lus, cle):
        raise EntreeRefusee(fautes, quoi="la correction")
    valeurs = {c: v for c, v in permis.items() if c != PARENT}
    if PARENT in permis:
        valeurs["parent_id"] = permis[PARENT]
    if valeurs.get(NUMERO) is None:
        valeurs.pop(NUMERO, None)
    return valeurs


@transaction.atomic
def annuler(*, relecture: Relecture, lot: int, par: Agent | None, maintenant: datetime) -> int:
    """Undo one act: each element is again what it was before. How many elements.

    Raises:
        EntreeRefusee: nothing of that number to undo, or an element was decided again since.
    """
    lue = _ouvrir(relecture)
    decisions = list(
        DecisionLue.objects.filter(relecture=lue, lot=lot, annulee_le=None).select_related("element").order_by("pk")
    )
    if not decisions:
        raise EntreeRefusee([Faute("lot", "Cet acte est déjà annulé : rien à faire.", str(lot))], quoi="l'annulation")
    cles = [d.element_id for d in decisions]
    if DecisionLue.objects.filter(relecture=lue, lot__gt=lot, annulee_le=None, element__in=cles).exists():
        message = "Un de ces éléments a été décidé de nouveau depuis : annulez d'abord l'acte le plus récent."
        raise EntreeRefusee([Faute("lot", message, str(lot))], quoi="l'annulation")
    for d in decisions:
        for champ in SUIVIS:
            if champ in d.avant:
                setattr(d.element, champ, d.avant[champ])
        d.element.version = F("version") + 1
        d.element.save(update_fields=[*SUIVIS, "version"])
    DecisionLue.objects.filter(pk__in=[d.pk for d in decisions]).update(annulee_le=maintenant)
    lue.version += 1
    lue.save(update_fields=["version"])
    journaliser("relecture:annuler", objet=lue, par=par, lot=lot, elements=len(decisions))
    return len(decisions)


def _ouvrir(relecture: Relecture) -> Relecture:
    """The review, locked.

    Raises:
        EntreeRefusee: it is not open to decisions.
    """
    lue = verrouiller(relecture, None, quoi=QUOI)
    if lue.etat != Relecture.Etat.A_RELIRE:
        message = f"Ce document est {lue.get_etat_display().lower()} : rien ne peut y être décidé."
        raise EntreeRefusee([Faute("etat", message, lue.etat, Relecture.Etat.A_RELIRE)], quoi="la relecture")
    return lue


def _verrouiller(relecture: Relecture, cles: Sequence[int], version: int | None) -> list[ElementLu]:
    lus = list(ElementLu.objects.select_for_update(no_key=True).filter(relecture=relecture, pk__in=cles).order_by("pk"))
    if version is not None and (len(lus) != 1 or lus[0].version != version):
        actuelle = lus[0].version if lus else 0
        raise VersionDepassee(version, actuelle, quoi="La lecture de cet élément", objet=lus[0] if lus else None)
    return lus


def _ecrire(
    relecture: Relecture, acte: str, changements: Sequence[tuple[ElementLu, Mapping[str, Any]]], par: Agent | None,
    maintenant: datetime,
) -> None:  # fmt: skip
    """Write one act: the elements, what each was, the journal."""
    if not changements:
        return
    relecture.version += 1
    relecture.save(update_fields=["version"])
    decisions = []
    for element, valeurs in changements:
        avant = {c: getattr(element, c) for c in SUIVIS}
        for champ, valeur in valeurs.items():
            setattr(element, champ, valeur)
        element.version += 1
        decisions.append(DecisionLue(
            collectivite_id=relecture.collectivite_id, relecture=relecture, element=element, lot=relecture.version,
            acte=acte, avant=avant, apres={c: getattr(element, c) for c in SUIVIS}, par=par, le=maintenant,
        ))  # fmt: skip
    ElementLu.objects.bulk_update([e for e, _ in changements], [*SUIVIS, "version"], batch_size=500)
    DecisionLue.objects.bulk_create(decisions)
    journaliser(f"relecture:{acte}", objet=relecture, par=par, elements=len(decisions), lot=relecture.version)
