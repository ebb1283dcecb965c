"""Deadlines of a contract: those of its regime and of the exercices it covers, its reports, its imposed term."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from jalons.droit.echeances.echeance import Echeance, Statut, dire, situer
from jalons.droit.loader import parametre, regimes, tous_les_termes
from jalons.droit.model import EcheanceRegime, Provenance, Regime, TermeImpose
from jalons.noyau.dates import DateCivile, jours_entre, texte_du_jour

LIMITE_DU_RAPPORT = "contractualisation.rapport_execution.limite"
RAPPORT = "rapport_execution"


@dataclass(frozen=True, slots=True)
class FaitsContrat:
    """What is known of a contract.

    Attributes:
        sujet: how the caller names it.
        exercices: calendar years covered; empty when the period is not known.
        fin: last day of the contract, as precise as the document says.
        avenants: day of signature of each avenant, by exercice.
        rapports: day on which each report was jointly adopted, by exercice.
        actes: day of the other acts, by code of the regime's deadline (``etat_execution_2022``).
        nouveau: a first contract (``True``), a renewal (``False``), not said (``None``).
        suivi_complet: whether everything that happened is recorded; if not, an absent act is not a late one.
    """

    sujet: str
    regime: Regime
    exercices: tuple[int, ...] = ()
    signature: DateCivile | None = None
    fin: DateCivile | None = None
    avenants: Mapping[int, DateCivile] = field(default_factory=dict)
    rapports: Mapping[int, DateCivile] = field(default_factory=dict)
    actes: Mapping[str, DateCivile] = field(default_factory=dict)
    nouveau: bool | None = None
    suivi_complet: bool = True


def echeances_contrat(faits: FaitsContrat, *, au: date, preavis_jours: int = 30) -> list[Echeance]:
    """Every deadline of a contract on the day ``au``, by due date; those without a date come last."""
    toutes = [
        *_du_regime(faits, au, preavis_jours),
        *_des_exercices_suivants(faits, au, preavis_jours),
        *_des_rapports(faits, au, preavis_jours),
        *_des_termes(faits, au, preavis_jours),
    ]
    return sorted(toutes, key=lambda e: (e.due_le is None, e.due_le or au, e.code))


class LimiteDuRapport(NamedTuple):
    """Last day to adopt a report, and why; ``au_depart`` is the date that an act has postponed."""

    jour: DateCivile
    regle: str
    source: str
    provenance: Provenance
    au_depart: DateCivile | None = None


def limite_du_rapport(exercice: int) -> LimiteDuRapport:
    """Last day to adopt the report of ``exercice``.

    Raises:
        DroitInapplicable: no act asks for a report of that exercice.
    """
    for regime in regimes():
        if (propre := regime.echeance(RAPPORT, exercice)) is not None:
            au_depart = propre.date if propre.reportee_a else None
            source = regime.acte or regime.libelle
            return LimiteDuRapport(propre.limite, propre.code, source, propre.provenance, au_depart)
    regle = parametre(LIMITE_DU_RAPPORT)
    valeur = regle.valeur_au(date(exercice, 12, 31))
    jour = DateCivile.lire(f"{exercice + 1}-{valeur.valeur}")
    return LimiteDuRapport(jour, regle.cle, regle.reference, valeur.provenance)


def _du_regime(faits: FaitsContrat, au: date, preavis: int) -> Iterator[Echeance]:
    for echeance in faits.regime.echeances:
        if echeance.objet != RAPPORT:
            yield _d_un_acte(faits, echeance, faits.regime, au, preavis)


def _des_exercices_suivants(faits: FaitsContrat, au: date, preavis: int) -> Iterator[Echeance]:
    suivants = set(faits.exercices) - set(faits.regime.exercices)
    for regime in regimes():
        for echeance in regime.echeances:
            if regime.id != faits.regime.id and echeance.vise_avenants and echeance.exercice in suivants:
                yield _d_un_acte(faits, echeance, regime, au, preavis)


def _d_un_acte(faits: FaitsContrat, echeance: EcheanceRegime, regime: Regime, au: date, preavis: int) -> Echeance:
    du_regime = regime.id == faits.regime.id
    tenue = faits.actes.get(echeance.code)
    if tenue is None and echeance.objet == "signature":
        tenue = faits.signature if du_regime else faits.avenants.get(echeance.exercice or 0)
    objet = echeance.libelle[:1].lower() + echeance.libelle[1:]
    texte = f"{regime.acte or regime.libelle} : {objet}, au plus tard {_le(echeance.limite)}."
    statut, jours, fin = _etat_d_un_acte(faits, echeance, tenue, du_regime=du_regime, au=au, preavis=preavis)
    return Echeance(
        code=echeance.code,
        sujet=faits.sujet,
        regle=echeance.code,
        libelle=echeance.libelle
        if du_regime or echeance.objet != "signature"
        else f"Avenant {echeance.exercice} signé",
        ouverte_par=f"diffusion de l'acte {_le(regime.publie_le or regime.date_acte)}",
        due_le=echeance.limite.fin,
        tenue_le=tenue.fin if tenue is not None and tenue.debut <= au else None,
        statut=statut,
        jours=jours,
        explication=f"{texte} {fin}",
        source=regime.acte or regime.libelle,
        confirme=echeance.provenance.confirmee,
    )


def _etat_d_un_acte(
    faits: FaitsContrat, echeance: EcheanceRegime, tenue: DateCivile | None, *, du_regime: bool, au: date, preavis: int
) -> tuple[Statut, int | None, str]:
    nouveau = faits.nouveau if du_regime else False
    if (echeance.objet, nouveau) in {("candidature", False), ("etat_execution", True)}:
        raison = "un renouvellement" if nouveau is False else "un premier contrat"
        return "sans_objet", None, f"Sans objet : le contrat est {raison}."
    if tenue is None and nouveau is None and echeance.objet in {"candidature", "etat_execution"}:
        return "non_verifiable", None, "Le dossier ne dit pas si le contrat est le premier ou un renouvellement."
    statut, jours = situer(echeance.limite, tenue, au=au, preavis_jours=preavis)
    if statut == "en_retard":
        if echeance.objet == "signature" and du_regime:
            return statut, jours, dire(statut, jours, tenue)
        if du_regime and faits.signature is not None and faits.signature.debut <= au:
            return "non_verifiable", None, "Le contrat est signé, mais la date de cet acte n'est pas enregistrée."
        if not faits.suivi_complet:
            return "non_verifiable", None, "Le dossier ne dit rien de cet acte."
    return statut, jours, dire(statut, jours, tenue)


def _des_rapports(faits: FaitsContrat, au: date, preavis: int) -> Iterator[Echeance]:
    for exercice in faits.exercices:
        limite = limite_du_rapport(exercice)
        tenue = faits.rapports.get(exercice)
        statut, jours = situer(limite.jour, tenue, au=au, preavis_jours=preavis)
        fin = dire(statut, jours, tenue)
        if statut == "en_retard" and not faits.suivi_complet:
            statut, jours, fin = "non_verifiable", None, "Le dossier ne dit rien de ce rapport."
        report = f", date reportée du {limite.au_depart}" if limite.au_depart else ""
        yield Echeance(
            code=f"{RAPPORT}_{exercice}",
            sujet=faits.sujet,
            regle=limite.regle,
            libelle=f"Rapport d'exécution {exercice} arrêté conjointement",
            ouverte_par=f"fin de l'exercice {exercice}",
            due_le=limite.jour.fin,
            tenue_le=tenue.fin if tenue is not None and tenue.debut <= au else None,
            statut=statut,
            jours=jours,
            explication=(
                f"Le rapport de l'exercice {exercice} est arrêté conjointement au plus tard {_le(limite.jour)}{report} "
                f"({limite.source}). {fin}"
            ),
            source=limite.source,
            confirme=limite.provenance.confirmee,
        )


def _des_termes(faits: FaitsContrat, au: date, preavis: int) -> Iterator[Echeance]:
    signatures = [s for s in (faits.signature, *faits.avenants.values()) if s is not None and s.debut <= au]
    for terme in tous_les_termes():
        vises = {s: terme.vise(s) for s in signatures if terme.vise(s) is not False}
        if terme.connu_le <= au and vises:
            visee = next((s for s, vise in vises.items() if vise), next(iter(vises)))
            yield _du_terme(faits, terme, visee, au=au, preavis=preavis)


def _du_terme(faits: FaitsContrat, terme: TermeImpose, visee: DateCivile, *, au: date, preavis: int) -> Echeance:
    limite = DateCivile.lire(terme.terme)
    statut, jours = situer(limite, None, au=au, preavis_jours=preavis)
    if not terme.vise(visee):
        statut, jours, fin = (
            "non_verifiable",
            None,
            "La date de signature n'est pas assez précise pour savoir s'il est visé.",
        )
    elif faits.fin is None:
        statut, jours, fin = "non_verifiable", None, "Le dossier ne donne pas la fin du contrat."
    elif faits.fin.fin <= terme.terme:
        statut, jours = "tenue", jours_entre(terme.terme, faits.fin.fin)
        fin = f"Le contrat finit à temps ({faits.fin})."
    elif faits.fin.debut > terme.terme:
        statut = "tenue_en_retard" if faits.fin.fin <= au else "en_retard"
        jours = jours_entre(terme.terme, faits.fin.fin)
        fin = f"Le contrat finit après ({faits.fin}) : ramenez-le à ce terme par avenant, ou expliquez l'écart."
    else:
        statut, jours, fin = "non_verifiable", None, f"La fin du contrat ({faits.fin}) n'est pas assez précise."
    return Echeance(
        code=terme.code,
        sujet=faits.sujet,
        regle=terme.code,
        libelle="Fin du contrat au plus tard",
        ouverte_par=f"signature du contrat {_le(visee)}" if visee == faits.signature else f"avenant signé {_le(visee)}",
        due_le=terme.terme,
        tenue_le=faits.fin.fin if faits.fin is not None and statut.startswith("tenue") else None,
        statut=statut,
        jours=jours,
        explication=(
            f"Tout contrat ou avenant signé du {texte_du_jour(terme.signes_du)} au {texte_du_jour(terme.signes_au)} "
            f"finit au plus tard {_le(limite)} ({terme.acte}). {fin}"
        ),
        source=terme.acte,
        confirme=terme.provenance.confirmee,
    )


def _le(jour: DateCivile) -> str:
    return f"le {jour}" if jour.jour is not None else f"en {jour}"
