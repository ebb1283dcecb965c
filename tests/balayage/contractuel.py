"""What a collectivité agreed upon and reports: contract, fiches, amounts, schéma, documents, and who works on them."""

from __future__ import annotations

from datetime import timedelta
from functools import cached_property

from django.utils import timezone

from jalons.application.acces.models import Affectation
from jalons.application.acces.permissions import Role
from jalons.application.acces.tests.factories import AffectationFactory
from jalons.application.contrats.models import Avenant, Contrat
from jalons.application.contrats.services import ouvrir_avenant
from jalons.application.documents.models import ImportEnAttente, Piece
from jalons.application.documents.services import deposer
from jalons.application.documents.tests.factories import PNG, recu
from jalons.application.fiches.models import Action, Cadre, Fiche, Placement
from jalons.application.finances.models import Montant
from jalons.application.indicateurs.models import Indicateur, Proposition, Valeur
from jalons.application.rapports.models import Commentaire, Rapport, Section
from jalons.application.rapports.tests import factories
from jalons.application.relecture.models import Etiquette, Relecture
from jalons.application.relecture.tests import scene as relectures
from jalons.application.schema.models import BilanAnterieur, LigneBilan, Schema
from jalons.application.socle.perimetre import perimetre
from jalons.application.territoires.models import Identite, UniteLocale
from jalons.application.territoires.tests.factories import UniteLocaleFactory

MARQUE = "Zorglub"
"""A word of the objects of a monde, of no page of Jalons."""


class Contractuel:
    """The objects of the contract of one collectivité, made inside its perimeter, on first demand."""

    def __init__(self, code: str = "F0") -> None:
        self.code = code
        with perimetre([code]):
            self.rapport: Rapport = factories.rapport(code, etat="partage")
            _marquer(code)

    @cached_property
    def contrat(self) -> Contrat:
        """The contract of the report."""
        return Contrat.objects.get(pk=self.rapport.contrat_id)

    @cached_property
    def cadre(self) -> Cadre:
        """Its frame."""
        return Cadre.objects.get(pk=self.contrat.cadre_id)

    @cached_property
    def fiche(self) -> Fiche:
        """A fiche of the contract."""
        return Fiche.objects.filter(collectivite_id=self.code).order_by("pk")[0]

    @cached_property
    def action(self) -> Action:
        """An action of the fiche."""
        return Action.objects.create(collectivite_id=self.code, fiche=self.fiche, numero=900, titre=f"Action {MARQUE}")

    @cached_property
    def placement(self) -> Placement:
        """The fiche in the schéma."""
        return Placement.objects.create(collectivite_id=self.code, fiche=self.fiche, cadre=self.schema.cadre)

    @cached_property
    def montant(self) -> Montant:
        """An amount of the contract."""
        return Montant.objects.filter(collectivite_id=self.code).order_by("pk")[0]

    @cached_property
    def indicateur(self) -> Indicateur:
        """An indicator of a fiche."""
        return Indicateur.objects.filter(collectivite_id=self.code).order_by("pk")[0]

    @cached_property
    def valeur(self) -> Valeur:
        """A value of the indicator."""
        return Valeur.objects.create(
            collectivite_id=self.code, indicateur=self.indicateur, periode="1999", source="SNDS", valeur=1
        )

    @cached_property
    def proposition(self) -> Proposition:
        """A counter-proposal on the indicator."""
        return Proposition.objects.create(
            collectivite_id=self.code, indicateur=self.indicateur, objet="cible", periode="2030", valeur=1,
            motif=f"{MARQUE} : à revoir.", cote="ars",
        )  # fmt: skip

    @cached_property
    def section(self) -> Section:
        """A section of the report."""
        return Section.objects.filter(rapport=self.rapport).order_by("pk")[0]

    @cached_property
    def commentaire(self) -> Commentaire:
        """A comment on that section."""
        return Commentaire.objects.create(
            collectivite_id=self.code, section=self.section, texte=f"{MARQUE} : à préciser.", cote="ars"
        )

    @cached_property
    def schema(self) -> Schema:
        """A schéma."""
        cadre = Cadre.objects.create(
            collectivite_id=self.code, nature="schema", titre=f"Schéma {MARQUE}", debut="2023", fin="2027"
        )
        return Schema.objects.create(collectivite_id=self.code, cadre=cadre)

    @cached_property
    def avenant(self) -> Avenant:
        """A draft avenant of the contract."""
        return ouvrir_avenant(contrat=self.contrat, objet=MARQUE, champs=["periode"], exercice=None, par=None)

    @cached_property
    def ligne_bilan(self) -> LigneBilan:
        """An action of the former schéma."""
        bilan = BilanAnterieur.objects.create(collectivite_id=self.code, schema=self.schema, intitule=MARQUE)
        return LigneBilan.objects.create(collectivite_id=self.code, bilan=bilan, genre="action", numero=1, titre=MARQUE)

    @cached_property
    def unite(self) -> UniteLocale:
        """A local unit."""
        return UniteLocaleFactory(collectivite_id=self.code, nom=f"Maison {MARQUE}")

    @cached_property
    def identite(self) -> Identite:
        """Its logo."""
        return Identite.objects.create(collectivite_id=self.code, logo=PNG)

    @cached_property
    def habilitation(self) -> Affectation:
        """A role that somebody holds on it."""
        return AffectationFactory(role=Role.ELU_LECTEUR, collectivite_id=self.code)

    @cached_property
    def piece(self) -> Piece:
        """A file on an amount."""
        return deposer(objet=self.montant, fichier=recu(f"{MARQUE}.pdf"), genre="piece", par=None)

    @cached_property
    def import_en_attente(self) -> ImportEnAttente:
        """A workbook received."""
        return ImportEnAttente.objects.create(
            collectivite_id=self.code, classeur="plan-financier", objet=str(self.cadre.pk), nom=f"{MARQUE}.xlsx",
            expire_le=timezone.now() + timedelta(hours=1),
        )  # fmt: skip

    @cached_property
    def relecture(self) -> Relecture:
        """A document read, whose name and elements are marked; the fiche of the contract comes from it."""
        return relectures.du_balayage(self.code, MARQUE, self.fiche)

    @cached_property
    def etiquette(self) -> Etiquette:
        """A label that the département has kept, marked."""
        return Etiquette.objects.get(collectivite=self.relecture.collectivite_id)


def _marquer(code: str) -> None:
    """Put the word in every title of the collectivité."""
    for modele, champ in ((Cadre, "titre"), (Fiche, "titre"), (Montant, "libelle"), (Indicateur, "libelle")):
        for objet in modele.objects.filter(collectivite_id=code):
            modele.objects.filter(pk=objet.pk).update(**{champ: f"{MARQUE} {getattr(objet, champ)}"})
