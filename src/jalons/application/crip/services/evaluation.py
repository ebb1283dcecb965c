"""The evaluation: team, parents, meetings, grid, report."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Unpack

from django.db import transaction

from jalons.application.acces.models import Agent
from jalons.application.crip import grille, rules
from jalons.application.crip.exigences import exigences
from jalons.application.crip.models import (
    EnfantConcerne,
    Evaluateur,
    Evaluation,
    Information,
    Rencontre,
    ReponseGrille,
    RubriqueGrille,
    Situation,
)
from jalons.application.crip.rules import Acte
from jalons.application.crip.selectors import rubriques_de, suit_deja
from jalons.application.crip.services import controle
from jalons.application.crip.services.passage import (
    Quand,
    constater,
    constater_par_information,
    evaluation_de,
    passer,
    refuser,
)
from jalons.application.faits import services as faits
from jalons.application.faits.locaux import regles_de
from jalons.application.socle.attente import attendre
from jalons.application.socle.journal import journaliser
from jalons.application.socle.version import VersionDepassee, verrouiller
from jalons.noyau.ecarts import Ecart, RegleNonRespectee
from jalons.noyau.saisie import Faute


@transaction.atomic
@faits.ensemble()
def composer_equipe(
    *,
    fonction: str,
    agent: Agent | None = None,
    nom: str = "",
    suit: bool = False,
    motif: str = "",
    **quand: Unpack[Quand],
) -> Evaluateur:
    """Appoint a professional of the team.

    Args:
        suit: whether she follows one of the children already; a référent of Jalons is recognised by itself.
        motif: why she is appointed all the same.

    Raises:
        EntreeRefusee: nobody is named, she is in the team already, or follows the child without a reason.
    """
    evaluation = evaluation_de(quand["situation"])
    suit = suit or (agent is not None and suit_deja(agent, quand["situation"], quand["le"]))
    situation, _ = passer(Acte.COMPOSER, quand, motif=motif, agent=agent, nom=nom, suit=suit)
    evaluateur = Evaluateur.objects.create(
        collectivite_id=situation.collectivite_id, evaluation=evaluation, agent=agent,
        nom="" if agent is not None else nom.strip(), fonction=fonction.strip(), suit_deja=suit, motif=motif.strip(),
        designe_le=quand["le"],
    )  # fmt: skip
    cle = str(evaluateur.pk)
    constater(situation, "equipe_evaluation_composee", le=quand["le"], par=quand["par"], repere_propre=cle)
    return evaluateur


@transaction.atomic
@faits.ensemble()
def informer_parents(*, informes: bool, motif: str = "", avis: str = "", **quand: Unpack[Quand]) -> Evaluation:
    """Note the day the parents were told, or why they are not.

    Raises:
        EntreeRefusee: they are not told and no reason is given.
    """
    evaluation = evaluation_de(quand["situation"])
    situation, _ = passer(Acte.INFORMER_PARENTS, quand, motif=motif, informes=informes)
    evaluation.parents_informes_le = quand["le"] if informes else None
    evaluation.parents_motif = "" if informes else motif.strip()
    evaluation.parents_avis = avis.strip()
    _garder(evaluation, "parents_informes_le", "parents_motif", "parents_avis")
    constater(situation, "parents_informes_evaluation", le=quand["le"], par=quand["par"])
    return evaluation


@transaction.atomic
@faits.ensemble()
def consigner_visite(*, lieu: str, compte_rendu: str = "", **quand: Unpack[Quand]) -> Rencontre:
    """Record a meeting; at home, it fulfils the duty of the visit."""
    evaluation = evaluation_de(quand["situation"])
    situation, _ = passer(Acte.CONSIGNER_VISITE, quand)
    rencontre = Rencontre.objects.create(
        collectivite_id=situation.collectivite_id, evaluation=evaluation, le=quand["le"], lieu=lieu,
        compte_rendu=compte_rendu.strip(),
    )  # fmt: skip
    if lieu == Rencontre.Lieu.DOMICILE:
        constater(situation, "visite_domicile_evaluation", le=quand["le"], par=quand["par"])
    return rencontre


@transaction.atomic
def voir_enfant_seul(
    *, concerne: EnfantConcerne, vu: bool, motif: str = "", avis: str = "", **quand: Unpack[Quand]
) -> EnfantConcerne:
    """Note the day a child was met alone, with his agreement, or why he was not.

    Raises:
        EntreeRefusee: he was not and no reason is given.
    """
    evaluation_de(quand["situation"])
    passer(Acte.VOIR_SEUL, quand, motif=motif, vu=vu)
    concerne.vu_seul_le = quand["le"] if vu else None
    concerne.vu_seul_motif = "" if vu else motif.strip()
    concerne.avis = avis.strip()
    concerne.save(update_fields=["vu_seul_le", "vu_seul_motif", "avis"])
    return concerne


@transaction.atomic
def remplir_grille(
    *, evaluation: Evaluation, version: int | None, reponses: Mapping[str, str], par: Agent | None
) -> Evaluation:
    """Write what stands under the headings of the grid; an empty text removes the answer.

    Args:
        reponses: texts by code of heading; codes that are not in the grid are refused.

    Raises:
        VersionDepassee: a colleague wrote in the evaluation in between.
        RegleNonRespectee: no evaluation is under way.
    """
    situation = verrouiller(evaluation.situation, None)
    if ecarts := rules.refus(rules.Etat(situation.etat), Acte.REMPLIR_GRILLE):
        raise RegleNonRespectee(ecarts)
    a_jour = verrouiller(evaluation, version, quoi="L'évaluation")
    libelles = {r.code: r.libelle for r in rubriques_de(situation.collectivite_id)}
    inconnus = sorted(set(reponses) - set(libelles))
    refuser(
        [Faute(c, f"La rubrique « {c} » n'est pas dans la grille. Rouvrez la page.", c) for c in inconnus], "la grille"
    )
    connues = {r.code: r for r in ReponseGrille.objects.filter(evaluation=a_jour)}
    for code, brut in reponses.items():
        texte, reponse = brut.strip(), connues.get(code)
        if reponse is None and texte:
            ReponseGrille.objects.create(
                collectivite_id=a_jour.collectivite_id, evaluation=a_jour, code=code, libelle=libelles[code],
                texte=texte,
            )  # fmt: skip
        elif reponse is not None and not texte:
            reponse.delete()
        elif reponse is not None and reponse.texte != texte:
            reponse.texte, reponse.libelle = texte, libelles[code]
            reponse.save(update_fields=["texte", "libelle"])
    _garder(a_jour)
    journaliser("crip:remplir_grille", objet=situation, par=par, version=a_jour.version)
    return a_jour


@transaction.atomic
@faits.ensemble()
def constater_impossibilite(*, motif: str, **quand: Unpack[Quand]) -> Situation:
    """State that the family refuses, or cannot be met: the prosecutor must be told without delay."""
    evaluation = evaluation_de(quand["situation"])
    situation, _ = passer(Acte.IMPOSSIBILITE, quand, motif=motif)
    evaluation.impossible_le = quand["le"]
    _garder(evaluation, "impossible_le")
    constater(situation, "evaluation_impossible", le=quand["le"], par=quand["par"])
    return situation


@transaction.atomic
@faits.ensemble()
def rendre_rapport(*, conclusion: str, synthese: str, derogation: str = "", **quand: Unpack[Quand]) -> Evaluation:
    """Hand over the report, with its single conclusion.

    Args:
        derogation: why the report is handed over although something is missing.

    Raises:
        EntreeRefusee: no conclusion.
        RegleNonRespectee: something that the law asks is missing and nobody says why; every lack at once.
    """
    evaluation = evaluation_de(quand["situation"])
    dits = {"conclusion": conclusion}
    refuser(controle.propres(Acte.RENDRE_RAPPORT, quand["situation"], dits, quand["au"]), "le rapport")
    manques = [e for e in ecarts_de(evaluation, quand["le"]) if e.bloque]
    if manques and not derogation.strip():
        raise RegleNonRespectee(manques)
    situation, _ = passer(Acte.RENDRE_RAPPORT, quand, conclusion=conclusion)
    evaluation.rapport_le, evaluation.conclusion = quand["le"], conclusion
    evaluation.synthese, evaluation.derogation = synthese.strip(), derogation.strip()
    _garder(evaluation, "rapport_le", "conclusion", "synthese", "derogation")
    informations = Information.objects.filter(situation=situation)
    constater_par_information(situation, "rapport_evaluation_remis", informations, le=quand["le"], par=quand["par"])
    return evaluation


def ecarts_de(evaluation: Evaluation, au: date) -> list[Ecart]:
    """What the evaluation lacks on ``au``, with the article that asks for it."""
    return ecarts_de_lignes(
        evaluation,
        au,
        equipe=list(Evaluateur.objects.filter(evaluation=evaluation)),
        rencontres=list(Rencontre.objects.filter(evaluation=evaluation)),
        concernes=list(EnfantConcerne.objects.filter(situation_id=evaluation.situation_id).select_related("enfant")),
    )


def ecarts_de_lignes(
    evaluation: Evaluation,
    au: date,
    *,
    equipe: list[Evaluateur],
    rencontres: list[Rencontre],
    concernes: list[EnfantConcerne],
) -> list[Ecart]:
    """The same from rows already read, for a page: no query."""
    lue = rules.EvaluationLue(
        evaluateurs=len(equipe),
        suiveurs_sans_motif=sum(e.suit_deja and not e.motif for e in equipe),
        parents=evaluation.parents_informes_le is not None or bool(evaluation.parents_motif),
        visites=sum(r.lieu == Rencontre.Lieu.DOMICILE for r in rencontres),
        sans_entretien=tuple(c.enfant.numero for c in concernes if c.vu_seul_le is None and not c.vu_seul_motif),
    )
    return rules.ecarts_rapport(lue, exigences(regles_de(evaluation.collectivite_id), au))


def _garder(evaluation: Evaluation, *champs: str) -> None:
    evaluation.version += 1
    evaluation.save(update_fields=[*champs, "version"])


@transaction.atomic
def charger_grille(
    *, collectivite: str, texte: str, par: Agent | None, partie_de: str | None = None
) -> list[RubriqueGrille]:
    """Replace the grid of the collectivité by that of a text; an empty text gives the national headings back.

    Args:
        partie_de: ``grille.empreinte`` of the grid that the agent had before her eyes; ``None`` does not look.

    Raises:
        EntreeRefusee: every faulty line at once; the former grid stays.
        VersionDepassee: a colleague loaded another grid in between.
    """
    lues = grille.lire(texte) if texte.strip() else []
    attendre(f"grille {collectivite}")
    if partie_de is not None and grille.empreinte(rubriques_de(collectivite)) != partie_de:
        raise VersionDepassee(0, 1, quoi="La grille")
    RubriqueGrille.objects.filter(collectivite_id=collectivite).delete()
    lignes = [
        RubriqueGrille.objects.create(
            collectivite_id=collectivite, code=r.code, libelle=r.libelle, sous=r.sous, ordre=ordre
        )
        for ordre, r in enumerate(lues, 1)
    ]
    if par is not None:
        journaliser("crip:charger_grille", objet=par, par=par, collectivite=collectivite, rubriques=len(lignes))
    return lignes
