"""Dated acts on the places of a unit: taken, taken back."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from jalons.application.acces.models import Agent
from jalons.application.etablissements import rules, selectors
from jalons.application.etablissements.models import Acte, UniteAccueil
from jalons.application.etablissements.services.ecriture import ecrire
from jalons.application.faits import services as faits
from jalons.application.socle.journal import journaliser
from jalons.noyau.saisie import EntreeRefusee, Faute


@transaction.atomic
@faits.ensemble()
def prendre_acte(
    *,
    unite: UniteAccueil,
    nature: str,
    effet_le: date,
    par: Agent | None,
    places: int = 0,
    fin_le: date | None = None,
    ouvert_le: date | None = None,
    public: str = "",
    reference: str = "",
    vers: UniteAccueil | None = None,
) -> Acte:
    """Record an act on the places of a unit; a transformation is recorded on both units at once.

    Args:
        places: how many it adds, takes away or converts; of no use for a closure, which takes them all.
        fin_le: last day, included, of an act that does not last.
        ouvert_le: the day the places really opened; ``None``: not yet.
        vers: the unit that receives the places of a transformation.

    Raises:
        EntreeRefusee: every fault at once: kind, number, days, unit that receives.
    """
    unites = _verrouiller([unite, *([vers] if vers else [])])
    unite, vers = unites[unite.pk], unites[vers.pk] if vers else None
    if nature not in rules.SAISIES:
        raise EntreeRefusee([Faute("nature", "Choisissez la nature de l'acte dans la liste.", nature)], quoi="l'acte")
    connus = selectors.actes_connus(unite)
    if nature == rules.FERMETURE:
        places = rules.capacite(connus, effet_le).autorisees or 0
    acte = rules.ActeConnu(nature, places, effet_le, fin_le, ouvert_le, public)
    fautes = rules.fautes_acte(acte, connus, meme_unite=vers is not None and vers.pk == unite.pk)
    if nature == rules.CEDEES and vers is None:
        fautes.append(Faute("vers", "Choisissez l'unité qui reçoit les places transformées.", "", "une unité"))
    if fautes:
        raise EntreeRefusee(fautes, quoi="l'acte")
    neuf = _ecrire(unite, acte, reference, par)
    if nature == rules.CEDEES and vers is not None:
        recu = rules.ActeConnu(rules.RECUES, places, effet_le, None, ouvert_le or effet_le)
        autre = _ecrire(vers, recu, reference, par, contrepartie=neuf)
        neuf.contrepartie = autre
        neuf.save(update_fields=["contrepartie"])
    if nature == rules.FERMETURE:
        _constater_fermeture(unite, effet_le, par)
    return neuf


def _ecrire(
    unite: UniteAccueil, acte: rules.ActeConnu, reference: str, par: Agent | None, contrepartie: Acte | None = None
) -> Acte:
    neuf = Acte(
        collectivite_id=unite.collectivite_id, unite=unite, nature=acte.nature, places=acte.places,
        effet_le=acte.effet_le, fin_le=acte.fin_le, ouvert_le=acte.ouvert_le, contrepartie=contrepartie,
        public=acte.public if acte.nature == rules.CONVERSION else "", reference=" ".join(reference.split()),
    )  # fmt: skip
    ecrire(neuf, quoi="l'acte")
    journaliser(
        "etablissements:prendre_acte", objet=neuf, par=par, unite=unite.pk, nature=acte.nature, places=acte.places
    )
    return neuf


def _constater_fermeture(unite: UniteAccueil, le: date, par: Agent | None) -> None:
    """When no unit of the establishment keeps any place, it is closed: its deadlines know it."""
    etablissement = unite.etablissement
    if all(rules.ferme(actes, le) for actes in selectors.actes_par_unite(etablissement.unites.all()).values()):
        faits.enregistrer(sujet=etablissement, evenement="fermeture_essms", survenu_le=le, par=par)


@transaction.atomic
def annuler_acte(*, acte: Acte, motif: str, par: Agent | None) -> Acte:
    """Take back an act recorded by mistake; both halves of a transformation at once.

    Raises:
        EntreeRefusee: no reason is given, or it is taken back already.
    """
    moities = [acte.pk, *([acte.contrepartie_id] if acte.contrepartie_id else [])]
    _verrouiller(UniteAccueil.objects.filter(actes__in=moities))
    a_jour = Acte.objects.select_for_update(of=("self",), no_key=True).get(pk=acte.pk)
    if a_jour.annule_le is not None:
        raise EntreeRefusee([Faute("motif", "Cet acte est déjà annulé : rien à faire.")], quoi="l'annulation")
    if not motif.strip():
        raise EntreeRefusee(
            [Faute("motif", "Dites en quelques mots pourquoi cet acte est annulé.")], quoi="l'annulation"
        )
    for moitie in Acte.objects.filter(pk__in=moities).order_by("pk"):
        moitie.annule_le, moitie.motif_annulation = timezone.now(), " ".join(motif.split())[:200]
        moitie.save(update_fields=["annule_le", "motif_annulation"])
        journaliser("etablissements:annuler_acte", objet=moitie, par=par, unite=moitie.unite_id)
    a_jour.refresh_from_db()
    return a_jour


def _verrouiller(unites: object) -> dict[int, UniteAccueil]:
    """These units, locked in the order of their keys until the end of the transaction."""
    cles = sorted({u.pk for u in unites})  # type: ignore[attr-defined]
    lues = UniteAccueil.objects.select_related("etablissement").select_for_update(of=("self",), no_key=True)
    return {u.pk: u for u in lues.filter(pk__in=cles).order_by("pk")}
