"""The register of measures: decisions, notifications, starts, renewals, ends, and the agents in charge."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from operator import attrgetter
from typing import Any

from jalons.application.enfants.models import Enfant, Referent
from jalons.application.enfants.rules import a_atteint
from jalons.application.mesures import prise_en_charge, rules
from jalons.application.mesures.models import FaitDeMesure, Mesure, Renouvellement
from jalons.application.mesures.services.cours import fins_sans_debut
from jalons.application.mesures.services.ecriture import attributs_declares
from jalons.demonstration.synthetique.ecriture import Greffe
from jalons.demonstration.synthetique.fonds import Fonds, Ligne, a_l_heure
from jalons.demonstration.synthetique.gens import Gens
from jalons.demonstration.synthetique.registre import Registre
from jalons.droit.mesures import Nature, fins, nature_synthetique

FINS = {
    "objectifs atteints": ("objectifs_atteints", "mainlevee", "recueil_rendu", "investigation_rendue"),
    "retour en famille": ("retour", "mainlevee", "recueil_rendu", "investigation_rendue"),
    "autre mesure": ("autre_mesure", "autre_statut", "juge", "recueil_accueil_provisoire", "investigation_rendue"),
    "échéance non renouvelée": ("terme", "mainlevee", "juge", "recueil_rendu", "investigation_rendue"),
}  # fmt: skip
"""Reason of the synthetic end → reasons of the catalogue, the first that the kind knows."""
ORIGINES = {True: Mesure.Origine.SAISINE, False: Mesure.Origine.DEMANDE_FAMILLE}
MAJORITE, FIN_JEUNE_MAJEUR = 18, 21
HEURE = 18
"""Hour at which an emergency begins and ends, when deadlines are in hours."""


class Suivi:
    """Writes every measure of the run.

    Attributes:
        mesures: those written, by number in the synthetic tables; one that the register would refuse is left out.
    """

    def __init__(self, fonds: Fonds, greffe: Greffe, gens: Gens, registre: Registre) -> None:
        self.fonds, self.greffe, self.gens, self.registre = fonds, greffe, gens, registre
        self.mesures: dict[int, Mesure] = {}
        self.renouvellements: list[Renouvellement] = []
        self.faits: list[FaitDeMesure] = []
        self.demandes = {j["mesure"]: j["demande_le"] for j in fonds.lignes("jeunes_majeurs")}
        self.decisions = fonds.par("decisions", "mesure")
        self.signalees = set(fonds.tables["ip_enfants"]["enfant"].to_list())

    def ecrire(self) -> None:
        """Write them all, child after child."""
        for enfant, lignes in sorted(self.fonds.par("mesures", "enfant").items()):
            self._enfant(self.gens.enfants[enfant], lignes)
        for generation in _generations(self.mesures.values()):
            self.greffe.ecrire(generation)
        self.greffe.ecrire(self.renouvellements)
        self._referents()

    def ecrire_liens(self) -> None:
        """Have what ties the facts to the measures written; once the facts are."""
        self.greffe.ecrire(self.faits)

    def _enfant(self, enfant: Enfant, lignes: list[Ligne]) -> None:
        siennes: list[Mesure] = []
        connues = [ligne for ligne in lignes if ligne["decidee_le"] is not None]
        for ligne in sorted(connues, key=lambda x: (not x["principale"], x["debut_le"] or date.max, x["mesure"])):
            mesure = self._mesure(enfant, ligne, siennes)
            if mesure is not None:
                siennes.append(mesure)
                self.mesures[ligne["mesure"]] = mesure
        for evenement, le, attributs in prise_en_charge.voulues(siennes):
            self.registre.noter(enfant, evenement, le, **attributs)

    def _mesure(self, enfant: Enfant, ligne: Ligne, siennes: list[Mesure]) -> Mesure | None:
        nature = nature_synthetique(ligne["type"])
        numero = self.fonds.numero("mesure", ligne["mesure"])
        decisions = [
            d for d in self.decisions.get(ligne["mesure"], []) if d["nature"] in ("initiale", "renouvellement")
        ]
        decisions.sort(key=lambda d: d["rang"])
        initiale, *suivantes = decisions if nature.renouvelable else decisions[:1]
        suite = _suite(siennes, ligne, nature)
        notifiee = None if nature.immediate else initiale["notifiee_le"]
        mesure: Mesure = self.greffe.neuf(
            Mesure, enfant=enfant, numero=numero, nature=nature.code, exclusive=nature.exclusive,
            prise_en_charge=nature.prise_en_charge, confie=nature.confie, decideur=nature.decideur,
            affaire=suite.affaire if suite else numero, suite_de=suite, origine=self._origine(enfant, ligne, suite),
            decidee_le=ligne["decidee_le"], accord_le=self._accord(ligne, nature), debut_le=ligne["debut_le"],
            debut_instant=_instant(ligne["debut_le"], nature), fin_le=ligne["fin_le"],
            terme_le=initiale["effet_au"] if nature.renouvelable is not None else None,
            notifiee_le=notifiee, premiere_notification_le=notifiee,
            service=ligne["service"] or f"Équipe enfance, {self.gens.unites[ligne['mds']].nom.partition(' de ')[2]}",
            unite=self.gens.unites[ligne["mds"]], referent=self.gens.agents[ligne["referent"]],
        )  # fmt: skip
        if nature.confie:
            mesure.statut_a_examiner = self.fonds.chance(20, "statut", ligne["enfant"])
        if "JUD-DUREE-2A" in nature.durees:
            mesure.difficultes_chroniques = self.fonds.chance(6, "difficultés", ligne["enfant"])
        if mesure.fin_le is not None:
            mesure.motif_fin = self._motif(enfant, ligne, nature)
        if not _possible(mesure, siennes):
            return None
        self._constater(mesure, nature, initiale, suivantes)
        return mesure

    def _origine(self, enfant: Enfant, ligne: Ligne, suite: Mesure | None) -> str:
        if enfant.non_accompagne:
            return Mesure.Origine.MINEUR_NON_ACCOMPAGNE
        if suite is not None:
            return Mesure.Origine.RELAIS
        if ligne["mesure"] in self.demandes:
            return Mesure.Origine.DEMANDE_JEUNE
        if ligne["principale"] and ligne["enfant"] in self.signalees:
            return Mesure.Origine.INFORMATION_PREOCCUPANTE
        return ORIGINES[nature_synthetique(ligne["type"]).judiciaire]

    def _accord(self, ligne: Ligne, nature: Nature) -> date | None:
        if not nature.demande_accord:
            return None
        decidee: date = ligne["decidee_le"]
        avant = decidee - timedelta(days=3 + self.fonds.sort("accord", ligne["mesure"]) % 12)
        demande = self.demandes.get(ligne["mesure"])
        return demande or max(avant, min(self.fonds.naissances[ligne["enfant"]], decidee))

    def _motif(self, enfant: Enfant, ligne: Ligne, nature: Nature) -> str:
        permises = [f.code for f in nature.fins]
        for code, age in (("fin_age", FIN_JEUNE_MAJEUR), ("majorite", MAJORITE)):
            if code in permises and a_atteint(enfant.naissance, age, ligne["fin_le"]):
                return code
        return next((c for c in FINS[ligne["motif_fin"]] if c in permises), permises[0])

    # ---- its facts, decision after decision

    def _constater(self, mesure: Mesure, nature: Nature, initiale: Ligne, suivantes: list[Ligne]) -> None:
        vie = nature.vie.de
        for etape in ("envisagee", "accord"):
            self._noter(mesure, etape, vie(etape), mesure.accord_le)
        self._noter(mesure, "decision", vie("decision"), mesure.decidee_le)
        self._noter(mesure, "terme", vie("terme"), mesure.terme_le)
        self._noter(mesure, "notification", vie("notification"), mesure.notifiee_le)
        self._noter(mesure, "debut", vie("debut"), mesure.debut_le, instant=mesure.debut_instant)
        rang = 0
        for ligne in suivantes:
            rang += self._renouveler(mesure, nature, rang + 1, ligne)
        if mesure.fin_le is not None:
            codes = vie("fin") if mesure.debut_le is not None else tuple(fins_sans_debut(vie("fin")))
            codes = (*fins()[mesure.motif_fin].evenements, *codes)
            self._noter(mesure, "fin", codes, mesure.fin_le, instant=_instant(mesure.fin_le, nature))
        mesure.version += sum(
            x is not None for x in (mesure.notifiee_le, mesure.debut_le, mesure.fin_le, mesure.referent)
        )

    def _renouveler(self, mesure: Mesure, nature: Nature, rang: int, ligne: Ligne) -> bool:
        """Whether it carries the measure further: one that an age limit stops does not."""
        terme = ligne["effet_au"]
        if mesure.terme_le is not None and (terme is None or terme <= mesure.terme_le):
            return False
        self.renouvellements.append(
            self.greffe.neuf(
                Renouvellement, mesure=mesure, rang=rang, decide_le=ligne["decidee_le"], terme_avant=mesure.terme_le,
                accord_le=ligne["decidee_le"] if nature.demande_accord else None, terme_le=terme,
            )
        )  # fmt: skip
        mesure.terme_le, mesure.notifiee_le = terme, ligne["notifiee_le"]
        mesure.version += 1
        numero = f"{mesure.numero}-{rang}"
        etape = "renouvellement"
        self._noter(mesure, etape, nature.vie.de(etape), ligne["decidee_le"], decision=numero)
        self._noter(mesure, "notification", nature.vie.de("notification"), ligne["notifiee_le"], decision=numero)
        return True

    def _noter(
        self, mesure: Mesure, etape: str, codes: tuple[str, ...], le: date | None, *, instant: Any = None,
        decision: str = "",
    ) -> None:  # fmt: skip
        if le is None:
            return
        for code, attributs in attributs_declares(mesure, codes, le, decision):
            fait = self.registre.noter(mesure.enfant, code, le, instant=instant, **attributs)
            self.faits.append(self.greffe.neuf(FaitDeMesure, mesure=mesure, fait_id=fait, etape=etape))

    def _referents(self) -> None:
        """Each agent in charge of a child for as long as measures that touch follow each other."""
        par_enfant: dict[tuple[Enfant, Any], list[tuple[date, date | None]]] = defaultdict(list)
        for mesure in self.mesures.values():
            if mesure.decidee_le is not None:
                par_enfant[mesure.enfant, mesure.referent].append((mesure.decidee_le, mesure.fin_le))
        self.greffe.ecrire(
            [
                self.greffe.neuf(Referent, enfant=enfant, agent=agent, debut=debut, fin=fin)
                for (enfant, agent), durees in par_enfant.items()
                for debut, fin in rules.periodes(durees)
            ]
        )


def _instant(le: date | None, nature: Nature) -> Any:
    return a_l_heure(le, HEURE) if le is not None and nature.heures else None


def _suite(siennes: list[Mesure], ligne: Ligne, nature: Nature) -> Mesure | None:
    """The main measure that ended on the day this one begins, if any."""
    if not ligne["principale"] or ligne["debut_le"] is None:
        return None
    return next(
        (m for m in siennes if m.fin_le == ligne["debut_le"] and m.decidee_le and m.decidee_le <= ligne["decidee_le"]),
        None,
    )


def _generations(mesures: Iterable[Mesure]) -> list[list[Mesure]]:
    """Those that follow none, then those that follow these, and so on: a link is made to a row that is there."""
    rangs: dict[int, int] = {}
    generations: list[list[Mesure]] = []
    for mesure in sorted(mesures, key=attrgetter("pk")):
        rang = 0 if mesure.suite_de is None else rangs[mesure.suite_de.pk] + 1
        rangs[mesure.pk] = rang
        generations.extend([] for _ in range(rang + 1 - len(generations)))
        generations[rang].append(mesure)
    return generations


def _possible(mesure: Mesure, siennes: list[Mesure]) -> bool:
    """Whether the register would accept it beside those of the same exclusive family."""
    memes = [m for m in siennes if m.exclusive and m.exclusive == mesure.exclusive]
    if mesure.debut_le is None:
        return mesure.fin_le is not None or not any(
            m.debut_le is None and m.fin_le is None and m.nature == mesure.nature for m in memes
        )
    debut, fin = mesure.debut_le, mesure.fin_le or date.max
    return not any(m.debut_le is not None and m.debut_le < fin and debut < (m.fin_le or date.max) for m in memes)
