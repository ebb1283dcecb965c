"""Deadlines of a schéma: its longest duration, and its successor to adopt before it ends. Text: CASF, art. L312-4."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jalons.droit.echeances.echeance import Echeance, Statut, dire, situer
from jalons.droit.loader import parametre
from jalons.noyau.dates import DateCivile, ajouter_mois, jours_entre, texte_du_jour, veille

DUREE_MAXIMALE = "casf.l312_4.duree_maximale"


@dataclass(frozen=True, slots=True)
class FaitsSchema:
    """What is known of a schéma; an end known to the year counts from 1 January, or to 31 December.

    Attributes:
        fin: last day written in the schéma; ``None`` when it says none.
        successeur_adopte_le: adoption of the next schéma; ``None`` when not adopted.
    """

    sujet: str
    debut: DateCivile
    fin: DateCivile | None = None
    successeur_adopte_le: DateCivile | None = None


def fin_au_plus_tard(debut: date) -> date:
    """Last possible day, included, of a schéma that begins on ``debut``.

    >>> fin_au_plus_tard(date(2023, 1, 1))
    datetime.date(2027, 12, 31)
    """
    return veille(ajouter_mois(debut, parametre(DUREE_MAXIMALE).entier_au(debut)))


def echeances_schema(faits: FaitsSchema, *, au: date, preavis_mois: int = 18) -> list[Echeance]:
    """The two deadlines of a schéma on the day ``au``.

    ``schema_duree`` compares the end written with the longest duration; ``schema_terme`` is the day by which the
    successor is to be adopted, ``bientot`` from ``preavis_mois`` before (a choice of the user, not of the law).
    """
    limite = fin_au_plus_tard(faits.debut.debut)
    return [_duree(faits, limite), _terme(faits, limite, au, preavis_mois)]


def _duree(faits: FaitsSchema, limite: date) -> Echeance:
    regle = parametre(DUREE_MAXIMALE)
    valeur = regle.valeur_au(faits.debut.debut)
    statut: Statut = "non_verifiable"
    jours, fin = None, "Le schéma ne dit pas quand il finit."
    if faits.fin is not None:
        jours = jours_entre(limite, faits.fin.fin)
        statut = "tenue" if jours <= 0 else "en_retard"
        fin = (
            f"Il finit à temps ({faits.fin})."
            if jours <= 0
            else f"Il finit {jours}\xa0jour{'s' if jours > 1 else ''} après ({faits.fin}) : avancez sa fin."
        )
    return Echeance(
        code="schema_duree",
        sujet=faits.sujet,
        regle=regle.cle,
        libelle="Durée du schéma",
        ouverte_par=f"début du schéma ({faits.debut})",
        due_le=limite,
        tenue_le=faits.fin.fin if faits.fin is not None and statut == "tenue" else None,
        statut=statut,
        jours=jours,
        explication=(
            f"Un schéma dure au plus {valeur.valeur}\xa0mois : commencé le {texte_du_jour(faits.debut.debut)}, "
            f"il finit au plus tard le {texte_du_jour(limite)} ({regle.reference}). {fin}"
        ),
        source=regle.reference,
        confirme=valeur.provenance.confirmee,
    )


def _terme(faits: FaitsSchema, limite: date, au: date, preavis_mois: int) -> Echeance:
    regle = parametre(DUREE_MAXIMALE)
    due = min(limite, faits.fin.fin) if faits.fin is not None else limite
    preavis = jours_entre(ajouter_mois(due, -preavis_mois), due)
    tenue = faits.successeur_adopte_le
    statut, jours = situer(DateCivile.lire(due), tenue, au=au, preavis_jours=preavis)
    return Echeance(
        code="schema_terme",
        sujet=faits.sujet,
        regle=regle.cle,
        libelle="Schéma suivant adopté",
        ouverte_par=f"début du schéma ({faits.debut})",
        due_le=due,
        tenue_le=tenue.fin if tenue is not None and tenue.debut <= au else None,
        statut=statut,
        jours=jours,
        explication=(
            f"Le schéma finit le {texte_du_jour(due)} ; le suivant est à adopter d'ici là ({regle.reference}). "
            f"{dire(statut, jours, tenue)}"
        ),
        source=regle.reference,
        confirme=regle.valeur_au(faits.debut.debut).provenance.confirmee,
    )
