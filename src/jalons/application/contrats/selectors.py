"""Reads: contracts of a perimeter, the dossier of each, its écarts, and how it was known on a past moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from jalons.application.acces.gate import visibles
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.contrats import rules
from jalons.application.contrats.assemblage import assembler, fiches_par_liste, fiches_rattachees
from jalons.application.contrats.dossier import DossierContrat, Etape
from jalons.application.contrats.models import Contrat, EtapeContrat, Partie
from jalons.application.fiches.etudes import EtudeDeCadre, VueDeCadre
from jalons.application.fiches.models import Cadre, Fiche, Placement, Rubrique
from jalons.application.finances.assemblage import pk
from jalons.application.finances.models import Montant
from jalons.application.socle.etats import photographier
from jalons.application.socle.memoire import Lecture, Memoire, Tables, piece
from jalons.noyau.dates import DateCivile
from jalons.noyau.ecarts import Ecart
from jalons.noyau.periodes import Periode

SUIVIS: dict[str, Any] = {
    "cadre": Cadre, "contrat": Contrat, "parties": Partie, "etapes": EtapeContrat, "rubriques": Rubrique,
    "placements": Placement, "fiches": Fiche, "montants": Montant,
}  # fmt: skip
"""Tables that hold what a dossier says."""

CHAMPS_FICHE = ("id", "titre", "nature_depense", "statut", "avancement")
"""What the page of a contract needs of its fiches."""


class Etude(EtudeDeCadre[DossierContrat]):
    """The dossier of a contract and what is computed from it; shared between requests, never changed.

    Attributes:
        listes: for each list of actions of the dossier, its fiches.
        autres: fiches of the contract that no list names (those that agents attached).
        rattachees: title of each fiche, under the name by which an amount designates it.
    """

    def __init__(self, tables: Tables) -> None:
        super().__init__()
        self.dossier = assembler(tables)
        self.listes, self.autres = fiches_par_liste(tables)
        self.rattachees = fiches_rattachees(tables)

    def controler(self, au: date) -> list[Ecart]:
        """Écarts on the day ``au``, computed, the most serious first."""
        return rules.controler(self.dossier, au, self.rattachees)


@dataclass(frozen=True)
class Vue(VueDeCadre[DossierContrat]):
    """A contract with its study on a day."""

    etude: Etude
    contrat: Contrat

    @property
    def etat(self) -> str:
        """Where the contract stands on that day: a code of the family ``contrat`` of ``ui.statuts``."""
        return etat(self.dossier, self.au)


def tous() -> QuerySet[Contrat]:
    """Contracts of the open perimeter, with what names them."""
    return Contrat.objects.select_related("cadre", "collectivite").order_by("collectivite_id", "-cadre__debut", "pk")


def contrats(requete: Requete) -> QuerySet[Contrat]:
    """Contracts that the agent of the request may see."""
    return visibles(tous(), requete=requete, permission=Permission.CONTRATS_VOIR)


def dossier(contrat: Contrat) -> DossierContrat:
    """What the contract says now."""
    return dossiers([contrat])[contrat.pk]


def dossiers(lus: Iterable[Contrat]) -> dict[int, DossierContrat]:
    """The dossier of each contract, by key: one query for all, two when some have changed."""
    return {cle: etude.dossier for cle, etude in etudes(lus).items()}


_FICHES = f"""
SELECT p.lot, {", ".join(f"f.{champ}" for champ in CHAMPS_FICHE)}
FROM (
    SELECT DISTINCT l.lot, p.fiche_id FROM unnest(%(lots)s) l(lot)
    CROSS JOIN LATERAL (SELECT fiche_id FROM "{Placement._meta.db_table}" WHERE cadre_id = l.lot OFFSET 0) p
) p JOIN "{Fiche._meta.db_table}" f ON f.id = p.fiche_id
"""  # noqa: S608

_MEMOIRE = Memoire(
    Lecture(
        Cadre,
        cadre=piece(Cadre, "id"),
        contrat=piece(Contrat, "cadre_id"),
        parties=piece(Partie, "contrat_id"),
        etapes=piece(EtapeContrat, "contrat_id"),
        rubriques=piece(Rubrique, "cadre_id"),
        placements=piece(Placement, "cadre_id"),
        fiches=_FICHES,
        montants=piece(Montant, "cadre_id"),
    ),
    Etude,
    selon_lignes=True,
)


def etudes(lus: Iterable[Contrat]) -> dict[int, Etude]:
    """The study of each contract, by key: one query for all, two when some have changed."""
    return _MEMOIRE.lire(c.pk for c in lus)


def repartir(tables: Mapping[str, list[dict[str, Any]]], cles: Iterable[int]) -> dict[int, dict[str, Any]]:
    """The rows of several contracts, by contract."""
    fiches = {pk(f): f for f in tables["fiches"]}
    par: dict[int, dict[str, list[Any]]] = {cle: defaultdict(list) for cle in cles}
    for nom, colonne in (
        ("contrat", "cadre_id"), ("parties", "contrat_id"), ("etapes", "contrat_id"), ("rubriques", "cadre_id"),
        ("placements", "cadre_id"), ("montants", "cadre_id"),
    ):  # fmt: skip
        for ligne in tables[nom]:
            if ligne[colonne] in par:
                par[ligne[colonne]][nom].append(ligne)
    for ligne in tables["cadre"]:
        if pk(ligne) in par:
            par[pk(ligne)]["cadre"].append(ligne)
    for lignes in par.values():
        presentes = {p["fiche_id"] for p in lignes["placements"]} & set(fiches)
        lignes["fiches"] = [fiches[cle] for cle in presentes]
    return dict(par)


def dossier_connu_au(contrat: Contrat, instant: datetime) -> DossierContrat | None:
    """What the contract said, as recorded at ``instant``; ``None`` when it was not recorded yet."""
    etude = etude_connue_au(contrat, instant)
    return etude.dossier if etude else None


def etude_connue_au(contrat: Contrat, instant: datetime) -> Etude | None:
    """The same with what is computed from it."""
    tables = photographier(SUIVIS, instant, contrat.collectivite_id)
    lignes = repartir(tables, [contrat.pk])[contrat.pk]
    return Etude(lignes) if lignes["contrat"] and lignes["cadre"] else None


def lecture_des_montants(cadre: Cadre) -> tuple[bool, date | None]:
    """Whether the contract gives every amount, and the day on which its law is read. One query, without its dossier.

    Same day as ``DossierContrat.jour_du_droit``. A frame announced before its contract is written says nothing.
    """
    lus = Contrat.objects.filter(pk=cadre.pk).values_list("finances_completes", "etapes__etape", "etapes__le")
    signatures = [le.fin for _, etape, le in lus if etape == Etape.SIGNATURE]
    debut = cadre.debut.debut if cadre.debut and cadre.fin else None
    return any(completes for completes, _, _ in lus), max(signatures, default=debut) if lus else None


def ecarts(contrat: Contrat, au: date) -> list[Ecart]:
    """Écarts of the contract on the day ``au``: those that ``jalons contrats controler`` gives for its file, and those
    of the fiches attached since, which a file does not hold.
    """
    return etudes([contrat])[contrat.pk].ecarts(au)


def vues(lus: Iterable[Contrat], au: date) -> list[Vue]:
    """Contracts with dossier and écarts: one query for all, two when some have changed."""
    presents = list(lus)
    par_cle = etudes(presents)
    return [Vue(par_cle[c.pk], au, c) for c in presents]


def etat(dossier: DossierContrat, au: date) -> str:
    """``projet``, ``signe`` (not begun), ``en_vigueur`` or ``echu`` on the day ``au``."""
    return _etat(dossier.signature, dossier.periode, au)


def _etat(signature: DateCivile | None, periode: Periode | None, au: date) -> str:
    if signature is None or signature.debut > au:
        return "projet"
    if periode is None:
        return "signe"
    if periode.fin.fin < au:
        return "echu"
    return "en_vigueur" if periode.debut.debut <= au else "signe"


def _dans_l_etat(objets: QuerySet[Contrat], voulu: str, au: date) -> list[int]:
    """Keys of the contracts in that state: one query that reads dates only, not the dossiers."""
    connus: dict[int, tuple[DateCivile | None, Periode | None]] = {}
    lus = objets.order_by().values_list("pk", "cadre__debut", "cadre__fin", "etapes__etape", "etapes__le")
    for cle, debut, fin, etape, le in lus:
        signature, _ = connus.get(cle, (None, None))
        if etape == Etape.SIGNATURE and (signature is None or le.fin > signature.fin):
            signature = le
        connus[cle] = signature, Periode(debut, fin) if debut and fin else None
    return [cle for cle, (signature, periode) in connus.items() if _etat(signature, periode, au) == voulu]


def filtrer(objets: QuerySet[Contrat], criteres: Mapping[str, Any], au: date) -> QuerySet[Contrat]:
    """The contracts that answer the filters of the list: ``collectivite``, ``regime``, ``annee``, ``etat``."""
    if code := criteres.get("collectivite"):
        objets = objets.filter(collectivite=code)
    if regime := criteres.get("regime"):
        objets = objets.filter(regime=regime)
    if annee := criteres.get("annee"):
        objets = objets.filter(cadre__debut__lte=f"{annee}-12-31", cadre__fin__gte=f"{annee}")
    if voulu := criteres.get("etat"):
        objets = objets.filter(pk__in=_dans_l_etat(objets, voulu, au))
    return objets
