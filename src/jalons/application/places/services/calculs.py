"""Plans of the day and simulations: asked for, begun, done, failed; each line of a plan accepted or refused."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction

from jalons.application.acces.models import Agent
from jalons.application.enfants import adresses
from jalons.application.etablissements.models import UniteAccueil
from jalons.application.places import rules
from jalons.application.places.models import CalculPlaces, Decision, LigneDePlan
from jalons.application.places.recherche import calculs, lecture
from jalons.application.places.recherche.choix import Choix
from jalons.application.places.recherche.poids import en_json
from jalons.application.places.services.decisions import ecarter, retenir
from jalons.application.places.services.ecriture import refuser
from jalons.application.socle.journal import journaliser
from jalons.noyau.saisie import EntreeRefusee, Faute

Genre, Etat = CalculPlaces.Genre, CalculPlaces.Etat
PATIENCE = timedelta(hours=1)
"""A computation that has not ended by then has been killed: another one may be asked for."""
RESERVATION = timedelta(days=7)
"""Days that a place is kept when a line of a plan is accepted."""


@transaction.atomic
def demander_calcul(
    *, collectivite: str, genre: str, au: date, maintenant: datetime, par: Agent | None,
    parametres: dict[str, Any] | None = None,
) -> CalculPlaces:  # fmt: skip
    """Record that a plan or a simulation is asked for; its job does it.

    Args:
        parametres: of a plan, ``garder`` (the last plan, to change the least) and ``changements`` at most; of a
            simulation, ``ajouts``.

    Raises:
        EntreeRefusee: one is under way.
    """
    vifs = CalculPlaces.objects.filter(
        collectivite_id=collectivite, genre=genre, etat__in=[Etat.DEMANDE, Etat.EN_COURS]
    )
    vifs.filter(demande_le__lte=maintenant - PATIENCE).update(etat=Etat.ABANDONNE)
    lus = dict(parametres or {})
    precedent = dernier(collectivite, genre) if lus.get("garder") else None
    try:
        with transaction.atomic():
            calcul = CalculPlaces.objects.create(
                collectivite_id=collectivite, genre=genre, au=au, par=par, parametres=lus, precedent=precedent
            )
    except IntegrityError as erreur:
        faute = Faute("calcul", "Un calcul est déjà en cours : attendez qu'il finisse, la page le dira.")
        raise EntreeRefusee([faute], quoi="le calcul") from erreur
    journaliser("places:calculer", objet=calcul, par=par, genre=genre)
    return calcul


def dernier(collectivite: str, genre: str) -> CalculPlaces | None:
    """The last one done."""
    return CalculPlaces.objects.filter(collectivite_id=collectivite, genre=genre, etat=Etat.FAIT).first()


@transaction.atomic
def commencer_calcul(*, calcul: CalculPlaces) -> None:
    """First step, seen by those who wait."""
    calcul.etat, calcul.avancement = Etat.EN_COURS, 20
    calcul.save(update_fields=["etat", "avancement"])


@transaction.atomic
def executer_calcul(*, calcul: CalculPlaces, maintenant: datetime) -> CalculPlaces:
    """Read, compute, keep.

    Raises:
        EntreeRefusee: what is asked is impossible; nothing is kept.
    """
    code, au = calcul.collectivite_id, calcul.au
    unites = UniteAccueil.objects.filter(collectivite_id=code)
    precedent = _precedent(calcul)
    lu = lecture.lire(lecture.qui_attendent(code, au), unites, code, au, precedent=precedent)
    probleme = lu.assemble.probleme
    calcul.empreinte, calcul.poids = calculs.empreinte(probleme, lu.poids), en_json(lu.poids)
    if calcul.genre == Genre.PLAN:
        resultats, lignes = calculs.planifier_tous(
            probleme, lu.poids, changements=calcul.parametres.get("changements") if precedent else None
        )
        _garder_lignes(calcul, lu, lignes)
    else:
        ajouts = [calculs.Ajout(**a) for a in calcul.parametres["ajouts"]]
        totaux = rules.totaux((x.libelle_type, x.compte) for x in lu.unites.values())
        occupation = {nom: (t.ouvertes, t.occupees) for nom, t in totaux.items()}
        resultats = calculs.simuler_ajouts(probleme, lu.poids, ajouts, occupation)
    calcul.resultats = resultats | {"avertissements": list(lu.assemble.avertissements)}
    calcul.etat, calcul.avancement, calcul.fini_le = Etat.FAIT, 100, maintenant
    calcul.save()
    journaliser("places:conclure", objet=calcul, par=calcul.par, genre=calcul.genre, enfants=len(lu.demandes))
    return calcul


def _precedent(calcul: CalculPlaces) -> dict[int, int] | None:
    """What the plan to change the least proposed, refused lines aside."""
    if calcul.precedent_id is None:
        return None
    lignes = LigneDePlan.objects.filter(calcul_id=calcul.precedent_id, unite__isnull=False, decision=None)
    return dict(lignes.values_list("demande__enfant_id", "unite_id"))


def _garder_lignes(calcul: CalculPlaces, lu: lecture.Lu, lignes: list[calculs.Proposee]) -> None:
    demandes = {d.enfant_id: d for d in lu.demandes}
    LigneDePlan.objects.bulk_create([
        LigneDePlan(
            collectivite_id=calcul.collectivite_id, calcul=calcul, demande=demandes[x.enfant], unite_id=x.unite,
            points=None if x.points is None else Decimal(str(x.points)), phrase=x.phrase, a_verifier=x.a_verifier,
            changee=x.changee,
        )
        for x in lignes
    ])  # fmt: skip


@transaction.atomic
def echouer_calcul(*, calcul: CalculPlaces, raison: str, maintenant: datetime) -> None:
    """Keep why it could not be done."""
    calcul.etat, calcul.raison, calcul.fini_le = Etat.ECHOUE, raison, maintenant
    calcul.save(update_fields=["etat", "raison", "fini_le"])
    journaliser("places:echouer", objet=calcul, par=calcul.par, genre=calcul.genre)


@transaction.atomic
def decider_ligne(*, ligne: LigneDePlan, accepte: bool, motif: str, par: Agent | None, jour: date) -> Decision:
    """Accept what a plan proposes for a child (a place is kept for a week), or refuse it with a reason.

    Raises:
        EntreeRefusee: decided already, nothing proposed, the place is not free any more, no reason.
    """
    a_jour = (
        LigneDePlan.objects.select_for_update(of=("self",))
        .select_related("calcul", "demande", "unite")
        .get(pk=ligne.pk)
    )
    fautes = []
    if a_jour.decision_id is not None:
        fautes.append(Faute("", "Cette proposition est déjà décidée : rien n'est changé."))
    elif a_jour.unite is None:
        fautes.append(Faute("", "Le plan ne propose rien à cet enfant : ouvrez sa demande."))
    refuser(fautes, "la décision")
    possibles = a_jour.calcul.lignes.count()
    tus = a_jour.points is None or a_jour.demande.enfant_id in adresses.caches([a_jour.demande.enfant_id], jour)
    choix = Choix(a_jour.unite_id, 1, possibles, None if tus else float(a_jour.points or 0), a_jour.calcul.poids)
    if accepte and a_jour.unite is not None:
        decision = retenir(
            demande=a_jour.demande, unite=a_jour.unite, choix=choix, par=par, jour=jour, motif=motif,
            jusqu_au=jour + RESERVATION,
        )  # fmt: skip
    else:
        decision = ecarter(demande=a_jour.demande, choix=choix, motif=motif, par=par, jour=jour)
    a_jour.decision = decision
    a_jour.save(update_fields=["decision"])
    return decision
