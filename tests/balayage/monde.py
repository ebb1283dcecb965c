"""One object of each kind for a collectivité, all bearing a word that no other page may show."""

from __future__ import annotations

import io
from datetime import date, timedelta
from functools import cached_property
from typing import Any

import polars as pl
from django.db import connection
from django.utils import timezone
from tests.balayage.vie import VieMarquee

from jalons.analyse.indicateurs.lignes import SCHEMA as LIGNES
from jalons.application.acces.models import Affectation
from jalons.application.acces.permissions import Role
from jalons.application.acces.tests.factories import AffectationFactory, AgentFactory
from jalons.application.accueil_familial.models import AssistantFamilial, Decision, Disponibilite, Justificatif, Relais
from jalons.application.accueil_familial.tests import factories as familles
from jalons.application.contrats.models import Avenant, Contrat
from jalons.application.contrats.services import ouvrir_avenant
from jalons.application.crip.models import Situation
from jalons.application.crip.rules import Etat
from jalons.application.crip.tests.factories import jusqu_a
from jalons.application.documents.models import ImportEnAttente, Piece
from jalons.application.documents.services import deposer
from jalons.application.documents.tests.factories import PNG, recu
from jalons.application.echeancier.models import Suivi
from jalons.application.echeancier.services import dire_motif, ouvrir_flux
from jalons.application.enfants.models import (
    AccesUrgence,
    Adresse,
    ConnuAilleurs,
    Enfant,
    Fusion,
    Incompatibilite,
    LienFamilial,
    MembreFoyer,
    Referent,
    ZoneInterdite,
)
from jalons.application.enfants.services import fusionner
from jalons.application.enfants.tests import factories as enfants
from jalons.application.etablissements.models import Acte, Etablissement, UniteAccueil
from jalons.application.etablissements.tests import factories as etablissements
from jalons.application.faits import services as faits
from jalons.application.faits.models import Echeance, Fait
from jalons.application.fiches.models import Action, Cadre, Fiche, Placement
from jalons.application.finances.models import Montant
from jalons.application.indicateurs.models import Indicateur, Proposition, Valeur
from jalons.application.mesures.models import Mesure
from jalons.application.mesures.tests.factories import MesureFactory
from jalons.application.observatoire import services as observatoire
from jalons.application.observatoire.imports import decisions as decisions_imports
from jalons.application.observatoire.imports import travail as travail_imports
from jalons.application.observatoire.imports.models import DecisionFaute, Importation
from jalons.application.observatoire.imports.tests import scene as scene_imports
from jalons.application.observatoire.models import Calcul, Publication
from jalons.application.observatoire.publications.tests import scene as publications
from jalons.application.places.models import (
    CalculPlaces,
    Demande,
    LigneDePlan,
    Occupation,
    OuverturePrevue,
    TableDeDistances,
)
from jalons.application.places.tests import factories as places
from jalons.application.projets_enfant.contenu import photographier
from jalons.application.projets_enfant.models import Action as ActionProjet
from jalons.application.projets_enfant.models import Objectif, Projet, RapportSituation, VersionProjet
from jalons.application.rapports.models import Commentaire, Rapport, Section
from jalons.application.rapports.tests import factories
from jalons.application.relecture.models import Etiquette, Relecture
from jalons.application.relecture.tests import scene as relectures
from jalons.application.schema.models import BilanAnterieur, LigneBilan, Schema
from jalons.application.socle.perimetre import perimetre
from jalons.application.socle.verrou import territoriaux
from jalons.application.territoires.models import Identite, UniteLocale
from jalons.application.territoires.tests.factories import UniteLocaleFactory

MARQUE = "Zorglub"
"""A word of the objects of a monde, of no page of Jalons."""


class Monde:
    """The objects of one collectivité, made by the web role inside its perimeter, on first demand."""

    def __init__(self, code: str = "F0") -> None:
        self.code = code
        with perimetre([code]):
            self.rapport: Rapport = factories.rapport(code, etat="partage")
            _marquer(code)

    def peupler(self) -> Monde:
        """Make every object now rather than on demand."""
        with perimetre([self.code]):
            for nom in [n for n, valeur in vars(Monde).items() if isinstance(valeur, cached_property)]:
                getattr(self, nom)
        return self

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
    def enfant(self) -> Enfant:
        """A child, whose every word is marked."""
        return enfants.EnfantFactory(
            collectivite_id=self.code, nom=MARQUE, prenom=MARQUE, ecole=MARQUE, lieu_naissance=MARQUE
        )

    @cached_property
    def echeance(self) -> Echeance:
        """A deadline of his."""
        faits.enregistrer(
            sujet=self.enfant, evenement="ip_recue", survenu_le=date(2024, 11, 30), par=None,
            attributs={"ip": MARQUE, "origine": "professionnel"},
        )  # fmt: skip
        return Echeance.objects.filter(sujet_type="enfant", sujet_id=self.enfant.pk).order_by("pk")[0]

    @cached_property
    def suivi(self) -> Suivi:
        """What was said of it."""
        return dire_motif(
            echeance=self.echeance, enfant=self.enfant, motif="autre", precision=MARQUE, version=None, par=None
        )

    @cached_property
    def jeton_d_agenda(self) -> str:
        """The secret of the calendar of an agent who holds no role: nothing to read in it."""
        return ouvrir_flux(agent=AgentFactory(), collectivite=self.code)

    @cached_property
    def lien_familial(self) -> LienFamilial:
        """An adult of his family."""
        return enfants.LienFactory(enfant=self.enfant, personne__nom=MARQUE)

    @cached_property
    def membre_foyer(self) -> MembreFoyer:
        """His place in a household."""
        return enfants.MembreFoyerFactory(enfant=self.enfant)

    @cached_property
    def adresse(self) -> Adresse:
        """His address."""
        return enfants.AdresseFactory(enfant=self.enfant, voie=f"1 rue {MARQUE}")

    @cached_property
    def referent(self) -> Referent:
        """An agent in charge of him."""
        return enfants.ReferentFactory(enfant=self.enfant, agent=self.habilitation.agent)

    @cached_property
    def acces_urgence(self) -> AccesUrgence:
        """An emergency access to his file."""
        maintenant = timezone.now()
        return AccesUrgence.objects.create(
            collectivite_id=self.code, enfant=self.enfant, agent=self.habilitation.agent, motif=MARQUE,
            ouvert_le=maintenant, expire_le=maintenant + timedelta(hours=1),
        )  # fmt: skip

    @cached_property
    def connu_ailleurs(self) -> ConnuAilleurs:
        """A team that knows him."""
        return enfants.ConnuAilleursFactory(enfant=self.enfant, equipe=MARQUE)

    @cached_property
    def fusion(self) -> Fusion:
        """A duplicate made one with him."""
        double = enfants.EnfantFactory(collectivite_id=self.code, nom=MARQUE)
        return fusionner(garde=self.enfant, absorbe=double, par=None)

    @cached_property
    def situation(self) -> Situation:
        """A situation under evaluation that concerns him."""
        return jusqu_a(
            Etat.EN_EVALUATION, self.enfant, collectivite=self.code, contenu=MARQUE, informateur=MARQUE, service=MARQUE
        )

    @cached_property
    def mesure(self) -> Mesure:
        """A measure of his."""
        return MesureFactory(enfant=self.enfant, service=MARQUE, reference=MARQUE)

    @cached_property
    def etablissement(self) -> Etablissement:
        """An establishment, whose every word is marked."""
        return etablissements.EtablissementFactory(
            organisme__collectivite_id=self.code, organisme__nom=MARQUE, nom=MARQUE, unite=self.unite
        )

    @cached_property
    def acte_de_places(self) -> Acte:
        """The act that opens the places of its unit."""
        unite = etablissements.UniteAccueilFactory(etablissement=self.etablissement, nom=MARQUE)
        return etablissements.ActeFactory(unite=unite, reference=MARQUE)

    @cached_property
    def unite_d_accueil(self) -> UniteAccueil:
        """Its unit."""
        return self.acte_de_places.unite

    @cached_property
    def fait_d_etablissement(self) -> Fait:
        """What happened to it."""
        return faits.enregistrer(
            sujet=self.etablissement, evenement="evaluation_essms", survenu_le=date(2024, 3, 1), par=None
        )

    @cached_property
    def vie(self) -> VieMarquee:
        """Its controls, events, contracts, works."""
        return VieMarquee(self.etablissement, MARQUE).peupler()

    @cached_property
    def assistant_familial(self) -> AssistantFamilial:
        """A foster carer of the same body, whose every word is marked, at home."""
        lui = familles.AssistantFactory(employeur=self.etablissement.organisme, nom=MARQUE, prenom=MARQUE)
        familles.DomicileFactory(assistant=lui, adresse=MARQUE)
        return lui

    @cached_property
    def classeur_d_assistants(self) -> ImportEnAttente:
        """A workbook of the carers of his employer, received."""
        return ImportEnAttente.objects.create(
            collectivite_id=self.code, classeur="assistants-familiaux", nom=f"{MARQUE}.xlsx",
            objet=str(self.assistant_familial.employeur_id), parametres={"au": "2025-01-01"},
            expire_le=timezone.now() + timedelta(hours=1),
        )  # fmt: skip

    @cached_property
    def decision_d_agrement(self) -> Decision:
        """What he is approved for."""
        return familles.DecisionFactory(assistant=self.assistant_familial, reference=MARQUE, mentions=MARQUE)

    @cached_property
    def justificatif(self) -> Justificatif:
        """What he has proved."""
        return familles.JustificatifFactory(assistant=self.assistant_familial, reference=MARQUE)

    @cached_property
    def relais_familial(self) -> Relais:
        """Who relays him."""
        collegue = familles.AssistantFactory(employeur=self.etablissement.organisme, nom=MARQUE)
        return familles.RelaisFactory(assistant=self.assistant_familial, relayeur=collegue, rythme=MARQUE)

    @cached_property
    def disponibilite(self) -> Disponibilite:
        """What he is available for."""
        return familles.DisponibiliteFactory(assistant=self.assistant_familial)

    @cached_property
    def fait_d_assistant(self) -> Fait:
        """What happened to him."""
        return faits.enregistrer(
            sujet=self.assistant_familial, evenement="premier_accueil", survenu_le=date(2024, 3, 1), par=None
        )

    @cached_property
    def demande_de_place(self) -> Demande:
        """A place sought for the child."""
        return places.DemandeFactory(enfant=self.enfant, territoire=self.unite)

    @cached_property
    def accueil(self) -> Occupation:
        """Where he lives."""
        return places.OccupationFactory(unite=self.unite_d_accueil, enfant=self.enfant, rang=1)

    @cached_property
    def indisponibilite(self) -> Occupation:
        """A place out of use in the same unit."""
        return places.OccupationFactory(
            unite=self.unite_d_accueil, enfant=None, nature="indisponibilite", motif="travaux", rang=2
        )

    @cached_property
    def zone_interdite(self) -> ZoneInterdite:
        """A disc where the child may not be, whose reason is marked."""
        return ZoneInterdite.objects.create(
            collectivite_id=self.code, enfant=self.enfant, latitude=45.0, longitude=2.5, rayon_km=14, motif=MARQUE,
            depuis=date(2025, 1, 6),
        )  # fmt: skip

    @cached_property
    def incompatibilite(self) -> Incompatibilite:
        """A child with whom he must not live."""
        autre = enfants.EnfantFactory(collectivite_id=self.code, nom=MARQUE)
        return Incompatibilite.objects.create(
            collectivite_id=self.code, enfant=self.enfant, autre=autre, motif=MARQUE, depuis=date(2025, 1, 6)
        )

    @cached_property
    def ligne_de_plan(self) -> LigneDePlan:
        """What the plan of the day proposes for him; and a simulation beside it."""
        return places.plan_fait(self.demande_de_place, self.unite_d_accueil)

    @cached_property
    def simulation_de_places(self) -> CalculPlaces:
        """A simulation that is done."""
        return places.simulation_faite(self.code)

    @cached_property
    def table_de_distances(self) -> TableDeDistances:
        """A table of travel times in use, whose name is marked."""
        return places.table_en_service(self.code, MARQUE)

    @cached_property
    def ouverture_prevue(self) -> OuverturePrevue:
        """A line of the plan of openings."""
        return places.OuverturePrevueFactory(collectivite_id=self.code, plan=MARQUE)

    @cached_property
    def projet_enfant(self) -> Projet:
        """His projet, whose every word is marked."""
        return Projet.objects.create(
            collectivite_id=self.code, enfant=self.enfant, commence_le=date(2025, 1, 6), lieu=MARQUE,
            parole_enfant=MARQUE, etabli_le=date(2025, 2, 3), etat=Projet.Etat.PROJET,
        )  # fmt: skip

    @cached_property
    def objectif_enfant(self) -> Objectif:
        """An objective of the projet."""
        return Objectif.objects.create(
            collectivite_id=self.code, projet=self.projet_enfant, domaine="sante", texte=MARQUE
        )

    @cached_property
    def action_enfant(self) -> ActionProjet:
        """An action of the objective."""
        return ActionProjet.objects.create(
            collectivite_id=self.code, objectif=self.objectif_enfant, texte=MARQUE, responsable=MARQUE
        )

    @cached_property
    def version_projet(self) -> VersionProjet:
        """A signed version of the projet."""
        return VersionProjet.objects.create(
            collectivite_id=self.code, projet=self.projet_enfant, avenant=0, etabli_le=date(2025, 2, 3),
            signe_le=date(2025, 2, 4), contenu=photographier(self.projet_enfant), empreinte="",
        )  # fmt: skip

    @cached_property
    def rapport_situation(self) -> RapportSituation:
        """A situation report on him."""
        return RapportSituation.objects.create(
            collectivite_id=self.code, enfant=self.enfant, cadre="judiciaire", evaluation=MARQUE
        )

    @cached_property
    def calcul(self) -> Calcul:
        """A run over the situation and the measure, done."""
        assert self.situation
        assert self.mesure
        demande = observatoire.demander(
            collectivite=self.code, au=date(2025, 6, 30), maintenant=timezone.now(), par=None
        )
        return observatoire.conclure(calcul=observatoire.extraire(calcul=demande), maintenant=timezone.now())

    @cached_property
    def importation(self) -> Importation:
        """An extract checked, whose file, teams and cells are marked."""
        fautif = scene_imports.evenement(3, DATDEB="", EQUIPE=MARQUE)
        contenu = scene_imports.csv(*scene_imports.SAINS, fautif)
        faite = scene_imports.verifiee(contenu, nom=f"{MARQUE}.csv", collectivite=self.code)
        travail_imports.documenter(faite, maintenant=timezone.now())
        return faite

    @cached_property
    def relecture(self) -> Relecture:
        """A document read, whose name and elements are marked; the fiche of the contract comes from it."""
        return relectures.du_balayage(self.code, MARQUE, self.fiche)

    @cached_property
    def etiquette(self) -> Etiquette:
        """A label that the département has kept, marked."""
        return Etiquette.objects.get(collectivite=self.relecture.collectivite_id)

    @cached_property
    def decision_faute(self) -> DecisionFaute:
        """What was decided of one of its faults."""
        return decisions_imports.decider(
            importation=self.importation, cible=decisions_imports.Cible("0032", groupe=True, equipe=MARQUE),
            suite="acceptee", motif=f"{MARQUE} : sans suite connue.", apres="", vue=0, par=None,
            maintenant=timezone.now(),
        )  # fmt: skip

    @cached_property
    def calcul_de_tableaux(self) -> Calcul:
        """A run of comparisons, done."""
        return Calcul.objects.create(
            collectivite_id=self.code, genre=Calcul.Genre.COMPARAISON, au=date(2025, 6, 30), etat=Calcul.Etat.FAIT,
            fini_le=timezone.now(), chaines=1, resultats={"annee": 2020, "comparaisons": [_compare()]}, vues={},
        )  # fmt: skip

    @cached_property
    def calcul_de_chiffres(self) -> Calcul:
        """A run of key figures, done, one of which counts the child."""
        comptees = io.BytesIO()
        pl.DataFrame([("suivis", self.enfant.pk, None)], schema=LIGNES, orient="row").write_parquet(comptees)
        return Calcul.objects.create(
            collectivite_id=self.code, genre=Calcul.Genre.CHIFFRES, au=date(2025, 6, 30), etat=Calcul.Etat.FAIT,
            fini_le=timezone.now(), chaines=1, resultats={"indicateurs": {}, "publics": None}, vues={},
            source="essai", comptees=comptees.getvalue(),
        )  # fmt: skip

    @cached_property
    def publication(self) -> Publication:
        """An edition released by a second person."""
        return publications.publiee(AgentFactory(), AgentFactory(), code=self.code, titre=f"{MARQUE} publiée")

    @cached_property
    def publication_demandee(self) -> Publication:
        """An edition that awaits its second person."""
        return publications.demandee(AgentFactory(), code=self.code, titre=f"{MARQUE} demandée")

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


def _marquer(code: str) -> None:
    """Put the word in every title of the collectivité."""
    for modele, champ in ((Cadre, "titre"), (Fiche, "titre"), (Montant, "libelle"), (Indicateur, "libelle")):
        for objet in modele.objects.filter(collectivite_id=code):
            modele.objects.filter(pk=objet.pk).update(**{champ: f"{MARQUE} {getattr(objet, champ)}"})


def empreinte(code: str) -> dict[str, str]:
    """A fingerprint of every row of ``code``, by table: what a request from elsewhere must leave as it is."""
    morceaux = [
        f"SELECT '{modele._meta.db_table}', coalesce(md5(string_agg(t::text, '|' ORDER BY t::text)), '') "  # noqa: S608 - our own names
        f'FROM "{modele._meta.db_table}" t WHERE {colonne} = %s'
        for modele, colonne in territoriaux()
    ]
    with perimetre([code]), connection.cursor() as curseur:
        curseur.execute(" UNION ALL ".join(morceaux), [code] * len(morceaux))
        return dict(curseur.fetchall())


def _compare() -> dict[str, Any]:
    """One indicator compared, as a run keeps it."""
    ici = {"niveau": "departement", "code": "15", "nom": MARQUE, "valeur": 12.0, "estimee": False, "raison": ""}
    return {
        "indicateur": "taux_confies", "libelle": "Taux", "unite": "‰", "annee": 2020, "territoires": [ici], "rang": 1,
        "sur": 2, "quantile": 0.5, "position": None, "reserve": "",
    }  # fmt: skip
