"""Reads of reports."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from jalons.application.acces.gate import visibles
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.contrats.models import Contrat
from jalons.application.rapports.contenu import empreinte
from jalons.application.rapports.cycle import NOMS, PERMIS, Acte, Avancee, Etat
from jalons.application.rapports.models import Commentaire, Cote, Rapport, Section, Visa
from jalons.application.rapports.photographie import actuelle, photographie
from jalons.application.rapports.presentation import Tableau, identification, tableaux
from jalons.application.rapports.rules import limite_du_rapport, rapport_en_retard
from jalons.noyau.dates import DateCivile, texte_du_jour
from jalons.noyau.ecarts import Ecart

COTES_PAR_PERMISSION = {
    Permission.RAPPORTS_ARRETER_DEPARTEMENT: Cote.DEPARTEMENT,
    Permission.RAPPORTS_ARRETER_PREFECTURE: Cote.PREFECTURE,
    Permission.RAPPORTS_ARRETER_ARS: Cote.ARS,
}
"""The side for which a permission answers."""


def lisibles(requete: Requete) -> QuerySet[Rapport]:
    """Reports the agent may read: its own drafts where it writes, those shared where it comments, else those agreed."""
    ecrit = requete.droits.perimetre(Permission.RAPPORTS_REDIGER)
    commente = requete.droits.perimetre(Permission.RAPPORTS_COMMENTER)
    rapports = visibles(Rapport.objects.all(), requete=requete, permission=Permission.RAPPORTS_VOIR)
    return rapports.filter(
        Q(collectivite_id__in=ecrit)
        | Q(collectivite_id__in=commente, partage_le__isnull=False)
        | Q(etat=Rapport.Etat.ARRETE)
    ).select_related("contrat__cadre", "contrat__collectivite", "collectivite")


def cotes_de(requete: Requete, collectivite: str) -> tuple[str, ...]:
    """The sides for which the agent may answer on a report of ``collectivite``."""
    return tuple(
        c.value for permission, c in COTES_PAR_PERMISSION.items() if requete.droits.peut(permission, collectivite)
    )


def cote_qui_commente(requete: Requete, collectivite: str) -> str:
    """The side in whose name the agent comments; the département for its own agents."""
    cotes = cotes_de(requete, collectivite)
    return cotes[0] if cotes else Cote.DEPARTEMENT.value


def avancee(rapport: Rapport) -> Avancee:
    """Where the current round of review stands."""
    return Avancee({v.cote: v.decision for v in rapport.visas.all() if v.tour == rapport.tour})


def chiffres(rapport: Rapport, *, instant: datetime | None = None) -> dict[str, Any]:
    """The figures of a report: the frozen ones once agreed, else as known at ``instant`` (now by default)."""
    if instant is not None:
        return photographie(rapport.contrat, exercice=rapport.exercice, instant=instant)
    if rapport.fige is not None:
        figes: dict[str, Any] = rapport.fige
        return figes
    return actuelle(rapport.contrat, exercice=rapport.exercice, jour=timezone.localdate())


def connus_au(rapport: Rapport) -> str:
    """The day of the frozen figures; empty before.

    A report entered once agreed holds the figures of its entry, and says so.
    """
    if rapport.connu_au is None:
        return ""
    fige, arrete = _jour(rapport.connu_au), _jour(rapport.arrete_le)
    dit = texte_du_jour(fige) if fige else ""
    return dit if arrete in (None, fige) else f"{dit}, à son entrée dans Jalons (arrêté le {texte_du_jour(arrete)})"


@dataclass(frozen=True, slots=True)
class Verification:
    """Whether the figures rebuilt from the history are those that were frozen."""

    identiques: bool
    empreinte_figee: str
    empreinte_reconstruite: str


def verifier(rapport: Rapport) -> Verification:
    """Rebuild the figures of an agreed report as known on its instant, and compare.

    Raises:
        ValueError: the report is not agreed yet.
    """
    if rapport.connu_au is None:
        raise ValueError("Ce rapport n'est pas arrêté : il n'a pas de chiffres figés à vérifier.")
    refaite = empreinte(photographie(rapport.contrat, exercice=rapport.exercice, instant=rapport.connu_au))
    return Verification(refaite == rapport.empreinte, rapport.empreinte, refaite)


@dataclass(frozen=True, slots=True)
class Attendu:
    """One exercice of a contract: its report if any, its last day, what is late."""

    contrat: Contrat
    exercice: int
    rapport: Rapport | None
    limite: date | None
    ecarts: list[Ecart]


def attendus(requete: Requete, *, au: date) -> list[tuple[int, int]]:
    """Every exercice begun of every contract of the perimeter, most recent first: (key of the contract, exercice).

    A whole country has hundreds of them: only those of a page are completed (``en_lignes``).
    """
    contrats = visibles(Contrat.objects.all(), requete=requete, permission=Permission.RAPPORTS_VOIR)
    lus = contrats.order_by("collectivite_id", "pk").values_list("pk", "cadre__debut", "cadre__fin")
    couples = [(contrat, exercice) for contrat, debut, fin in lus for exercice in exercices(debut, fin, au)]
    return sorted(couples, key=lambda couple: -couple[1])


def en_lignes(requete: Requete, couples: Iterable[tuple[int, int]], *, au: date) -> list[Attendu]:
    """The lines of some of ``attendus``, in their order: two queries."""
    voulus = list(couples)
    cles = {contrat for contrat, _ in voulus}
    contrats = Contrat.objects.select_related("cadre", "collectivite").in_bulk(cles)
    rapports = {(r.contrat_id, r.exercice): r for r in lisibles(requete).filter(contrat__in=cles)}
    return [
        _attendu(contrats[contrat], exercice, rapports.get((contrat, exercice)), au) for contrat, exercice in voulus
    ]


def exercices(debut: DateCivile | None, fin: DateCivile | None, au: date) -> tuple[int, ...]:
    """Exercices of a period begun by ``au``; none when the period is unknown.

    >>> exercices(DateCivile(2021, 10), DateCivile(2022, 12), date(2026, 1, 1))
    (2021, 2022)
    """
    if debut is None or fin is None:
        return ()
    return tuple(range(debut.annee, min(fin.annee, au.year) + 1))


def _attendu(contrat: Contrat, exercice: int, rapport: Rapport | None, au: date) -> Attendu:
    arrete = _jour(rapport.arrete_le) if rapport else None
    trouvee = limite_du_rapport(exercice)
    return Attendu(
        contrat, exercice, rapport, trouvee[0] if trouvee else None,
        rapport_en_retard(exercice, arrete_le=arrete, au=au, suivi=rapport is not None or not contrat.repris),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class SectionDePage:
    """A section as its page shows it."""

    section: Section
    tableaux: tuple[Tableau, ...]
    commentaires: list[Commentaire]


def section(objet: Section, rapport: Rapport) -> SectionDePage:
    """A section while it is written: its figures, and what the others say of it."""
    lus = objet.commentaires.select_related("auteur")
    return SectionDePage(objet, tableaux(chiffres(rapport), objet.code), list(lus))


def page(requete: Requete, rapport: Rapport, *, au: date) -> dict[str, Any]:
    """What the page of a report shows."""
    figures = chiffres(rapport)
    commentaires = Prefetch("commentaires", Commentaire.objects.select_related("auteur"))
    sections = rapport.sections.prefetch_related(commentaires)
    visas = list(rapport.visas.select_related("par"))
    etat, code = Etat(rapport.etat), rapport.collectivite_id
    redige = requete.droits.peut(Permission.RAPPORTS_REDIGER, code)
    return {
        "rapport": rapport,
        "connus_au": connus_au(rapport),
        "identification": identification(figures),
        "sections": [SectionDePage(s, tableaux(figures, s.code), list(s.commentaires.all())) for s in sections],
        "visas": [_ligne_de_visa(c, libelle, visas, rapport.tour) for c, libelle in Cote.choices],
        "tours": [v for v in visas if v.tour < rapport.tour],
        "ecarts": rapport_en_retard(rapport.exercice, arrete_le=_jour(rapport.arrete_le), au=au),
        "limite": limite_du_rapport(rapport.exercice),
        "peut_rediger": redige and PERMIS[etat, Acte.REDIGER],
        "peut_partager": redige and PERMIS[etat, Acte.PARTAGER],
        "peut_commenter": requete.droits.peut(Permission.RAPPORTS_COMMENTER, code) and PERMIS[etat, Acte.COMMENTER],
        "peut_viser": bool(cotes_de(requete, code)) and PERMIS[etat, Acte.VISER],
    }


def _ligne_de_visa(cote: str, libelle: str, visas: list[Visa], tour: int) -> tuple[str, Visa | None]:
    return libelle, next((v for v in visas if v.cote == cote and v.tour == tour), None)


def _jour(instant: datetime | None) -> date | None:
    return timezone.localtime(instant).date() if instant else None


def apres_visa(rapport: Rapport) -> str:
    """What a side reads once it has answered."""
    if rapport.etat == Rapport.Etat.ARRETE:
        return "Le rapport est arrêté conjointement : ses chiffres sont figés."
    if rapport.etat == Rapport.Etat.RENVOYE:
        return "Le rapport est renvoyé au département, avec votre motif."
    attendus = " et ".join(NOMS[c] for c in avancee(rapport).attendus)
    return f"Votre accord est enregistré. Reste attendu : {attendus}."
