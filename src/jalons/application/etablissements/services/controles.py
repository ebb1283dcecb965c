"""The control plan of a year, each control, what it asks and how that ends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from django.db import transaction

from jalons.application.acces.models import Agent
from jalons.application.etablissements import cycles, nomenclatures, risque
from jalons.application.etablissements.constats import reference
from jalons.application.etablissements.models import Controle, PlanControle, SuiteControle
from jalons.application.etablissements.services.ecriture import (
    ecrire,
    enregistrer,
    inconnus,
    pas_dans_l_avenir,
    refuser,
    tenir_lieux,
)
from jalons.application.etablissements.services.termes import Voulu, accorder
from jalons.application.faits import services as faits
from jalons.application.socle.journal import journaliser
from jalons.application.socle.version import verrouiller
from jalons.noyau.accord import compter
from jalons.noyau.dates import texte_du_jour
from jalons.noyau.saisie import Faute

EVENEMENTS = ("suite_controle_notifiee", "suite_controle_levee", "suite_controle_abandonnee")
JOURS = {"realiser": "realise_le", "notifier": "notifie_le", "clore": "clos_le", "annuler": "clos_le"}
"""Field that keeps the day of each act."""


@transaction.atomic
def peser(
    *, plan: PlanControle, version: int | None, poids: Mapping[str, risque.Poids], par: Agent | None
) -> PlanControle:
    """Set the weights of the criteria for the year of ``plan`` (new, with its collectivité and year, or not).

    Raises:
        VersionDepassee: somebody saved in between.
        EntreeRefusee: every fault at once; the plan of that year is adopted already.
    """
    fautes = risque.fautes_poids(poids)
    if plan.arrete_le is not None:
        fautes.append(Faute("", f"Le plan {plan.annee} est arrêté : ses poids ne changent plus."))
    refuser(fautes, "les poids")
    return enregistrer(
        plan, version, par, {"poids": {c: asdict(p) for c, p in poids.items()}}, quoi="le plan", fiche="Ce plan"
    )


@transaction.atomic
def arreter(
    *, plan: PlanControle, version: int | None, le: date, reference: str, au: date, par: Agent | None
) -> PlanControle:
    """Adopt the plan of the year: its weights are kept as they are.

    Raises:
        VersionDepassee: somebody saved in between.
        EntreeRefusee: every fault at once: a day to come, adopted already, no control in it.
    """
    fautes = pas_dans_l_avenir({"le": le}, au)
    if plan.arrete_le is not None:
        fautes.append(Faute("", f"Le plan {plan.annee} est déjà arrêté ({texte_du_jour(plan.arrete_le)})."))
    if plan.pk is None or not plan.controles.exclude(etat=cycles.ANNULE).exists():
        fautes.append(Faute("", "Le plan n'a aucun contrôle : inscrivez-en d'abord."))
    refuser(fautes, "le plan de contrôle")
    lu = {"arrete_le": le, "reference": reference}
    return enregistrer(plan, version, par, lu, quoi="le plan", fiche="Ce plan")


@transaction.atomic
def prevoir(
    *, controle: Controle, version: int | None, par: Agent | None, score: risque.Score | None = None, **champs: Any
) -> Controle:
    """Plan a control, or change one; the score that chose it is kept with its lines.

    Raises:
        VersionDepassee: somebody saved in between.
        EntreeRefusee: an unknown theme, a control that is closed.
    """
    tenir_lieux([controle.etablissement_id])
    fautes = inconnus({"themes": champs.get("themes", [])}, {"themes": nomenclatures.liste("themes_controle")})
    if controle.pk and controle.etat in cycles.CONTROLE.finis:
        fautes.append(Faute("", f"Ce contrôle est {controle.get_etat_display().lower()} : il ne change plus."))
    refuser(fautes, "le contrôle")
    if score is not None:
        champs |= {
            "score": score.total,
            "explication": [
                {"libelle": x.libelle, "phrase": x.phrase, "points": None if x.points is None else str(x.points)}
                for x in score.lignes
            ],
        }
    return enregistrer(controle, version, par, champs, quoi="le contrôle", fiche="Ce contrôle")


@transaction.atomic
@faits.ensemble()
def faire(
    *, controle: Controle, acte: str, version: int | None, le: date, au: date, par: Agent | None, constats: str = ""
) -> Controle:
    """Do an act of the decision table on a control: done, provisional report sent, follow-ups notified, closed.

    Raises:
        VersionDepassee: somebody acted on it in between.
        EntreeRefusee: every fault at once: an impossible act, a day to come or before the control, follow-ups open.
    """
    [lieu] = tenir_lieux([controle.etablissement_id])
    a_jour = verrouiller(controle, version, quoi="Ce contrôle")
    fautes = cycles.CONTROLE.fautes(a_jour.etat, acte) + pas_dans_l_avenir({"le": le}, au)
    if a_jour.realise_le is not None and le < a_jour.realise_le:
        phrase = f"Le {texte_du_jour(le)} précède le contrôle ({texte_du_jour(a_jour.realise_le)}) : corrigez le jour."
        fautes.append(Faute("le", phrase, texte_du_jour(le)))
    ouvertes = a_jour.suites.exclude(etat__in=cycles.SUITE.finis).count() if acte == "clore" else 0
    if ouvertes:
        phrase = f"{compter(ouvertes, 'suite')} encore à lever : levez ou abandonnez chacune avant de clore."
        fautes.append(Faute("", phrase, str(ouvertes), "aucune"))
    refuser(fautes, "l'acte")
    a_jour.etat = cycles.CONTROLE.apres(a_jour.etat, acte) or a_jour.etat
    if acte in JOURS:
        setattr(a_jour, JOURS[acte], le)
    a_jour.constats = constats.strip() or a_jour.constats
    a_jour.version += 1
    ecrire(a_jour, quoi="le contrôle")
    journaliser(f"etablissements:{acte}_controle", objet=a_jour, par=par)
    for suite in a_jour.suites.order_by("pk"):
        _accorder(suite, a_jour, lieu, par)
    return a_jour


@transaction.atomic
@faits.ensemble()
def enregistrer_suite(*, suite: SuiteControle, version: int | None, par: Agent | None, **champs: Any) -> SuiteControle:
    """Add what a control asks, or change it; its term enters the échéancier once notified.

    Raises:
        VersionDepassee: somebody saved in between.
        EntreeRefusee: the control has not taken place, or is closed; the follow-up is finished.
    """
    [lieu] = tenir_lieux([suite.controle.etablissement_id])
    controle = verrouiller(suite.controle, None)
    fautes = []
    if controle.etat in (cycles.PREVU, *cycles.CONTROLE.finis):
        phrase = f"Le contrôle est {controle.get_etat_display().lower()} : il ne reçoit pas de suite."
        fautes.append(Faute("", phrase, controle.get_etat_display(), "un contrôle réalisé, non clos"))
    if suite.pk and suite.etat in cycles.SUITE.finis:
        fautes.append(Faute("", f"Cette suite est {suite.get_etat_display().lower()} : elle ne change plus."))
    if (terme := champs.get("terme")) and controle.realise_le and terme < controle.realise_le:
        fautes.append(Faute("terme", "Le délai précède le contrôle : corrigez-le.", texte_du_jour(terme)))
    refuser(fautes, "la suite")
    a_jour = enregistrer(suite, version, par, champs, quoi="la suite", fiche="Cette suite")
    _accorder(a_jour, controle, lieu, par)
    return a_jour


@transaction.atomic
@faits.ensemble()
def suivre(
    *, suite: SuiteControle, acte: str, version: int | None, le: date, texte: str, au: date, par: Agent | None
) -> SuiteControle:
    """Answer a follow-up, lift it, refuse the answer or give it up.

    Args:
        texte: the answer of the establishment, or what was checked.

    Raises:
        VersionDepassee: somebody acted on it in between.
        EntreeRefusee: every fault at once: an impossible act, not notified yet, a day to come, nothing said.
    """
    [lieu] = tenir_lieux([suite.controle.etablissement_id])
    controle = verrouiller(suite.controle, None)
    a_jour = verrouiller(suite, version, quoi="Cette suite")
    texte = " ".join(texte.split())
    fautes = cycles.SUITE.fautes(a_jour.etat, acte) + pas_dans_l_avenir({"le": le}, au)
    if controle.etat != cycles.NOTIFIE:
        fautes.append(Faute("", "Les suites de ce contrôle ne sont pas notifiées, ou il est clos."))
    if not texte:
        phrase = "Écrivez la réponse." if acte == "repondre" else "Dites en quelques mots ce qui fonde cette décision."
        fautes.append(Faute("texte", phrase, "", "quelques mots"))
    refuser(fautes, "l'acte")
    a_jour.etat = cycles.SUITE.apres(a_jour.etat, acte) or a_jour.etat
    if acte == "repondre":
        a_jour.reponse, a_jour.repondue_le = texte, le
    else:
        a_jour.motif = texte
        a_jour.finie_le = le if a_jour.etat in cycles.SUITE.finis else None
    a_jour.version += 1
    ecrire(a_jour, quoi="la suite")
    journaliser(f"etablissements:{acte}_suite", objet=a_jour, par=par)
    _accorder(a_jour, controle, lieu, par)
    return a_jour


def _accorder(suite: SuiteControle, controle: Controle, lieu: Any, par: Agent | None) -> None:
    """The facts of a follow-up: none before it is notified, none when it has no term."""
    dits = []
    if suite.terme is not None and controle.notifie_le is not None:
        dits.append(Voulu(EVENEMENTS[0], controle.notifie_le, {"terme": suite.terme.isoformat()}))
        if suite.finie_le is not None:
            dits.append(Voulu(EVENEMENTS[1 if suite.etat == cycles.LEVEE else 2], suite.finie_le))
    accorder(
        [lieu], dits, collectivite=suite.collectivite_id, lien="suite", reference=reference(suite.pk),
        evenements=EVENEMENTS, par=par,
    )  # fmt: skip
