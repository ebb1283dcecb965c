"""A place sought for a child: asked for, refused somewhere, withdrawn, satisfied."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from jalons.application.acces.models import Agent
from jalons.application.enfants.models import Enfant
from jalons.application.etablissements import nomenclatures
from jalons.application.etablissements.models import UniteAccueil
from jalons.application.etablissements.services.ecriture import ecrire
from jalons.application.places import listes, rules
from jalons.application.places.models import Demande, Occupation, Refus
from jalons.application.places.services.ecriture import LIEUX, verrouiller_enfant
from jalons.application.places.services.ecriture import refuser as arreter
from jalons.application.socle.journal import journaliser
from jalons.application.socle.version import verrouiller
from jalons.application.territoires.models import UniteLocale
from jalons.noyau.saisie import Faute


@transaction.atomic
def demander(
    *,
    enfant: Enfant,
    type: str,  # noqa: A002 - the name of the field
    demandee_le: date,
    par: Agent | None,
    jour: date,
    public: str = nomenclatures.TOUS,
    territoire: UniteLocale | None = None,
    fratrie_ensemble: bool = False,
    fratrie_obligatoire: bool = False,
    pour_le: date | None = None,
    duree_prevue_jours: int | None = None,
) -> Demande:
    """Ask for a place for a child, who then waits.

    Args:
        fratrie_obligatoire: the siblings who wait go together or not at all; else it is wished.

    Raises:
        EntreeRefusee: a type or public that is not in the lists, a day to come, a request open already.
    """
    enfant = verrouiller_enfant(enfant)
    fautes = rules.fautes_jours(demandee_le, None, jour=jour, champ_debut="demandee_le", champ_fin="")
    fautes += rules.fautes_enfant(enfant.naissance, enfant.decede_le, demandee_le)
    if type not in nomenclatures.types():
        fautes.append(Faute("type", "Choisissez le type de place dans la liste.", type, "un type de la liste"))
    if public not in nomenclatures.publics():
        fautes.append(Faute("public", "Choisissez le public dans la liste.", public, "un public de la liste"))
    arreter(fautes, "la demande")
    demande = Demande(
        collectivite_id=enfant.collectivite_id, enfant=enfant, type=type, public=public, territoire=territoire,
        fratrie_ensemble=fratrie_ensemble or fratrie_obligatoire, fratrie_obligatoire=fratrie_obligatoire,
        demandee_le=demandee_le, pour_le=pour_le, duree_prevue_jours=duree_prevue_jours,
    )  # fmt: skip
    ecrire(demande, quoi="la demande", lieux=LIEUX)
    journaliser("places:demander", objet=enfant, par=par, demande=demande.pk, type=type)
    return demande


@transaction.atomic
def retirer(*, demande: Demande, version: int | None, par: Agent | None, jour: date) -> Demande:
    """Withdraw a request: no place is sought any more.

    Raises:
        VersionDepassee: somebody acted on it in between.
        EntreeRefusee: it is closed already.
    """
    enfant = verrouiller_enfant(demande.enfant_id)
    a_jour = ouverte(demande, version)
    clore(a_jour, listes.RETIREE, max(jour, a_jour.demandee_le), par=par)
    journaliser("places:retirer", objet=enfant, par=par, demande=demande.pk)
    return a_jour


@transaction.atomic
def refuser(
    *, demande: Demande, unite: UniteAccueil | None, motif: str, par_qui: str, le: date, par: Agent | None, jour: date
) -> Refus:
    """Record that a place was refused, by whom and why; the request stays open.

    Args:
        unite: ``None`` when there was no place of this type to propose.

    Raises:
        EntreeRefusee: the request is closed, the day is to come or before it, the reason is not in the list.
    """
    enfant = verrouiller_enfant(demande.enfant_id)
    demande = ouverte(demande)
    fautes = rules.fautes_jours(le, None, jour=jour, champ_debut="le", champ_fin="")
    if le < demande.demandee_le:
        fautes.append(Faute("le", "Le refus précède la demande : corrigez le jour."))
    for champ, valeur, liste in (("motif", motif, listes.RAISONS), ("par_qui", par_qui, listes.REFUSENT)):
        if valeur not in liste:
            fautes.append(Faute(champ, "Choisissez dans la liste.", valeur, "une valeur de la liste"))
    if unite is None and motif != "aucune_place":
        fautes.append(Faute("unite", "Choisissez l'unité qui a refusé, ou « aucune place de ce type » pour raison."))
    arreter(fautes, "le refus")
    refus = Refus(
        collectivite_id=demande.collectivite_id, demande=demande, unite=unite, le=le, par_qui=par_qui, motif=motif
    )
    ecrire(refus, quoi="le refus")
    journaliser("places:refuser", objet=enfant, par=par, demande=demande.pk, motif=motif)
    return refus


def ouverte(demande: Demande, version: int | None = None) -> Demande:
    """The request as it stands, locked, if it is open.

    Raises:
        VersionDepassee: somebody acted on it in between.
        EntreeRefusee: it is closed.
    """
    a_jour = verrouiller(demande, version, quoi="La demande")
    if a_jour.fin_le is not None:
        arreter([Faute("demande", "Cette demande est close : faites-en une autre s'il le faut.")], "la demande")
    return a_jour


def clore(demande: Demande, issue: str, le: date, *, par: Agent | None) -> None:
    """Close a request, locked beforehand after its child: what was kept for it is free again."""
    demande.fin_le, demande.issue = le, issue
    demande.version += 1
    demande.save(update_fields=["fin_le", "issue", "version"])
    gardees = Occupation.objects.filter(demande=demande, nature=listes.RESERVATION, annulee_le=None, au__gt=le)
    for gardee in gardees.select_for_update(of=("self",), no_key=True).order_by("pk"):
        gardee.annulee_le, gardee.motif_annulation = timezone.now(), f"Demande {listes.ISSUES[issue].lower()}"
        gardee.version += 1
        gardee.save(update_fields=["annulee_le", "motif_annulation", "version"])
        journaliser("places:annuler", objet=demande.enfant, par=par, occupation=gardee.pk)
