"""The foster carers of the synthetic département: one for each family home of the tables, and some who have left.

Who they are, what they are approved for, what they have proved and what is late are drawn beside the tables: no source
tells them. Shares are hypotheses, chosen so that each state of the pages is seen.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from jalons.application.accueil_familial import listes
from jalons.application.accueil_familial.constats import DECISIONS, JUSTIFICATIFS, SUJET
from jalons.application.accueil_familial.models import (
    AssistantFamilial,
    Decision,
    Disponibilite,
    Domicile,
    Justificatif,
    Relais,
)
from jalons.application.etablissements.models import UniteAccueil
from jalons.demonstration.synthetique.ecriture import Greffe
from jalons.demonstration.synthetique.fonds import Fonds, Ligne
from jalons.demonstration.synthetique.gens import VOIES, Gens
from jalons.demonstration.synthetique.offre import FAMILLE, Offre
from jalons.demonstration.synthetique.registre import Registre

TERME = timedelta(days=5 * 365)
"""How long the decisions of the demonstration last, when they say it."""
HEURES = {listes.STAGE: 60, listes.FORMATION: 240}
"""Hours that these carers did: they began under the former rule."""
AN = timedelta(days=365)


class Familles:
    """Writes the carers of one run, once the offer is there.

    Attributes:
        registre: the facts stated on them.
    """

    def __init__(self, fonds: Fonds, greffe: Greffe, gens: Gens, offre: Offre) -> None:
        self.fonds, self.greffe, self.gens, self.offre = fonds, greffe, gens, offre
        self.communes = gens.communes
        self.registre = Registre(greffe, SUJET)
        self.decisions: list[Decision] = []
        self.justificatifs: list[Justificatif] = []
        self.disponibilites: list[Disponibilite] = []

    def ecrire(self) -> None:
        """Carers, homes, facts, then what points to them."""
        lignes = [x for x in self.fonds.lignes("lieux") if x["genre"] == FAMILLE]
        assistants = [self._assistant(x) for x in lignes]
        partis = [self._parti(x) for x in lignes if x["lieu"] % 6 == 0]
        domiciles = [self._domicile(a, x) for a, x in zip(assistants, lignes, strict=True)]
        relais = self._relais(assistants)
        self.greffe.ecrire([*assistants, *partis])
        self.registre.ecrire()
        for objets in (domiciles, self.decisions, self.justificatifs, self.disponibilites, relais):
            self.greffe.ecrire(objets)

    # ---- who

    def _assistant(self, ligne: Ligne) -> AssistantFamilial:
        lieu, unite = ligne["lieu"], self.offre.unites[ligne["lieu"]]
        debut = self.offre.ouvertes[lieu]
        mds = self.gens.unites[ligne["mds"]]
        assistant = self._neuf(
            lieu, debut, unite, territoire=mds, pole=mds if self.fonds.chance(33, "pôle", lieu) else None
        )
        self._parcours(assistant, ligne, debut)
        return assistant

    def _neuf(self, lieu: int, debut: date, place: UniteAccueil, **champs: Any) -> AssistantFamilial:
        """A carer who began between twenty-six and fifty years old."""
        ans = 26 + (self.fonds.sort("âge", lieu) % 25 + self.fonds.sort("âge encore", lieu) % 25) // 2
        sexe = "M" if self.fonds.chance(8, "sexe", lieu) else "F"
        donnes = {"unite": place, "numero": f"AF-{lieu}", "entre_le": debut} | champs
        assistant = self.greffe.neuf(
            AssistantFamilial, nom=self.fonds.nom("assistant", lieu), prenom=self.fonds.prenom(sexe, "assistant", lieu),
            naissance=debut - ans * AN - timedelta(days=self.fonds.sort("jour", lieu) % 365),
            employeur=place.etablissement.organisme, **donnes,
        )  # fmt: skip
        for evenement in ("premier_contrat_af", "embauche"):
            self.registre.noter(assistant, evenement, debut)
        return assistant

    def _parti(self, ligne: Ligne) -> AssistantFamilial:
        """One who had been there for long and left in the last five years."""
        lieu, au = ligne["lieu"], self.fonds.au
        sorti = au - timedelta(days=10 + self.fonds.sort("départ", lieu) % (5 * 365 - 20))
        debut = sorti - (12 + self.fonds.sort("carrière", lieu) % 15) * AN
        motif = self.fonds.choix(("retraite", "retraite", "retraite", "demission", "mutation"), "raison", lieu)
        age = 62 + self.fonds.sort("âge de départ", lieu) % 6 if motif == "retraite" else 45
        assistant = self._neuf(
            lieu, debut, self.offre.unites[lieu], unite=None, numero=f"AF-P{lieu}", sorti_le=sorti, motif_depart=motif,
            territoire=self.gens.unites[ligne["mds"]],
        )  # fmt: skip
        assistant.naissance = sorti - age * AN - timedelta(days=self.fonds.sort("jour", lieu) % 300)
        self.registre.noter(assistant, "fonctions_af_terminees", sorti)
        self._decider(assistant, listes.DELIVRANCE, debut, enfants=2, age_min=0, age_max=17)
        self._decider(assistant, listes.FIN, sorti, motif="demande")
        return assistant

    def _domicile(self, assistant: AssistantFamilial, ligne: Ligne) -> Domicile:
        lieu = ligne["lieu"]
        return self.greffe.neuf(
            Domicile, assistant=assistant, commune_id=self.communes.get(ligne["commune"]),
            latitude=ligne["latitude"], longitude=ligne["longitude"],
            adresse=f"{self.fonds.sort('rue', lieu) % 90 + 1} {self.fonds.choix(VOIES, 'voie', lieu)}",
            adultes=1 + self.fonds.sort("adultes", lieu) % 2, enfants=self.fonds.sort("enfants", lieu) % 4,
            chambres=ligne["capacite"], accessible=self.fonds.choix((True, False, None), "accès", lieu),
        )  # fmt: skip

    # ---- what happens to them

    def _parcours(self, assistant: AssistantFamilial, ligne: Ligne, debut: date) -> None:
        lieu, places, libres = ligne["lieu"], ligne["capacite"], self.offre.libres.get(ligne["lieu"], 0)
        occupee = libres < places
        depasse = places > 1 and libres == 0 and self.fonds.chance(12, "dépassé", lieu)
        diplome = self.fonds.chance(55, "diplôme", lieu)
        self._agrement(assistant, lieu, places - depasse, debut, diplome=diplome, occupee=occupee)
        if depasse:
            self._en_plus(assistant, lieu)
        elif not occupee and self.fonds.chance(20, "suspendu", lieu):
            self._decider(assistant, listes.SUSPENSION, self.fonds.au - timedelta(days=40), motif="danger")
        elif libres and self.fonds.chance(70, "disponible", lieu):
            self._disponible(assistant, lieu, libres)
        self._prouver(assistant, lieu, debut, diplome=diplome)

    def _agrement(
        self, assistant: AssistantFamilial, lieu: int, enfants: int, debut: date, *, diplome: bool, occupee: bool
    ) -> None:
        """Delivered, then renewed at each term; a few empty homes have let theirs pass."""
        dits = {"enfants": enfants, "age_min": 0, "age_max": 20, "decideur": "president"}
        delivre, terme = debut - timedelta(days=60), debut - timedelta(days=60) + TERME
        self._decider(assistant, listes.DELIVRANCE, delivre, fin_le=terme, **dits)
        while terme < self.fonds.au:
            if terme > self.fonds.au - TERME and not occupee and self.fonds.chance(30, "terme passé", lieu):
                return
            effet, terme = terme + timedelta(days=1), terme + TERME
            dernier = terme >= self.fonds.au
            self._decider(
                assistant, listes.RENOUVELLEMENT, effet, fin_le=None if diplome and dernier else terme, **dits
            )
            if not dernier or self.fonds.chance(80, "foyer", lieu):
                self._justifier(assistant, listes.FOYER, effet - timedelta(days=20))

    def _en_plus(self, assistant: AssistantFamilial, lieu: int) -> None:
        """One child more: by a derogation, admitted for a time, or nobody has decided it."""
        depuis = self.fonds.au - timedelta(days=60 + self.fonds.sort("en plus", lieu) % 200)
        comment = self.fonds.choix((listes.DEROGATION, listes.DEPASSEMENT, ""), "comment", lieu)
        if comment:
            motif = self.fonds.choix(("fratrie", "urgence", "attente"), "pourquoi", lieu)
            self._decider(assistant, comment, depuis, enfants=1, fin_le=self.fonds.au + AN, motif=motif)

    def _prouver(self, assistant: AssistantFamilial, lieu: int, debut: date, *, diplome: bool) -> None:
        """Stage before the first child, training within three years, attestations since they are asked; some late."""
        self.registre.noter(assistant, "premier_accueil", debut + timedelta(days=30))
        if self.fonds.chance(96, "stage", lieu):
            self._justifier(assistant, listes.STAGE, debut + timedelta(days=10), commence_le=debut - timedelta(days=20))
        if self.fonds.chance(92, "formation", lieu):
            self._justifier(assistant, listes.FORMATION, debut + 2 * AN, commence_le=debut + timedelta(days=200))
        if diplome:
            self._justifier(assistant, listes.DIPLOME, debut + 3 * AN)
        if self.fonds.chance(85, "honorabilité", lieu):
            jours = 30 + self.fonds.sort("attestation", lieu) % 400
            self._justifier(assistant, listes.ATTESTATION, self.fonds.au - timedelta(days=jours))

    def _disponible(self, assistant: AssistantFamilial, lieu: int, libres: int) -> None:
        self.disponibilites.append(self.greffe.neuf(
            Disponibilite, assistant=assistant, enfants=libres, du=self.fonds.au - timedelta(days=15),
            accueil=self.fonds.choix(("durable", "durable", "relais", "urgence"), "pour", lieu),
            jusqu_au=self.fonds.au + timedelta(days=90) if lieu % 2 else None,
            declaree_par=self.fonds.choix(tuple(listes.DECLARENT), "dit", lieu),
        ))  # fmt: skip

    def _relais(self, assistants: list[AssistantFamilial]) -> list[Relais]:
        """Three in ten are relayed by the next carer of their territory."""
        par_lieu: dict[int | None, list[AssistantFamilial]] = {}
        for assistant in assistants:
            par_lieu.setdefault(assistant.territoire_id, []).append(assistant)
        return [
            self.greffe.neuf(
                Relais, assistant=a, relayeur=b, nature="week_end", du=self.fonds.au - AN, rythme="Un week-end sur deux"
            )
            for siens in par_lieu.values()
            for a, b in pairwise(siens)
            if self.fonds.chance(30, "relais", a.numero)
        ]

    # ---- rows with the facts that they state

    def _decider(self, assistant: AssistantFamilial, nature: str, le: date, **champs: Any) -> None:
        ligne = self.greffe.neuf(
            Decision,
            assistant=assistant,
            nature=nature,
            effet_le=le,
            reference=f"AF-{le.year}-{assistant.pk}",
            **champs,
        )
        if (evenement := DECISIONS.get(nature)) is not None:
            lien = {listes.SUSPENSION: "suspension", listes.DEROGATION: "derogation"}.get(nature)
            attributs: dict[str, Any] = {lien: f"{lien[0].upper()}-{ligne.pk}"} if lien else {}
            ligne.fait_id = self.registre.noter(assistant, evenement, le, **attributs)
        self.decisions.append(ligne)

    def _justifier(self, assistant: AssistantFamilial, nature: str, le: date, **champs: Any) -> None:
        ligne = self.greffe.neuf(
            Justificatif, assistant=assistant, nature=nature, obtenu_le=le, heures=HEURES.get(nature), **champs
        )
        if (evenement := JUSTIFICATIFS.get(nature)) is not None:
            ligne.fait_id = self.registre.noter(assistant, evenement, le)
        self.justificatifs.append(ligne)
