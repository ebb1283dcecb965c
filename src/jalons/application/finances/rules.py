"""Checks on amounts. Pure: lines in, écarts out; the law's figures come from ``jalons.droit``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from jalons.application.finances import calculs
from jalons.application.finances.calculs import EtatRegle, PartDepartement
from jalons.application.finances.lignes import Beneficiaire, LigneFinanciere, Version
from jalons.droit import regle_cofinancement, source, sources_financement
from jalons.noyau.accord import compter
from jalons.noyau.ecarts import Ecart, Gravite
from jalons.noyau.montants import PrecisionMontant, euros

__all__ = [
    "Beneficiaire",
    "LigneFinanciere",
    "Version",
    "beneficiaire_hors_departement",
    "controler",
    "double_financement",
    "montant_approximatif",
    "part_departement",
    "periode_inconnue",
    "rythmes_melanges",
    "total_incoherent",
]

DOCUMENT = "cohérence du document"
"""Source of an écart that rests on the document alone."""


def controler(
    lignes: Sequence[LigneFinanciere], *, complete: bool, au: date, actions: Mapping[str, frozenset[str]] | None = None
) -> list[Ecart]:
    """Every check on amounts; ``complete`` and ``au`` as in ``calculs``, ``actions`` as in ``double_financement``."""
    return [
        *total_incoherent(lignes),
        *part_departement(lignes, complete=complete, au=au),
        *periode_inconnue(lignes),
        *rythmes_melanges(lignes),
        *beneficiaire_hors_departement(lignes),
        *double_financement(lignes, actions or {}),
        *montant_approximatif(lignes),
    ]


TERMES_NOMMES = 5
"""Terms of a sum that a sentence names, all of them; of a longer one it names the first."""


def total_incoherent(lignes: Sequence[LigneFinanciere]) -> list[Ecart]:
    """Announced totals that their lines do not reach, and parts that exceed their whole.

    Nothing is forgiven to exact figures; approximate words give the room described in ``calculs.intervalle``.
    """
    par_cle = {x.cle: x for x in lignes}
    ecarts = []
    for annonce in (x for x in lignes if x.total):
        termes = [par_cle[c] for c in annonce.somme_de] or list(calculs.lignes_retenues(lignes))
        if termes and _disjoints(calculs.intervalle(annonce), calculs.bornes(termes)):
            ecarts.append(_total_faux(annonce, calculs.somme(termes), [t.libelle for t in termes]))
    for reste in calculs.restes(lignes):
        haut, bas = calculs.intervalle(reste.ligne)[1], calculs.bornes(reste.parties)[0]
        if bas > haut:
            ecarts.append(_total_faux(reste.ligne, calculs.somme(reste.parties), [p.libelle for p in reste.parties]))
    return ecarts


def _disjoints(a: tuple[Decimal, Decimal], b: tuple[Decimal, Decimal]) -> bool:
    return a[1] < b[0] or b[1] < a[0]


def _total_faux(annonce: LigneFinanciere, calcule: Decimal, termes: list[str]) -> Ecart:
    difference = calcule - annonce.valeur
    return Ecart(
        "total_incoherent", Gravite.AVERTISSEMENT, True,
        f"« {annonce.libelle} » annonce {annonce.montant}, mais {_enumerer(termes)} font {euros(calcule)} : "
        f"{euros(abs(difference))} {'de trop' if difference > 0 else 'manquent'}. Vérifiez chaque montant.",
        {"annonce": annonce.valeur, "calcule": calcule, "difference": difference}, DOCUMENT, f"finances/{annonce.cle}",
    )  # fmt: skip


def _enumerer(termes: Sequence[str]) -> str:
    """The terms of a sum; those of a long one are counted, the first ones named.

    >>> _enumerer(["État", "ARS"])
    'État, ARS'
    >>> _enumerer(["a, signé", "b", "c", "d", "e", "f"])
    'les 6 montants additionnés (a, signé ; b ; c…)'
    """
    if len(termes) <= TERMES_NOMMES:
        return ", ".join(termes)
    return f"les {len(termes)} montants additionnés ({' ; '.join(termes[:3])}…)"


def part_departement(lignes: Sequence[LigneFinanciere], *, complete: bool, au: date) -> list[Ecart]:
    """``part_departement_insuffisante`` for each base not met, ``part_departement_non_verifiable`` for the others."""
    if not lignes:
        return []
    regle, minimum = regle_cofinancement(), calculs.part_minimale(au)
    if minimum is None:
        return []
    minimum *= 100
    parts = calculs.parts_departement(lignes, complete=complete, au=au)
    ecarts = [
        Ecart(
            "part_departement_insuffisante", Gravite.BLOQUANT, regle.provenance.confirmee,
            f"Le département apporte {_pourcent(p.part)} ({euros(p.departement or Decimal(0))} sur "
            f"{euros(p.base or Decimal(0))}) sur l'assiette « {regle.base(p.code).libelle} » ; "
            f"le minimum est {_pourcent(minimum)}. "
            f"Augmentez sa part ou vérifiez les montants.{_reserve(regle.provenance.confirmee)}",
            {"base": p.code, "part": p.part, "minimum": minimum, "departement": p.departement, "ensemble": p.base},
            regle.part_min.reference, f"finances/part/{p.code}",
        )
        for p in parts.values() if p.etat is EtatRegle.NON_RESPECTEE
    ]  # fmt: skip
    douteuses = [p for p in parts.values() if p.etat is EtatRegle.NON_VERIFIABLE]
    if douteuses:
        raisons = " ; ".join(f"{', '.join(bases)} : {raison}" for raison, bases in _par_raison(douteuses).items())
        gravite = Gravite.AVERTISSEMENT if len(douteuses) == len(parts) else Gravite.INFORMATION
        message = (
            f"La part du département ({_pourcent(minimum)} au moins) n'est pas vérifiable sur "
            f"{compter(len(douteuses), 'assiette')} sur {len(parts)}. {raisons}. Demandez le détail par source."
        )
        ecarts.append(
            Ecart(
                "part_departement_non_verifiable", gravite, regle.provenance.confirmee, message,
                {"bases": [p.code for p in douteuses], "minimum": minimum}, regle.part_min.reference, "finances/part",
            )
        )  # fmt: skip
    return ecarts


def _par_raison(parts: Sequence[PartDepartement]) -> dict[str, list[str]]:
    bases: dict[str, list[str]] = defaultdict(list)
    for part in parts:
        bases[part.raison].append(f"« {regle_cofinancement().base(part.code).libelle} »")
    return bases


def _pourcent(valeur: Decimal | None) -> str:
    return "?" if valeur is None else f"{valeur.normalize():f}".replace(".", ",") + "\xa0%"


def _reserve(confirmee: bool) -> str:
    return "" if confirmee else " L'assiette de cette règle n'est pas confirmée : elle ne bloque rien."


def periode_inconnue(lignes: Sequence[LigneFinanciere]) -> list[Ecart]:
    """Amounts of which the document does not say when they hold."""
    return [
        Ecart(
            "periode_inconnue", Gravite.AVERTISSEMENT, True,
            f"« {ligne.libelle} » ({ligne.montant}) ne dit ni l'année, ni la période, ni « par an ». "
            "Précisez-la avant de comparer ou de multiplier ce montant.",
            {"montant": ligne.valeur, "source_financement": ligne.source}, DOCUMENT, f"finances/{ligne.cle}",
        )
        for ligne in lignes if not ligne.est_datee
    ]  # fmt: skip


def rythmes_melanges(lignes: Sequence[LigneFinanciere]) -> list[Ecart]:
    """A sum that mixes yearly amounts with amounts of a given year or period: it means nothing."""
    retenues = calculs.lignes_retenues(lignes)
    annuelles = [x for x in retenues if x.par_an]
    datees = [x for x in retenues if not x.par_an and (x.annee or x.periode)]
    if not annuelles or not datees:
        return []
    return [
        Ecart(
            "rythmes_melanges", Gravite.AVERTISSEMENT, True,
            f"{compter(len(annuelles), 'montant')} « par an » ({euros(calculs.somme(annuelles))}) et "
            f"{compter(len(datees), 'montant')} d'une période donnée "
            f"({euros(calculs.somme(datees))}) sont additionnés. Donnez-les sur la même durée.",
            {"par_an": calculs.somme(annuelles), "dates": calculs.somme(datees)}, DOCUMENT, "finances/rythmes",
        )
    ]  # fmt: skip


def beneficiaire_hors_departement(lignes: Sequence[LigneFinanciere]) -> list[Ecart]:
    """Money that the département does not receive: said by the document, or usual for the source (unconfirmed)."""
    recus = calculs.versements(lignes)
    ailleurs, inconnu = recus[Beneficiaire.ESSMS.value], recus["inconnu"]
    chiffres = {"departement": recus["departement"], "essms": ailleurs, "inconnu": inconnu}
    ecarts = []
    if ailleurs:
        reste = f" ; {euros(inconnu)} sans bénéficiaire connu" if inconnu else ""
        message = (
            f"{euros(ailleurs)} sont versés directement aux établissements et services : seuls "
            f"{euros(recus['departement'])} arrivent au département{reste}. Ne les inscrivez pas en recettes."
        )
        ecarts.append(
            Ecart("beneficiaire_hors_departement", Gravite.INFORMATION, True, message, chiffres, DOCUMENT,
                  "finances/beneficiaires")
        )  # fmt: skip
    usuels = {s.code: s for s in sources_financement() if s.beneficiaire == "essms"}
    for ligne in calculs.lignes_retenues(lignes):
        if ligne.beneficiaire is None and ligne.source in usuels:
            usage = usuels[ligne.source]
            message = (
                f"Le document ne dit pas qui reçoit « {ligne.libelle} » ({ligne.montant}) ; {usage.libelle} va "
                "d'ordinaire aux établissements et services. Vérifiez le bénéficiaire."
            )
            ecarts.append(
                Ecart("beneficiaire_hors_departement", Gravite.INFORMATION, False, message, chiffres,
                      usage.provenance.source, f"finances/{ligne.cle}")
            )  # fmt: skip
    return ecarts


def double_financement(lignes: Sequence[LigneFinanciere], actions: Mapping[str, frozenset[str]]) -> list[Ecart]:
    """Actions that two sources other than the département pay for: the same expense may be counted twice.

    Args:
        actions: for each name that a line may pay for (action or list), the actions it stands for, two names of one
            action being reduced to one.
    """
    propres = {s.code for s in sources_financement() if s.gestionnaire == "departement"}
    payeurs: dict[str, list[LigneFinanciere]] = defaultdict(list)
    for ligne in calculs.lignes_retenues(lignes):
        if ligne.source not in propres:
            for action in sorted(actions.get(ligne.action, frozenset())):
                payeurs[action].append(ligne)
    return [
        Ecart(
            "double_financement", Gravite.AVERTISSEMENT, True,
            f"« {action} » est visée par {' et par '.join(_financeur(*x) for x in financeurs.items())}. "
            "Vérifiez que la même dépense n'est pas financée deux fois.",
            {"action": action, "sources": list(financeurs),
             "montants": [sum(x.valeur for x in lignes) for lignes in financeurs.values()]},
            DOCUMENT, f"finances/double/{action}",
        )
        for action, payantes in payeurs.items() if len(financeurs := _par_source(payantes)) > 1
    ]  # fmt: skip


def _par_source(lignes: Sequence[LigneFinanciere]) -> dict[str, list[LigneFinanciere]]:
    par: dict[str, list[LigneFinanciere]] = defaultdict(list)
    for ligne in lignes:
        par[ligne.source].append(ligne)
    return par


def _financeur(code: str, lignes: Sequence[LigneFinanciere]) -> str:
    r"""The source, then each of its amounts with its year when there are several.

    >>> _financeur("P304", [LigneFinanciere("a", "A", Decimal(30), Version.SIGNE, "P304", annee=2025)])
    'Programme 304 (État, action 17) (30\xa0€)'
    """
    plusieurs = len(lignes) > 1
    montants = (f"{x.montant} en {x.annee}" if plusieurs and x.annee else str(x.montant) for x in lignes)
    return f"{source(code).libelle} ({', '.join(montants)})"


def montant_approximatif(lignes: Sequence[LigneFinanciere]) -> list[Ecart]:
    """Amounts that the text rounds."""
    return [
        Ecart(
            "montant_approximatif", Gravite.INFORMATION, True,
            f"« {ligne.libelle} » est donné comme {ligne.montant} : le montant exact reste à demander.",
            {"montant": ligne.valeur, "precision": ligne.precision.value}, DOCUMENT, f"finances/{ligne.cle}",
        )
        for ligne in lignes if ligne.precision is not PrecisionMontant.EXACT
    ]  # fmt: skip
