"""The register of the CRIP: situations, informations, children concerned, steps, evaluations, decisions."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from jalons.application.acces.models import Agent
from jalons.application.crip.models import (
    EnfantConcerne,
    Evaluateur,
    Evaluation,
    Information,
    Passage,
    Rencontre,
    Situation,
    Suite,
)
from jalons.application.crip.origines import Canal, Origine, professionnel_presume
from jalons.application.crip.rules import Acte, Etat, etat_apres
from jalons.application.crip.services.decisions import DECISIONS
from jalons.application.crip.services.passage import attributs_de
from jalons.application.crip.services.suites import evenement_de_reponse
from jalons.application.enfants.models import Enfant
from jalons.demonstration.synthetique.chronique import Champs, Recit, raconter
from jalons.demonstration.synthetique.ecriture import Greffe
from jalons.demonstration.synthetique.fonds import Fonds, Ligne
from jalons.demonstration.synthetique.gens import Gens
from jalons.demonstration.synthetique.registre import Registre
from jalons.noyau.dates import ajouter_mois

ORIGINES = {
    "education_nationale": Origine.ECOLE, "parquet": Origine.PARQUET, "service_social": Origine.SERVICE_SOCIAL,
    "police_gendarmerie": Origine.POLICE, "snated_119": Origine.SNATED, "pmi": Origine.PMI,
    "hopital": Origine.HOPITAL, "famille": Origine.FAMILLE, "anonyme": Origine.ANONYME, "autre": Origine.AUTRE,
}  # fmt: skip
CANAUX = {
    Origine.SNATED: Canal.FICHE_119, Origine.PARQUET: Canal.SOIT_TRANSMIS, Origine.ANONYME: Canal.TELEPHONE,
    Origine.FAMILLE: Canal.TELEPHONE,
}  # fmt: skip
CONTENUS = (
    "Absences répétées, fatigue, affaires de classe qui manquent.", "Disputes violentes au domicile, enfants présents.",
    "Soins repoussés, rendez-vous manqués.", "Enfants seuls le soir, sans adulte joignable.",
    "Comportement qui change, repli, pleurs.", "Logement dégradé, repas irréguliers.",
    "Conflit entre les parents, enfant pris à partie.", "Fugues et mises en danger.",
)  # fmt: skip
INFORMATEURS = {
    Origine.ECOLE: "Direction d'école", Origine.HOPITAL: "Service des urgences",
    Origine.PMI: "Puéricultrice de secteur", Origine.SNATED: "119",
    Origine.SERVICE_SOCIAL: "Service social de secteur", Origine.POLICE: "Brigade de gendarmerie",
    Origine.PARQUET: "Parquet des mineurs", Origine.FAMILLE: "Un parent de l'enfant",
}  # fmt: skip
METIERS = ("Assistante sociale", "Éducatrice spécialisée", "Puéricultrice", "Psychologue")
DECISION = frozenset({Acte.CLASSER, Acte.PROPOSER_AIDE, Acte.SAISIR})
EVALUATION = frozenset(
    {Acte.COMPOSER, Acte.INFORMER_PARENTS, Acte.CONSIGNER_VISITE, Acte.VOIR_SEUL, Acte.RENDRE_RAPPORT}
)
MAJORITE_MOIS = 18 * 12


@dataclass
class _Dossier:
    """One situation being written."""

    situation: Situation
    concernes: dict[int, EnfantConcerne]
    informations: list[Information] = field(default_factory=list)
    rangs: dict[int, Information] = field(default_factory=dict)
    evaluation: Evaluation | None = None
    suites: list[Suite] = field(default_factory=list)

    @property
    def enfants(self) -> list[Enfant]:
        return sorted((c.enfant for c in self.concernes.values()), key=lambda e: e.pk)


class Crip:
    """Writes every situation of the run."""

    def __init__(self, fonds: Fonds, greffe: Greffe, gens: Gens, registre: Registre) -> None:
        self.fonds, self.greffe, self.gens, self.registre = fonds, greffe, gens, registre
        self.cites = {ip: [ligne["enfant"] for ligne in lignes] for ip, lignes in fonds.par("ip_enfants", "ip").items()}
        self.agents = gens.acteurs
        self.lots: dict[type[Any], list[Any]] = {
            m: [] for m in (Situation, Information, EnfantConcerne, Passage, Evaluation, Evaluateur, Rencontre, Suite)
        }

    def ecrire(self) -> None:
        """Write them all."""
        for rang, recit in enumerate(raconter(self.fonds)):
            self._situation(rang, recit)
        for lignes in self.lots.values():
            self.greffe.ecrire(lignes)

    def _neuf(self, modele: type[Any], **champs: Any) -> Any:
        objet = self.greffe.neuf(modele, **champs)
        self.lots[modele].append(objet)
        return objet

    def _situation(self, rang: int, recit: Recit) -> None:
        premiere = recit.informations[0]
        famille, le = premiere["famille"], premiere["recue_le"]
        situation = self._neuf(
            Situation, numero=self.fonds.numero("situation", rang), foyer=self.gens.foyers.get(famille), ouverte_le=le,
            unite=self.gens.enfants[self.gens.familles[famille][0]].unite, etat=Etat.RECUE.value,
        )  # fmt: skip
        dossier = _Dossier(situation, {})
        cites = self.cites[premiere["ip"]]
        for rang_enfant in [*cites, *self._autres_mineurs(famille, cites, le)]:
            dossier.concernes[rang_enfant] = self._neuf(
                EnfantConcerne, situation=situation, enfant=self.gens.enfants[rang_enfant],
                signale=rang_enfant in cites,
            )  # fmt: skip
        self._passage(dossier, "recevoir", "", Etat.RECUE, le, self.agents["crip"])
        self._information(dossier, premiere)
        for jour, acte, champs in recit.actes:
            self._agir(dossier, jour, acte, champs)

    def _autres_mineurs(self, famille: int, cites: list[int], le: date) -> list[int]:
        return [
            e
            for e in self.gens.familles[famille]
            if e not in cites and (ne := self.fonds.naissances[e]) <= le < ajouter_mois(ne, MAJORITE_MOIS)
        ]

    def _passage(
        self, dossier: _Dossier, acte: str, avant: str, apres: Etat, le: date, par: Agent, motif: str = ""
    ) -> None:
        self._neuf(
            Passage, situation=dossier.situation, acte=str(acte), avant=avant, apres=apres.value, le=le, par=par,
            motif=motif,
        )  # fmt: skip

    def _information(self, dossier: _Dossier, ligne: Ligne) -> Information:
        origine = ORIGINES[ligne["origine"]]
        presume, demande = professionnel_presume(origine), ligne["reponse_demandee_le"]
        des_la_reception = demande if demande == ligne["recue_le"] else None
        canal = CANAUX.get(origine) or self.fonds.choix((Canal.PAPIER, Canal.COURRIEL), "canal", ligne["ip"])
        information: Information = self._neuf(
            Information, situation=dossier.situation, rang=len(dossier.informations) + 1, recue_le=ligne["recue_le"],
            instant=ligne["recue_a"], origine=origine.value, canal=canal.value, professionnel=presume,
            contenu=self.fonds.choix(CONTENUS, "contenu", ligne["ip"]), informateur=INFORMATEURS.get(origine, ""),
            reponse_demandee_le=des_la_reception,
        )  # fmt: skip
        dossier.informations.append(information)
        dossier.rangs[ligne["ip"]] = information
        if origine is Origine.SNATED:
            self._constater_information(dossier, "fiche_119_transmise", [information], ligne["recue_le"])
        self._constater_information(dossier, "ip_recue", [information], ligne["recue_le"], instant=ligne["recue_a"])
        if des_la_reception is not None and presume is not True:
            self._constater_information(dossier, "suite_demandee_par_informateur", [information], des_la_reception)
        return information

    def _constater_information(
        self, dossier: _Dossier, evenement: str, informations: list[Information], le: date, **quand: Any
    ) -> None:
        for enfant in dossier.enfants:
            for information in informations:
                lus = attributs_de(dossier.situation, information, evenement)
                self.registre.noter(enfant, evenement, le, **quand, **lus)

    def _constater(self, dossier: _Dossier, *evenements: str, le: date, **attributs: Any) -> None:
        for enfant in dossier.enfants:
            for evenement in evenements:
                self.registre.noter(enfant, evenement, le, ip=dossier.situation.numero, **attributs)

    # ---- the acts

    def _agir(self, dossier: _Dossier, le: date, acte: Acte, champs: Champs) -> None:
        situation = dossier.situation
        avant = Etat(situation.etat)
        apres = etat_apres(avant, acte)
        assert apres is not None, f"{acte} in {avant}"  # noqa: S101 - the story follows the table of the CRIP
        par = self.agents["evaluation" if acte in EVALUATION else "cadre-ase" if acte in DECISION else "crip"]
        self._passage(dossier, acte, avant.value, apres, le, par, champs.get("motif", ""))
        situation.etat, situation.version = apres.value, situation.version + 1
        getattr(self, f"_{acte.value}", self._rien)(dossier, le, champs, avant)

    def _rien(self, dossier: _Dossier, le: date, champs: Champs, avant: Etat) -> None:
        """An act that leaves nothing but its step."""

    def _qualifier(self, dossier: _Dossier, le: date, champs: Champs, avant: Etat) -> None:
        self._constater_information(dossier, "ip_qualifiee", dossier.informations, le)

    def _ne_pas_qualifier(self, dossier: _Dossier, le: date, champs: Champs, avant: Etat) -> None:
        self._constater_information(dossier, "ip_non_qualifiee", dossier.informations, le)

    def _joindre(self, dossier: _Dossier, le: date, champs: Champs, avant: Etat) -> None:
        jointe = self._information(dossier, champs["information"])
        if avant is not Etat.RECUE:
            self._constater_information(dossier, "ip_qualifiee", [jointe], le)

    def _signaler(self, dossier: _Dossier, le: date, champs: Champs, avant: Etat) -> None:
        self._suite(dossier, Suite.Nature.SIGNALEMENT, le, danger=champs["danger"])
        self._constater(dossier, "danger_l226_4_constate", le=le)
        self._constater(dossier, "procureur_saisi", le=le)

    def _suite(self, dossier: _Dossier, nature: str, le: date, **champs: Any) -> None:
        dossier.suites.append(self._neuf(Suite, situation=dossier.situation, nature=nature, decidee_le=le, **champs))

    def _confier_evaluation(self, dossier: _Dossier, le: date, champs: Champs, avant: Etat) -> None:
        dossier.evaluation = self._neuf(
            Evaluation, situation=dossier.situation, unite=dossier.situation.unite, confiee_le=le,
            mandat="Conditions de vie, soins, scolarité.",
        )  # fmt: skip
        self._constater(dossier, "evaluation_engagee", "evaluation_fratrie_ouverte", le=le)

    def _composer_equipe(self, dossier: _Dossier, le: date, champs: Champs, avant: Etat) -> None:
        rang, cle = champs["rang"], dossier.situation.numero
        agent = self.agents["evaluation"] if rang == 0 else None
        nom = "" if agent else f"{self.fonds.prenom('F', cle, rang)} {self.fonds.nom(cle, rang)}"
        evaluateur = self._neuf(
            Evaluateur, evaluation=dossier.evaluation, agent=agent, nom=nom, designe_le=le,
            fonction="Évaluateur" if agent else self.fonds.choix(METIERS, "métier", cle, rang),
        )  # fmt: skip
        self._constater(dossier, "equipe_evaluation_composee", le=le, repere=str(evaluateur.pk))

    def _informer_parents(self, dossier: _Dossier, le: date, champs: Champs, avant: Etat) -> None:
        self._evaluation(dossier, parents_informes_le=le)
        self._constater(dossier, "parents_informes_evaluation", le=le)

    def _consigner_visite(self, dossier: _Dossier, le: date, champs: Champs, avant: Etat) -> None:
        self._neuf(Rencontre, evaluation=dossier.evaluation, le=le, lieu=Rencontre.Lieu.DOMICILE)
        self._constater(dossier, "visite_domicile_evaluation", le=le)

    def _voir_enfant_seul(self, dossier: _Dossier, le: date, champs: Champs, avant: Etat) -> None:
        concerne = dossier.concernes[champs["enfant"]]
        if champs["vu"]:
            concerne.vu_seul_le = le
        else:
            concerne.vu_seul_motif = "n'a pas souhaité d'entretien seul"

    def _rendre_rapport(self, dossier: _Dossier, le: date, champs: Champs, avant: Etat) -> None:
        self._evaluation(
            dossier, rapport_le=le, conclusion=champs["conclusion"], synthese="Synthèse jointe au dossier.",
            derogation="" if self._complete(dossier) else "Équipe réduite : le délai a été tenu.",
        )  # fmt: skip
        self._constater_information(dossier, "rapport_evaluation_remis", dossier.informations, le)

    def _complete(self, dossier: _Dossier) -> bool:
        """Whether nothing is missing that would have to be explained."""
        evaluation = dossier.evaluation
        equipe = [e for e in self.lots[Evaluateur][-3:] if e.evaluation is evaluation]
        visite = self.lots[Rencontre] and self.lots[Rencontre][-1].evaluation is evaluation
        entendus = all(c.vu_seul_le or c.vu_seul_motif for c in dossier.concernes.values())
        informes = evaluation is not None and evaluation.parents_informes_le is not None
        return len(equipe) > 1 and bool(visite) and entendus and informes

    def _evaluation(self, dossier: _Dossier, **champs: Any) -> None:
        assert dossier.evaluation is not None  # noqa: S101 - the table of the CRIP asks for it first
        for nom, valeur in champs.items():
            setattr(dossier.evaluation, nom, valeur)
        dossier.evaluation.version += 1

    def _conclure(self, dossier: _Dossier, le: date, champs: Champs, acte: Acte) -> None:
        self._suite(dossier, DECISIONS[acte], le, aide=champs.get("aide", ""), danger=champs.get("danger", ""))

    def _classer(self, dossier: _Dossier, le: date, champs: Champs, avant: Etat) -> None:
        self._conclure(dossier, le, champs, Acte.CLASSER)

    def _proposer_aide(self, dossier: _Dossier, le: date, champs: Champs, avant: Etat) -> None:
        self._conclure(dossier, le, champs, Acte.PROPOSER_AIDE)

    def _saisir_justice(self, dossier: _Dossier, le: date, champs: Champs, avant: Etat) -> None:
        self._conclure(dossier, le, champs, Acte.SAISIR)
        self._constater(dossier, "danger_l226_4_constate", le=le)
        self._constater(dossier, "procureur_saisi", le=le)

    def _enregistrer_retour_procureur(self, dossier: _Dossier, le: date, champs: Champs, avant: Etat) -> None:
        suite = dossier.suites[-1]
        suite.retour_le, suite.retour = le, champs["retour"]
        self._constater(dossier, "reponse_procureur_recue", le=le)

    def _cloturer(self, dossier: _Dossier, le: date, champs: Champs, avant: Etat) -> None:
        dossier.situation.cloturee_le = le

    def _demander_reponse(self, dossier: _Dossier, le: date, champs: Champs, avant: Etat) -> None:
        information = dossier.rangs[champs["information"]["ip"]]
        information.reponse_demandee_le = le
        if evenement_de_reponse(information) == "informateur_informe":
            self._constater_information(dossier, "suite_demandee_par_informateur", [information], le)

    def _repondre_informateur(self, dossier: _Dossier, le: date, champs: Champs, avant: Etat) -> None:
        information = dossier.rangs[champs["information"]["ip"]]
        information.repondue_le, information.reponse = le, "Une suite a été donnée à votre information."
        self._constater_information(dossier, evenement_de_reponse(information), [information], le)
