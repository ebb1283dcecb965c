"""The bilan of a former plan: its orientations, its priorités, its actions and what became of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from jalons.lecture.grammaire import Grammaire
from jalons.lecture.plat import plat
from jalons.lecture.structure.blocs import Bloc, net
from jalons.lecture.structure.brut import Brut, du_bloc, nombre
from jalons.lecture.structure.rangees import Case
from jalons.lecture.structure.rangs import Rangs

LONG = 420
"""Characters over which a paragraph is no item of a list."""
_GENRES = ("bilan_orientation", "bilan_priorite", "bilan_objectif")
_NOMS = ("orientation", "priorite", "objectif")
_ANNONCE = re.compile(
    r"(?:(?:les|nos|ses|principales)\s+)*(?:actions?|mesures?|projets?|operations?|realisations?)\b\s*(?P<etat>.{0,40})"
)
"""What announces a list of actions, and what became of them all: « Actions réalisées : »."""
_COLONNE_D_ETATS = re.compile(r"(?:etat|avancement|statut|realisation|bilan)\b.{0,25}")
_BARRES = re.compile(r"\s*\|\s*|\s{3,}")
_COURTE = 60
"""Most characters of a label."""


@dataclass(slots=True)
class AncienPlan:
    """What has been read of the bilan; elements are added to ``elements``, which others fill too.

    Attributes:
        noms: the orientation, the priorité and the objectif where the reading stands.
        etat: what became of all the items of the list being read.
        muet: whether the list being read is of something else than actions: what helped, what hindered.
        colonne: the cells of a column of actions, until that of what became of them.
    """

    elements: list[Brut]
    ordre: Rangs
    grammaire: Grammaire
    noms: list[str | None] = field(default_factory=lambda: [None, None, None])
    numero: int = 0
    avant: Bloc | None = None
    dernier: Bloc | None = None
    etat: str = "inconnu"
    muet: bool = False
    marge: int | None = None
    colonne: list[Bloc] | None = None
    etats: list[str] | None = None

    @property
    def porteur(self) -> str | None:
        """What an action hangs under: the narrowest heading above it."""
        return next((nom for nom in reversed(self.noms) if nom), None)

    def lire(self, bloc: Bloc, suivant: Bloc | None) -> None:
        """Read the next block of the bilan; ``suivant`` comes after it."""
        if bloc.nature == "titre":
            self._titre(bloc)
        elif bloc.nature == "rang":
            self._rang(bloc)
        elif not self._en_colonnes(bloc) and not (self.porteur and self._annonce(bloc, suivant)):
            self._suite(bloc)
        self.avant = bloc

    def _titre(self, bloc: Bloc) -> None:
        self.colonne = self.etats = None
        numero = nombre(bloc.numero)
        if bloc.mot in ("action", "fiche"):
            self._combler(numero)
            numero = numero if numero is not None else self.numero + 1
            self.numero = numero if isinstance(numero, int) else self.numero + 1
            brut = du_bloc("bilan_action", bloc, "etiquette", numero=numero, parent=self.porteur)
            self._dire(brut, "inconnu")
            brut.indices += [] if bloc.numero else ["numero deduit"]
            self.dernier = bloc
            return
        self.etat, self.muet, self.marge, self.numero = "inconnu", False, None, 0
        rang = min(self.ordre.rang(bloc.mot) or 0, 2)
        parent = self.noms[rang - 1] if rang else None
        self.noms[rang] = f"{_NOMS[rang]} {numero}"
        self.noms[rang + 1 :] = [None] * (2 - rang)
        self.elements.append(du_bloc(_GENRES[rang], bloc, "etiquette", numero=numero, parent=parent))

    def _dire(self, brut: Brut, sinon: str) -> None:
        """Add an action, what became of it taken from the end of its words."""
        dit = self.grammaire.statut(plat(brut.texte))
        brut.statut = dit[0] if dit else sinon
        brut.texte = net(brut.texte[: dit[1]]) if dit else brut.texte
        self.elements.append(brut)

    def _combler(self, numero: int | str | None) -> None:
        """When one number is missing, the end of the item before is the item whose label was lost.

        It is cut at its last gap.
        """
        avant = self.dernier
        if not isinstance(numero, int) or numero != self.numero + 2 or avant is None:
            return
        coupe = max((r for r, ligne in enumerate(avant.lignes) if r and ligne.blanc), default=0)
        dernier = self.elements[-1]
        if not coupe or dernier.genre != "bilan_action":
            return
        dernier.texte = net(" ".join([avant.morceaux[0], *(li.texte for li in avant.lignes[1:coupe])]))
        dernier.fin = avant.lignes[coupe - 1].fin
        self.numero += 1
        self.elements.append(
            Brut(
                "bilan_action", net(" ".join(ligne.texte for ligne in avant.lignes[coupe:])), avant.lignes[coupe].debut,
                avant.fin, self.numero, dernier.parent, statut="inconnu", indices=["etiquette perdue"],
            )
        )  # fmt: skip

    def _rang(self, bloc: Bloc) -> None:
        """A row of a table: the priorité that it begins, its action, what became of it in any other cell."""
        cases = {case.quoi: case for case in bloc.cases if case.texte}
        niveau, action = cases.get("niveau"), cases.get("action")
        if niveau is not None:
            self._niveau(niveau)
        if action is None:
            return
        imprime = cases["numero"].texte.strip(" .") if "numero" in cases else None
        dits = [self._etat_seul(mots) for mots in _BARRES.split(bloc.lignes[0].texte) if mots != action.texte]
        self.elements.append(
            Brut(
                "bilan_action", action.texte, action.debut, action.fin, nombre(imprime), self.porteur,
                statut=next((d for d in dits if d), "inconnu"), indices=["rang"],
            )
        )  # fmt: skip

    def _niveau(self, case: Case) -> None:
        """A priorité that the first cell of a row names, without a number: those under it count it by its rank."""
        rang = 1 if self.noms[0] else 0
        parent = self.noms[0] if rang else None
        freres = sum(e.genre == _GENRES[rang] and e.parent == parent for e in self.elements)
        self.noms[rang] = f"{_NOMS[rang]} {freres + 1}"
        self.elements.append(Brut(_GENRES[rang], case.texte, case.debut, case.fin, parent=parent, indices=["liste"]))

    def _etat_seul(self, mots: str) -> str | None:
        """What became of an action, when these words say only that."""
        dit = self.grammaire.statut(f": {plat(mots)}")
        return dit[0] if dit and dit[1] == 0 else None

    def _en_colonnes(self, bloc: Bloc) -> bool:
        """Whether a block belongs to a column of actions, or to that of what became of them, told one after the other.

        Rows are made when both have as many cells.
        """
        mots = plat(bloc.texte if bloc.nature != "section" else " ".join(bloc.morceaux) or bloc.lignes[0].texte)
        if bloc.nature == "section" and not bloc.texte and _ANNONCE.fullmatch(mots) and ":" not in mots:
            self.colonne, self.etats = [], None
            return True
        if self.colonne is None or bloc.puce:
            self.colonne = None
            return False
        if self.etats is None:
            if self.colonne and _COLONNE_D_ETATS.fullmatch(mots):
                self.etats = []
            else:
                self.colonne.append(bloc)
            return True
        dit = self._etat_seul(bloc.texte)
        if dit is None:
            self.colonne = self.etats = None
            return False
        self.etats.append(dit)
        if len(self.etats) == len(self.colonne):
            for action, etat in zip(self.colonne, self.etats, strict=True):
                brut = du_bloc("bilan_action", action, "liste", parent=self.porteur)
                brut.statut = etat
                self.elements.append(brut)
            self.colonne = self.etats = None
        return True

    def _annonce(self, bloc: Bloc, suivant: Bloc | None) -> bool:
        """Whether a block announces a list: of actions, whose state it may tell, or of something else."""
        mots = plat(" ".join(bloc.lignes[0].texte.split()) if bloc.nature == "section" else bloc.texte).strip(" :")
        deux_points = bloc.lignes[-1].texte.rstrip().endswith(":")
        tete = len(mots) <= _COURTE and bloc.lignes[0].blanc and suivant is not None and bool(suivant.puce)
        if bloc.puce or bloc.lignes[0].minuscule or not (deux_points or tete):
            return False
        dit = _ANNONCE.match(mots)
        self.etat = (self._etat_seul(dit.group("etat")) if dit else None) or "inconnu"
        self.muet = dit is None and not re.search(r"\b(?:actions?|mesures?|realis)", mots)
        self.marge = None
        return True

    def _suite(self, bloc: Bloc) -> None:
        """An item of a list of actions, a line that says what became of one, or the end of the words just above."""
        dit = self.grammaire.statut(plat(bloc.texte)) if len(bloc.texte) <= LONG else None
        if bloc.puce:
            self._item(bloc, dit is not None)
            return
        if dit is not None and self.porteur:
            self._dire(du_bloc("bilan_action", bloc, "ligne", parent=self.porteur), "inconnu")
            return
        dernier = self.elements[-1] if self.elements else None
        suit = self.avant is not None and not self.avant.puce and "|" not in bloc.lignes[0].texte
        if dernier and suit and dernier.genre in ("bilan_action", "bilan_priorite") and len(bloc.texte) < 100:
            dernier.texte, dernier.fin = net(f"{dernier.texte} {bloc.texte}"), bloc.fin

    def _item(self, bloc: Bloc, dit: bool) -> None:
        """An item with a bullet or a number; set further right than the first, it only tells more of the one above."""
        retrait = bloc.lignes[0].retrait
        self.marge = retrait if self.marge is None else self.marge
        bref = len(bloc.texte) <= LONG and (dit or ". " not in bloc.texte)
        if not bref or (not dit and (self.muet or not self.porteur or retrait > self.marge + 1)):
            return
        numero = int(bloc.puce) if bloc.puce.isdigit() else None
        self._dire(du_bloc("bilan_action", bloc, "liste", numero=numero, parent=self.porteur), self.etat)


def les_plus_etroits_sont_des_actions(elements: list[Brut], grammaire: Grammaire) -> None:
    """Turn into actions the third level of a bilan that names no action: « 1.2.1 Créer un guide »."""
    if any(e.genre == "bilan_action" for e in elements):
        return
    for e in elements:
        if e.genre == "bilan_objectif":
            dit = grammaire.statut(plat(e.texte))
            e.genre, e.statut = "bilan_action", dit[0] if dit else "inconnu"
            e.indices.append("liste")
            e.texte = net(e.texte[: dit[1]]) if dit else e.texte
