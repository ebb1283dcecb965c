"""What the home page reads: every small table in one query, the contracts and their dossiers in two more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.urls import NoReverseMatch

from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.contrats import selectors as contrats
from jalons.application.faits import selectors as faits
from jalons.application.fiches.models import Cadre, Fiche, Intervenant, Justification, Note, Placement, Rubrique
from jalons.application.indicateurs.models import Proposition
from jalons.application.portail.accueil import portefeuille
from jalons.application.portail.accueil.portefeuille import Portefeuille
from jalons.application.rapports.models import Visa
from jalons.application.rapports.selectors import lisibles
from jalons.application.schema.models import Schema
from jalons.application.socle.lignes import lire_lignes
from jalons.application.ui.adresses import vers

HORIZON = timedelta(days=92)
"""How far ahead a deadline is announced."""
MEMOIRE = timedelta(days=400)
"""How far back notes are read."""

_STATUTS_ATTENDUS = ("en_retard", "bientot", "a_venir")


def portee(requete: Requete) -> frozenset[str]:
    """Collectivités that the home page is about: the one chosen for the session, else all those of the agent."""
    toutes = requete.droits.collectivites
    choisie = getattr(requete, "territoire", None)
    return frozenset({choisie}) if choisie in toutes else toutes


def lien(nom: str, *args: Any) -> str:
    """The address of a page, or nothing when its module has no pages yet."""
    try:
        return vers(nom, *args)
    except NoReverseMatch:
        return ""


@dataclass
class Releve:
    """One home page's reads, made once and shared by its blocks."""

    requete: Requete
    au: date
    codes: frozenset[str]
    besoins: frozenset[str]

    @cached_property
    def tables(self) -> dict[str, list[dict[str, Any]]]:
        """Rows by table; a table whose permission is missing is empty. One query."""
        return lire_lignes({nom: TABLES[nom](self) for nom in sorted(self.besoins & TABLES.keys())})

    @cached_property
    def _contrats(self) -> tuple[tuple[contrats.Vue, ...], Portefeuille]:
        """Two queries, three when some have changed."""
        lus = contrats.contrats(self.requete).filter(collectivite_id__in=self.codes)
        return portefeuille.lire(list(lus), self.au)

    @property
    def portefeuille(self) -> Portefeuille:
        """What is computed from the contracts together."""
        return self._contrats[1]

    @property
    def vues(self) -> tuple[contrats.Vue, ...]:
        """Contracts with dossier and écarts."""
        return self._contrats[0]

    def _ici(self, lignes: QuerySet[Any], permission: Permission) -> QuerySet[Any]:
        return lignes.filter(collectivite_id__in=self.codes & self.requete.droits.perimetre(permission))

    def fiches(self) -> QuerySet[Any]:
        """Fiches, in short."""
        champs = ("id", "titre", "statut", "avancement", "blocage", "deblocage", "rappel_le", "fin", "modifiee_le")
        return self._ici(Fiche.objects.values(*champs), Permission.FICHES_VOIR)

    def notes(self) -> QuerySet[Any]:
        """Notes of the last months, with the name of their author."""
        depuis = self.au - MEMOIRE
        lues = Note.objects.filter(quand__date__gte=depuis).annotate(
            titre=F("fiche__titre"), nom=F("auteur__nom"), prenom=F("auteur__prenom")
        )
        champs = ("id", "fiche_id", "quand", "texte", "avancement", "titre", "nom", "prenom")
        return self._ici(lues.values(*champs), Permission.FICHES_VOIR)

    def pilotees(self) -> QuerySet[Any]:
        """Keys of the fiches that the agent steers."""
        miennes = Intervenant.objects.filter(agent=self.requete.user, role=Intervenant.Role.PILOTE)
        return self._ici(miennes.values("fiche_id"), Permission.FICHES_VOIR)

    def echeances(self) -> QuerySet[Any]:
        """Deadlines of contracts and schémas, late or within ``HORIZON``; those of children have pages of their own."""
        lignes = faits.echeances(
            self.requete, au=self.au, statuts=_STATUTS_ATTENDUS, types=("contrat", "schema"), jusqua=self.au + HORIZON
        )
        champs = ("id", "libelle", "due_le", "statut", "sujet_type", "sujet_id", "confirmee")
        lues: QuerySet[Any] = lignes.filter(collectivite_id__in=self.codes).values(*champs)
        return lues

    def rapports(self) -> QuerySet[Any]:
        """Reports, without their frozen figures."""
        champs = ("id", "contrat_id", "exercice", "etat", "tour", "partage_le", "arrete_le", "collectivite_id", "lieu")
        lus = lisibles(self.requete).filter(collectivite_id__in=self.codes).select_related(None)
        nommes: QuerySet[Any] = lus.annotate(lieu=F("collectivite__nom")).values(*champs)
        return nommes

    def visas(self) -> QuerySet[Any]:
        """Answers given on reports."""
        return self._ici(Visa.objects.values("rapport_id", "tour", "cote", "decision"), Permission.RAPPORTS_VOIR)

    def propositions(self) -> QuerySet[Any]:
        """Counter-proposals."""
        lues = Proposition.objects.annotate(libelle=F("indicateur__libelle"), unite=F("indicateur__unite"))
        champs = (
            "id", "indicateur_id", "libelle", "objet", "periode", "valeur", "cote", "etat", "reponse", "deposee_le",
        )  # fmt: skip
        return self._ici(lues.values(*champs), Permission.INDICATEURS_VOIR)

    def schemas(self) -> QuerySet[Any]:
        """Schémas: what places them in time, and how many engagements they have. Their écarts are on their pages."""
        engagements = Count("cadre__rubriques", filter=Q(cadre__rubriques__genre=Rubrique.Genre.ENGAGEMENT))
        lus = Schema.objects.annotate(
            titre=F("cadre__titre"), debut=F("cadre__debut"), fin=F("cadre__fin"),
            publie=Q(declarations__has_key="document"), engagements=engagements,
        )  # fmt: skip
        champs = ("cadre_id", "titre", "debut", "fin", "adopte_le", "publie", "engagements")
        return self._ici(lus.values(*champs), Permission.SCHEMA_VOIR)

    def fiches_des_schemas(self) -> QuerySet[Any]:
        """The status of each fiche of a schéma, once whatever the number of its places there."""
        lues = Placement.objects.filter(cadre__nature=Cadre.Nature.SCHEMA).annotate(statut=F("fiche__statut"))
        return self._ici(lues.values("cadre_id", "fiche_id", "statut").distinct(), Permission.SCHEMA_VOIR)

    def justifications(self) -> QuerySet[Any]:
        """Keys of the écarts that somebody answered."""
        return self._ici(Justification.objects.values("cadre_id", "cle"), Permission.CONTRATS_VOIR)


TABLES: dict[str, Callable[[Releve], QuerySet[Any]]] = {
    nom: getattr(Releve, nom)
    for nom in (
        "fiches", "notes", "pilotees", "echeances", "rapports", "visas",
        "propositions", "justifications", "schemas", "fiches_des_schemas",
    )
}  # fmt: skip
"""Name of each small table and its query."""
