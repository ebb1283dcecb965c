"""The life of the establishments of the synthetic département: contracts, evaluations, events, controls, works.

A few of each, written in bulk; the facts and the deadlines that follow come from the same service as a user's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, timedelta
from decimal import Decimal

from jalons.application.acces.models import Agent
from jalons.application.etablissements import cycles, nomenclatures, risque
from jalons.application.etablissements.constats import reference
from jalons.application.etablissements.models import (
    ActionAmelioration,
    AppelProjets,
    Candidature,
    Controle,
    Cpom,
    Engagement,
    Etablissement,
    EtablissementDuCpom,
    Evaluation,
    EvenementIndesirable,
    Financement,
    Operation,
    Organisme,
    PlanControle,
    SuiteControle,
)
from jalons.application.faits import services as faits
from jalons.application.faits.services import Constat
from jalons.demonstration.synthetique.ecriture import Greffe
from jalons.demonstration.synthetique.fonds import Fonds

ENGAGEMENTS = (
    "Ouvrir quatre places pour des fratries", "Recevoir les parents le samedi", "Former l'équipe à l'accueil de jour",
    "Réduire les fins de séjour non préparées",
)  # fmt: skip
ACTIONS = (
    "Réécrire le livret d'accueil avec les enfants", "Revoir le circuit du médicament",
    "Réunir le conseil de la vie sociale trois fois l'an", "Former l'équipe au repérage des violences",
)  # fmt: skip
SUITES = (
    ("injonction", "Remettre en service l'alarme incendie", 30), ("prescription", "Tenir le registre des entrées", 90),
    ("recommandation", "Afficher les numéros utiles dans chaque unité", 180),
)  # fmt: skip
OPERATIONS = (
    ("rehabilitation", "Réhabilitation de l'aile nord", 640_000), ("conformite", "Mise aux normes incendie", 180_000),
    ("construction", "Construction d'une maison pour fratries", 2_400_000),
)  # fmt: skip


class VieDesLieux:
    """Writes the life of the establishments that are not foster services."""

    def __init__(self, fonds: Fonds, greffe: Greffe) -> None:
        self.fonds, self.greffe, self.au = fonds, greffe, fonds.au
        connus = Etablissement.objects.filter(collectivite_id=greffe.collectivite).exclude(
            unites__type="famille_accueil"
        )
        self.lieux = list(connus.select_related("organisme").order_by("pk").distinct())
        self.constats: list[Constat] = []

    def ecrire(self, par: Agent) -> None:
        """Everything, then its facts and their deadlines."""
        for ecrire in (self._contrats, self._evaluations, self._evenements, self._controles, self._travaux):
            ecrire()
        self._appels()
        faits.enregistrer_plusieurs(self.constats, par=par)

    def _dire(self, lieu: Etablissement, evenement: str, le: date, lien: str, cle: int, **attributs: object) -> None:
        self.constats.append(Constat(lieu, evenement, le, {lien: reference(cle), **attributs}))

    def _depuis(self, jours: int, *cle: object) -> date:
        """A day of the last ``jours``, drawn."""
        return self.au - timedelta(days=1 + self.fonds.sort(*cle) % jours)

    def _contrats(self) -> None:
        contrats: list[Cpom] = []
        couverts: list[EtablissementDuCpom] = []
        engagements: list[Engagement] = []
        par_organisme: dict[Organisme, list[Etablissement]] = {}
        for lieu in self.lieux:
            par_organisme.setdefault(lieu.organisme, []).append(lieu)
        for organisme, lieux in par_organisme.items():
            debut = date(self.au.year - 2, 1, 1)
            cpom = self.greffe.neuf(
                Cpom, organisme=organisme, intitule=f"CPOM {debut.year}-{debut.year + 4}", signe_le=debut,
                debut_le=debut, fin_le=date(debut.year + 4, 12, 31), parties=["departement", "ars"],
            )  # fmt: skip
            contrats.append(cpom)
            couverts += [self.greffe.neuf(EtablissementDuCpom, cpom=cpom, etablissement=x) for x in lieux]
            for lieu in lieux:
                self._dire(lieu, "cpom_signe", debut, "cpom", cpom.pk)
            engagements += self._engagements(cpom, lieux[0], debut)
        self.greffe.ecrire(contrats)
        self.greffe.ecrire(couverts)
        self.greffe.ecrire(engagements)

    def _engagements(self, cpom: Cpom, lieu: Etablissement, debut: date) -> Iterator[Engagement]:
        for rang, libelle in enumerate(ENGAGEMENTS):
            terme = self.au + timedelta(days=160 * (rang - 1))
            tenu = rang == 0
            engagement = self.greffe.neuf(
                Engagement, cpom=cpom, etablissement=lieu, libelle=libelle, terme=terme,
                etat=cycles.TENU if tenu else cycles.EN_COURS, fait_le=terme if tenu else None,
                preuve="Arrêté d'extension" if tenu else "",
            )  # fmt: skip
            self._dire(lieu, "engagement_cpom_pris", debut, "engagement", engagement.pk, terme=terme.isoformat())
            if tenu:
                self._dire(lieu, "engagement_cpom_tenu", terme, "engagement", engagement.pk)
            yield engagement

    def _evaluations(self) -> None:
        """Two establishments in three were evaluated, some longer ago than the rhythm allows."""
        evaluations, actions = [], []
        for lieu in self.lieux:
            if not self.fonds.chance(66, "évaluée", lieu.pk):
                continue
            le = self._depuis(365 * 6, "évaluation", lieu.pk)
            evaluation = self.greffe.neuf(
                Evaluation, etablissement=lieu, realisee_le=le, transmise_le=min(le + timedelta(days=40), self.au),
                evaluateur="Cabinet des Mirages", synthese="Accueil solide, participation des enfants à développer.",
            )  # fmt: skip
            evaluations.append(evaluation)
            self._dire(lieu, "evaluation_essms", le, "evaluation", evaluation.pk)
            for rang in range(2):
                libelle = ACTIONS[(lieu.pk + rang) % len(ACTIONS)]
                terme = le + timedelta(days=200 + 300 * rang)
                faite = terme < self.au and self.fonds.chance(70, "faite", lieu.pk, rang)
                action = self.greffe.neuf(
                    ActionAmelioration, evaluation=evaluation, libelle=libelle, terme=terme,
                    etat=cycles.TENU if faite else cycles.EN_COURS, fait_le=terme if faite else None,
                    preuve="Compte rendu d'équipe" if faite else "",
                )  # fmt: skip
                actions.append(action)
                self._dire(lieu, "action_amelioration_prevue", le, "action", action.pk, terme=terme.isoformat())
                if faite:
                    self._dire(lieu, "action_amelioration_faite", terme, "action", action.pk)
        self.greffe.ecrire(evaluations)
        self.greffe.ecrire(actions)

    def _evenements(self) -> None:
        """Zero to three events each over two years; some declared late, a few not yet."""
        ecrits = []
        categories = tuple(nomenclatures.liste("evenements_indesirables"))
        for lieu in self.lieux:
            for rang in range(self.fonds.sort("événements", lieu.pk) % 4):
                cle = (lieu.pk, rang)
                le = self._depuis(700, "événement", *cle)
                attente = self.fonds.choix((0, 0, 0, 1, 3), "attente", *cle)
                declare = (
                    None if self.fonds.chance(10, "non déclaré", *cle) else min(le + timedelta(days=attente), self.au)
                )
                clos = declare if declare and self.fonds.chance(70, "clos", *cle) else None
                evenement = self.greffe.neuf(
                    EvenementIndesirable, etablissement=lieu, categorie=self.fonds.choix(categories, "genre", *cle),
                    survenu_le=le, declare_le=declare, oral=False if declare else None, clos_le=clos,
                    consequences=[self.fonds.choix(("aucune", "soins", "reorientation"), "suite", *cle)],
                    enfants_concernes=self.fonds.sort("enfants", *cle) % 4,
                    mesures_prises="Réunion d'équipe, consigne revue." if declare else "",
                )  # fmt: skip
                ecrits.append(evenement)
                self._dire(lieu, "evenement_indesirable", le, "ei", evenement.pk)
                if declare:
                    self._dire(lieu, "evenement_indesirable_signale", declare, "ei", evenement.pk, oral=False)
        self.greffe.ecrire(ecrits)

    def _controles(self) -> None:
        """The plan of last year, done; that of this year, begun."""
        poids = {c: asdict(p) for c, p in risque.poids_par_defaut().items()}
        annees = (self.au.year - 1, self.au.year)
        plans = [self.greffe.neuf(PlanControle, annee=a, poids=poids, arrete_le=date(a, 1, 15)) for a in annees]
        self.greffe.ecrire(plans)
        controles: list[Controle] = []
        suites: list[SuiteControle] = []
        for rang, lieu in enumerate(self.lieux[:8]):
            passe = rang < 5
            le = self._depuis(330, "contrôle", lieu.pk) if passe else None
            notifie = min(le + timedelta(days=30), self.au) if le else None
            controle = self.greffe.neuf(
                Controle, etablissement=lieu, plan=plans[0 if passe else 1], inopine=rang % 2 == 0, realise_le=le,
                etat=cycles.NOTIFIE if passe else cycles.PREVU, notifie_le=notifie, themes=["accueil", "personnel"],
                prevu_le=le or self.au + timedelta(days=20 + 15 * rang), motif="Programmation annuelle",
                constats="Locaux propres ; alarme incendie hors service le jour du contrôle." if passe else "",
            )  # fmt: skip
            controles.append(controle)
            if notifie is not None:
                suites += self._suites(lieu, controle, notifie)
        self.greffe.ecrire(controles)
        self.greffe.ecrire(suites)

    def _suites(self, lieu: Etablissement, controle: Controle, notifie: date) -> Iterator[SuiteControle]:
        for nature, libelle, delai in SUITES:
            terme = notifie + timedelta(days=delai)
            levee = terme < self.au and self.fonds.chance(60, "levée", lieu.pk, nature)
            suite = self.greffe.neuf(
                SuiteControle, controle=controle, nature=nature, libelle=libelle, terme=terme,
                etat=cycles.LEVEE if levee else cycles.A_SUIVRE, finie_le=terme if levee else None,
                reponse="Fait, facture jointe." if levee else "", repondue_le=terme if levee else None,
                motif="Vu sur place" if levee else "",
            )  # fmt: skip
            self._dire(lieu, "suite_controle_notifiee", notifie, "suite", suite.pk, terme=terme.isoformat())
            if levee:
                self._dire(lieu, "suite_controle_levee", terme, "suite", suite.pk)
            yield suite

    def _travaux(self) -> None:
        operations, financements = [], []
        for rang, (lieu, (nature, intitule, cout)) in enumerate(zip(self.lieux[1:], OPERATIONS, strict=False)):
            operation = self.greffe.neuf(
                Operation, etablissement=lieu, intitule=intitule, nature=nature,
                etat=("travaux", "decidee", "etude")[rang], places=(0, 0, 12)[rang],
            )  # fmt: skip
            operations.append(operation)
            parts = (("departement", "exact"), ("organisme", "environ"))
            for annee in (self.au.year, self.au.year + 1):
                financements += [
                    self.greffe.neuf(
                        Financement, operation=operation, annee=annee, financeur=financeur, precision=precision,
                        valeur=Decimal(cout) / 4,
                    )
                    for financeur, precision in parts
                ]  # fmt: skip
            financements.append(
                self.greffe.neuf(Financement, operation=operation, annee=self.au.year + 1, financeur="caf", valeur=None)
            )
        self.greffe.ecrire(operations)
        self.greffe.ecrire(financements)

    def _appels(self) -> None:
        """One call published, with two candidates; one in preparation."""
        publie = self.au - timedelta(days=80)
        appel = self.greffe.neuf(
            AppelProjets, intitule="Village d'enfants pour fratries", type="village_enfants", public="fratries",
            places=24, etat=cycles.PUBLIE, publie_le=publie, limite_le=publie + timedelta(days=60),
            commission_le=publie + timedelta(days=100), ouverture_le=self.au + timedelta(days=400),
        )  # fmt: skip
        prepare = self.greffe.neuf(
            AppelProjets, intitule="Unités pour situations complexes", type="seuil_adapte",
            public="situations_complexes", places=12,
        )  # fmt: skip
        organismes = list(dict.fromkeys(x.organisme for x in self.lieux))[:2]
        self.greffe.ecrire([appel, prepare])
        self.greffe.ecrire([
            self.greffe.neuf(
                Candidature, appel=appel, organisme=o, recue_le=publie + timedelta(days=30 + 10 * rang), places=24,
                avis="favorable" if rang == 0 else "attendu", rang=1 if rang == 0 else None,
                motif="Projet éducatif complet, ouverture tenue" if rang == 0 else "",
            )
            for rang, o in enumerate(organismes)
        ])  # fmt: skip
