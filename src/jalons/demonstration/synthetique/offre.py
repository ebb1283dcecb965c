"""The offer of the synthetic département: bodies, establishments, units, their acts, and every stay, place by place.

A family home is a unit of one of its territory's foster services. Stays with a relative or a trusted person take no
place of the offer.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from jalons.application.etablissements.models import Acte, Etablissement, Organisme, UniteAccueil
from jalons.application.places import listes
from jalons.application.places.models import Demande, Occupation, OuverturePrevue, Refus
from jalons.demonstration.lieux import HAUTE_RIVE
from jalons.demonstration.synthetique import besoins
from jalons.demonstration.synthetique.ecriture import Greffe
from jalons.demonstration.synthetique.fonds import Fonds, Ligne
from jalons.demonstration.synthetique.gens import Gens

FAMILLE = "assistant_familial"
TYPES = {
    FAMILLE: "famille_accueil", "etablissement": "internat", "logement_autonome": "semi_autonomie",
    "domicile_parental": "domicile", "lieu_de_vie": "lieu_de_vie", "autre_accueil": "autre",
}  # fmt: skip
"""Kind of place of the tables → type of unit; the FINESS category says more of an establishment."""
PAR_CATEGORIE = {"172": "pouponniere", "176": "village_enfants", "175": "urgence"}
AGES = {
    "famille_accueil": (0, 20), "pouponniere": (0, 5), "village_enfants": (2, 17), "internat": (6, 17),
    "urgence": (3, 17), "semi_autonomie": (16, 21), "domicile": (0, 17), "lieu_de_vie": (8, 20), "autre": (0, 20),
}  # fmt: skip
"""Ages that a unit of each type receives, both included. A hypothesis: no source tells them for all."""
NOMS = {
    "famille_accueil": "Accueil familial", "pouponniere": "Pouponnière", "village_enfants": "Village d'enfants",
    "internat": "Maison d'enfants", "urgence": "Foyer de l'enfance", "semi_autonomie": "Service d'autonomie",
    "domicile": "Placement à domicile", "lieu_de_vie": "Lieu de vie", "autre": "Accueil",
}  # fmt: skip
MOTS = ("des Brumes", "de l'Estran", "des Songes", "du Vieux-Phare", "des Mirages", "des Échos", "du Reflet",
        "des Chimères", "de la Dune", "du Marais", "des Ajoncs", "de la Rade")  # fmt: skip
ORGANISMES = (
    ("F0-DEPARTEMENT", "Département de Haute-Rive", Organisme.Nature.COLLECTIVITE),
    ("BRUMES", "Association des Brumes", Organisme.Nature.ASSOCIATION),
    ("ESTRAN", "Association de l'Estran", Organisme.Nature.ASSOCIATION),
    ("PHARE", "Fondation du Vieux-Phare", Organisme.Nature.FONDATION),
    ("SONGES", "Les Songes, association", Organisme.Nature.ASSOCIATION),
)
PUBLIQUES = frozenset({"famille_accueil", "urgence"})
"""Types that the département manages itself."""
PLAN = (
    ("village_enfants", "fratries", 1, 24), ("pouponniere", "petite_enfance", 1, 10),
    ("seuil_adapte", "situations_complexes", 2, 12), ("internat", "double_vulnerabilite", 2, 10),
)  # fmt: skip
"""The plan of openings: type, public, years from the day of the load, places."""


class Offre:
    """Writes the offer and the stays of one run.

    Attributes:
        unites: units by number of place in the tables.
    """

    def __init__(self, fonds: Fonds, greffe: Greffe, gens: Gens) -> None:
        self.fonds, self.greffe, self.gens = fonds, greffe, gens
        self.unites: dict[int, UniteAccueil] = {}
        self.occupations: list[Occupation] = []
        self.libres: dict[int, int] = {}
        """Opened places that nobody has on the last day, by number of place in the tables."""
        self.ouvertes: dict[int, date] = {}
        """Day each place opened."""
        self.rangs: dict[int, int] = {}
        """Highest number given so far to a place of each."""

    def ecrire(self) -> None:
        """Bodies, establishments, units, acts, then what takes their places and who waits for one."""
        self._lieux()
        self._sejours()
        self._indisponibles()
        self._demandes()
        self._plan()

    # ---- places

    def _lieux(self) -> None:
        organismes = [self.greffe.neuf(Organisme, code=code, nom=nom, nature=genre) for code, nom, genre in ORGANISMES]
        etablissements: list[Etablissement] = []
        familiaux: dict[int, Etablissement] = {}
        actes: list[Acte] = []
        for ligne in self.fonds.lignes("lieux"):
            if ligne["genre"] not in TYPES:
                continue
            genre = PAR_CATEGORIE.get(ligne["categorie_finess"] or "", TYPES[ligne["genre"]])
            maison = familiaux.get(ligne["mds"]) if genre == "famille_accueil" else None
            if maison is None:
                maison = self._etablissement(ligne, genre, organismes)
                etablissements.append(maison)
                if genre == "famille_accueil":
                    familiaux[ligne["mds"]] = maison
            unite = self._unite(ligne, genre, maison)
            self.unites[ligne["lieu"]] = unite
            actes += self._actes(ligne, unite)
        for objets in (organismes, etablissements, list(self.unites.values()), actes):
            self.greffe.ecrire(objets)

    def _etablissement(self, ligne: Ligne, genre: str, organismes: list[Organisme]) -> Etablissement:
        lieu, mds = ligne["lieu"], self.gens.unites[ligne["mds"]]
        familial = genre == "famille_accueil"
        nom = f"{NOMS[genre]}, {mds.nom}" if familial else f"{NOMS[genre]} {self.fonds.choix(MOTS, 'mot', lieu)} {lieu}"
        organisme = organismes[0] if genre in PUBLIQUES else self.fonds.choix(organismes[1:], "organisme", lieu)
        ailleurs = "" if familial or ligne["departement_du_lieu"] == HAUTE_RIVE else ligne["departement_du_lieu"]
        return self.greffe.neuf(
            Etablissement, organisme=organisme, nom=nom, categorie=ligne["categorie_finess"] or "", unite=mds,
            hors_departement=f"département {ailleurs}" if ailleurs else "", habilite_ase=True,
            latitude=None if familial else ligne["latitude"], longitude=None if familial else ligne["longitude"],
            commune_id=None if familial or ailleurs else self.gens.communes.get(ligne["commune"]),
        )  # fmt: skip

    def _unite(self, ligne: Ligne, genre: str, maison: Etablissement) -> UniteAccueil:
        bas, haut = AGES[genre]
        nom = f"Famille {ligne['lieu']}" if genre == "famille_accueil" else "Unité principale"
        return self.greffe.neuf(UniteAccueil, etablissement=maison, nom=nom, type=genre, age_min=bas, age_max=haut)

    def _actes(self, ligne: Ligne, unite: UniteAccueil) -> Iterable[Acte]:
        """An opening; a third of the larger places have grown since."""
        lieu, places = ligne["lieu"], ligne["capacite"]
        ouverte = self.fonds.au - timedelta(days=365 * (7 + self.fonds.sort("ouverture", lieu) % 15))
        self.ouvertes[lieu] = ouverte
        plus = places // 5 if places >= 10 and self.fonds.chance(33, "extension", lieu) else 0
        yield self._acte(unite, "ouverture", places - plus, ouverte)
        if plus:
            yield self._acte(unite, "extension", plus, ouverte + timedelta(days=365 * 4))

    def _acte(self, unite: UniteAccueil, nature: str, places: int, le: date) -> Acte:
        reference = f"A-{le.year}-{self.fonds.sort('arrêté', unite.pk, nature) % 900 + 100}"
        return self.greffe.neuf(
            Acte, unite=unite, nature=nature, places=places, effet_le=le, ouvert_le=le, reference=reference
        )

    # ---- what takes them

    def _sejours(self) -> None:
        """Each stay on the lowest number that is free when it begins."""
        capacites = {ligne["lieu"]: ligne["capacite"] for ligne in self.fonds.lignes("lieux")}
        for lieu, lignes in sorted(self.fonds.par("sejours", "lieu").items()):
            if lieu not in self.unites:
                continue
            rendus: list[tuple[date, int]] = []
            rangs: list[int] = []
            presents = 0
            for ligne in sorted(lignes, key=lambda x: (x["debut_le"], x["sejour"])):
                while rendus and rendus[0][0] <= ligne["debut_le"]:
                    heapq.heappush(rangs, heapq.heappop(rendus)[1])
                rang = heapq.heappop(rangs) if rangs else len(rendus) + 1
                heapq.heappush(rendus, (ligne["fin_le"] or date.max, rang))
                presents += ligne["fin_le"] is None
                self.rangs[lieu] = max(rang, self.rangs.get(lieu, 0))
                self.occupations.append(self._sejour(ligne, rang))
            self.libres[lieu] = capacites[lieu] - presents
        self.greffe.ecrire(self.occupations)

    def _sejour(self, ligne: Ligne, rang: int) -> Occupation:
        motif = cause = ""
        if ligne["fin_le"] is not None:
            motif = self.fonds.choix(("reorientation", "fin_mesure", "retour_famille"), "départ", ligne["sejour"])
        if motif in listes.REORIENTATIONS:
            cause = self.fonds.choix(tuple(listes.CAUSES), "réorienté", ligne["sejour"])
        return self.greffe.neuf(
            Occupation, unite=self.unites[ligne["lieu"]], rang=rang, nature=listes.SEJOUR,
            enfant=self.gens.enfants[ligne["enfant"]], numero=f"SJ-{ligne['sejour']}", du=ligne["debut_le"],
            au=ligne["fin_le"], motif=motif, cause=cause,
        )  # fmt: skip

    def _rang(self, lieu: int) -> int:
        """A number that no stay has had."""
        self.rangs[lieu] = self.rangs.get(lieu, 0) + 1
        return self.rangs[lieu]

    def _indisponibles(self) -> None:
        """A place in twenty of those that are free in larger units is out of use."""
        au, ecrites = self.fonds.au, []
        for lieu, libres in sorted(self.libres.items()):
            if libres >= 2 and self.fonds.chance(20, "indisponible", lieu):
                raison = self.fonds.choix(tuple(listes.INDISPONIBLES), "indisponible pour", lieu)
                ecrites.append(self.greffe.neuf(
                    Occupation, unite=self.unites[lieu], rang=self._rang(lieu), nature=listes.INDISPONIBILITE,
                    numero=f"IN-{lieu}",
                    du=au - timedelta(days=10), au=au + timedelta(days=50), motif=raison,
                ))  # fmt: skip
                self.libres[lieu] -= 1
        self.greffe.ecrire(ecrites)

    # ---- who waits, what will open

    def _demandes(self) -> None:
        """One child in twenty who lives somewhere asks for another place; some have one kept, others were refused."""
        presents = [o for o in self.occupations if o.au is None]
        voulus = [o for o in presents if self.fonds.sort("demande", o.numero) % 20 == 0] or presents[:3]
        demandes: dict[int, Demande] = {}
        reunir = {o.enfant.fratrie_id for o in voulus if o.enfant} - {None}
        voulus += [
            o for o in presents
            if o.enfant and o.enfant.fratrie_id in reunir and self.fonds.chance(60, "avec sa fratrie", o.numero)
        ]  # fmt: skip
        for o in voulus:
            if o.enfant_id is None or o.enfant_id in demandes:
                continue
            fratrie = o.enfant.fratrie.numero if o.enfant and o.enfant.fratrie else ""
            genre = self.fonds.choix(  # siblings who ask to stay together ask for the same type
                ("village_enfants", "internat", "lieu_de_vie", "famille_accueil"), "cherche", fratrie or o.numero
            )
            demandes[o.enfant_id] = self.greffe.neuf(
                Demande, enfant=o.enfant, type=genre, territoire=o.enfant.unite if o.enfant else None,
                fratrie_ensemble=bool(fratrie),
                fratrie_obligatoire=bool(fratrie) and self.fonds.chance(10, "indissociable", fratrie),
                duree_prevue_jours=self.fonds.choix((None, 180, 365, 730), "durée", o.numero),
                demandee_le=max(self.fonds.au - timedelta(days=5 + self.fonds.sort("depuis", o.numero) % 200), o.du),
            )  # fmt: skip
        self.greffe.ecrire(list(demandes.values()))
        besoins.ecrire(self.fonds, self.greffe, self.unites, demandes.values(), presents, self.gens.communes)
        self._refus(demandes)
        self._reservations(demandes)

    def _refus(self, demandes: dict[int, Demande]) -> None:
        par_type: dict[str, list[UniteAccueil]] = {}
        for unite in self.unites.values():
            par_type.setdefault(unite.type, []).append(unite)
        refus = []
        for enfant, demande in demandes.items():
            for rang in range(self.fonds.sort("refus", enfant) % 4):
                possibles = par_type.get(demande.type, [])
                motif = self.fonds.choix(
                    ("complet", "complet", "age", "profil", "groupe", "distance"), "motif", enfant, rang
                )
                refusante = self.fonds.choix(possibles, "refuse", enfant, rang) if possibles else None
                jours = self.fonds.sort("jour du refus", enfant, rang) % (
                    (self.fonds.au - demande.demandee_le).days + 1
                )
                refus.append(self.greffe.neuf(
                    Refus, demande=demande, unite=refusante, le=demande.demandee_le + timedelta(days=jours),
                    par_qui="lieu" if refusante else "departement",
                    motif=motif if refusante else "aucune_place",
                ))  # fmt: skip
        self.greffe.ecrire(refus)

    def _reservations(self, demandes: dict[int, Demande]) -> None:
        """Four in ten have a place kept, the first free one of the type sought."""
        au, ecrites = self.fonds.au, []
        for enfant, demande in demandes.items():
            lieu = next(
                (x for x, u in self.unites.items() if u.type == demande.type and self.libres.get(x, 0) > 0), None
            )
            if lieu is None or not self.fonds.chance(40, "réservée", enfant):
                continue
            self.libres[lieu] -= 1
            ecrites.append(self.greffe.neuf(
                Occupation, unite=self.unites[lieu], rang=self._rang(lieu), nature=listes.RESERVATION,
                enfant=demande.enfant, demande=demande, numero=f"RS-{demande.pk}"[:12], du=au,
                au=au + timedelta(days=7),
            ))  # fmt: skip
        self.greffe.ecrire(ecrites)

    def _plan(self) -> None:
        lignes: list[Any] = [
            self.greffe.neuf(
                OuverturePrevue, plan="Places nouvelles", type=genre, public=public, annee=self.fonds.au.year + dans,
                places=places,
            )
            for genre, public, dans, places in PLAN
        ]  # fmt: skip
        self.greffe.ecrire(lignes)
