"""The state of a review: what is sure, what waits for a person, what was decided, what is missing. Pure.

An element is *retained* when a person accepted, corrected or added it, or when the reader is sure of it and nobody has
refused it. What waits for a person is never retained: an import leaves it aside until somebody decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from jalons.application.relecture.genres import AVEC_VALEUR, BILAN, FAITS, RELEVES, STRUCTURE, genre
from jalons.noyau.ecarts import Ecart, Gravite

SUR = "sûr"
"""The only word of the reader that spares a person."""


class Suite(StrEnum):
    """What a person decided of an element."""

    AUCUNE = ""
    ACCEPTEE = "acceptee"
    CORRIGEE = "corrigee"
    REFUSEE = "refusee"
    AJOUTEE = "ajoutee"

    @property
    def libelle(self) -> str:
        """As a reader is told."""
        return _LIBELLES[self]


_LIBELLES = {
    Suite.AUCUNE: "aucune", Suite.ACCEPTEE: "accepté", Suite.CORRIGEE: "corrigé", Suite.REFUSEE: "refusé",
    Suite.AJOUTEE: "ajouté",
}  # fmt: skip


class Etat(StrEnum):
    """Where an element stands: the decision when there is one, else what the reader says of itself."""

    SUR = "sur"
    A_VERIFIER = "a_verifier"
    NON_LU = "non_lu"
    RELEVE = "releve"
    ACCEPTE = "accepte"
    CORRIGE = "corrige"
    REFUSE = "refuse"
    AJOUTE = "ajoute"


_DECIDES = {
    Suite.ACCEPTEE: Etat.ACCEPTE, Suite.CORRIGEE: Etat.CORRIGE, Suite.REFUSEE: Etat.REFUSE, Suite.AJOUTEE: Etat.AJOUTE,
}  # fmt: skip
ATTENDENT = frozenset({Etat.A_VERIFIER, Etat.NON_LU})
RETENUS = frozenset({Etat.SUR, Etat.ACCEPTE, Etat.CORRIGE, Etat.AJOUTE})


@dataclass(frozen=True, slots=True)
class Lu:
    """One element as it stands now.

    Attributes:
        cle: its key; ``parent``: that of the element it hangs under.
        liste: the name of the list it belongs to, when that is no element ("actions phares").
        niveau: of a point, 1 or 2.
        page: page of the document, from 1; ``None`` when no page holds it.
        importe: whether it is in the frame already.
    """

    cle: int
    rang: int
    genre: str
    texte: str = ""
    numero: str = ""
    valeur: str = ""
    unite: str = ""
    source: str = ""
    periode: str = ""
    precision: str = ""
    statut: str = ""
    code: str = ""
    liste: str = ""
    niveau: int = 1
    parent: int | None = None
    debut: int = 0
    fin: int = 0
    page: int | None = None
    confiance: str = ""
    suite: str = ""
    importe: bool = False

    @property
    def etat(self) -> Etat:
        """Where it stands."""
        if self.suite:
            return _DECIDES[Suite(self.suite)]
        if self.genre in RELEVES:
            return Etat.RELEVE
        if not self.texte or (self.genre in AVEC_VALEUR and not self.valeur):
            return Etat.NON_LU
        # read right, but not to be kept whole: a person shortens it
        return Etat.SUR if self.confiance == SUR and not self.trop_long else Etat.A_VERIFIER

    @property
    def limite(self) -> int:
        """Most characters of its text that a fiche, a schéma or a contract keeps."""
        return genre(self.genre).longueur

    @property
    def trop_long(self) -> bool:
        """Whether its text cannot be kept whole."""
        return len(self.texte) > self.limite

    @property
    def retenu(self) -> bool:
        """Whether an import may take it."""
        return self.etat in RETENUS

    @property
    def attend(self) -> bool:
        """Whether it waits for a person."""
        return self.etat in ATTENDENT


@dataclass(frozen=True, slots=True)
class Noeud:
    """An element and what hangs under it, in the order of the document."""

    lu: Lu
    enfants: tuple[Noeud, ...] = ()

    def tous(self) -> list[Lu]:
        """The element, then everything under it."""
        return [self.lu, *(x for e in self.enfants for x in e.tous())]


def arbre(lus: Iterable[Lu]) -> list[Noeud]:
    """The elements as a tree; one whose parent is not there, or hangs in a ring, stands at the root."""
    ordonnes = sorted(lus, key=lambda x: (x.rang, x.cle))
    connus = {x.cle: x for x in ordonnes}
    sous: dict[int | None, list[Lu]] = {}
    for x in ordonnes:
        sous.setdefault(x.parent if x.parent in connus and not _en_boucle(x, connus) else None, []).append(x)

    def noeud(x: Lu) -> Noeud:
        return Noeud(x, tuple(noeud(e) for e in sous.get(x.cle, ())))

    return [noeud(x) for x in sous.get(None, ())]


def _en_boucle(x: Lu, connus: dict[int, Lu]) -> bool:
    vus, ici = {x.cle}, x.parent
    while ici is not None and ici in connus:
        if ici in vus:
            return True
        vus.add(ici)
        ici = connus[ici].parent
    return False


@dataclass(frozen=True, slots=True)
class Avancement:
    """How far a review is: of ``total`` elements, ``traites`` need nobody any more."""

    total: int
    traites: int

    @property
    def restent(self) -> int:
        """Elements that wait for a person."""
        return self.total - self.traites

    @property
    def pourcent(self) -> int:
        """Percent, rounded down, so that 100 means that nothing is left."""
        return 100 * self.traites // self.total if self.total else 100


def avancement(lus: Iterable[Lu]) -> Avancement:
    """How far these elements are."""
    presents = list(lus)
    return Avancement(len(presents), sum(not x.attend for x in presents))


@dataclass(frozen=True, slots=True)
class Section:
    """What is reviewed at once: the structure, a fiche with all of its parts, the bilan, or the facts of one kind.

    Attributes:
        cle: stable name in an address.
        lignes: each element with its depth from 0, in the order in which it is read.
    """

    cle: str
    titre: str
    lignes: tuple[tuple[int, Lu], ...]
    fiche: Lu | None = None

    @property
    def avancement(self) -> Avancement:
        """How far it is."""
        return avancement(x for _, x in self.lignes)

    @property
    def prets(self) -> int:
        """Elements that an import would take."""
        return sum(x.retenu for _, x in self.lignes)

    @property
    def sans_decision(self) -> tuple[Lu, ...]:
        """Elements of which nobody has decided, when they are facts: what a person keeps or not, one by one."""
        return tuple(x for _, x in self.lignes if not x.suite and not x.importe) if self.cle in FAITS else ()

    @property
    def releve(self) -> bool:
        """Whether it only lists what the document names: nothing in it is decided nor imported."""
        return all(x.genre in RELEVES for _, x in self.lignes)


def sections(lus: Sequence[Lu]) -> list[Section]:
    """The sections of a document: structure, fiches, lists of actions, bilan, then facts by kind."""
    racines = arbre(lus)
    faites: dict[str, list[tuple[int, Lu]]] = {}
    titres: dict[str, str] = {}
    fiches: list[Section] = []
    for racine in racines:
        _ranger(racine, 0, faites, titres, fiches)
    tete = [Section(c, titres[c], tuple(faites[c])) for c in ("structure",) if c in faites]
    reste = [Section(c, titres[c], tuple(lignes)) for c, lignes in faites.items() if c != "structure"]
    return [*tete, *sorted(fiches, key=_rang), *sorted(reste, key=_ordre)]


def _ranger(
    noeud: Noeud, profondeur: int, faites: dict[str, list[tuple[int, Lu]]], titres: dict[str, str],
    fiches: list[Section],
) -> None:  # fmt: skip
    """Put an element, and what is under it, in its section; a fiche opens one of its own wherever it stands."""
    lu = noeud.lu
    if lu.genre == "fiche":
        nom = f"Fiche {lu.numero} : {lu.texte}" if lu.numero else f"Fiche : {lu.texte}"
        fiches.append(Section(f"fiche-{lu.cle}", nom.removesuffix(" : "), tuple(_deplier(noeud, 0)), lu))
        return
    cle, titre = _section(lu)
    titres[cle] = titre
    faites.setdefault(cle, []).append((profondeur, lu))
    for enfant in noeud.enfants:
        _ranger(enfant, profondeur + 1, faites, titres, fiches)


def _section(lu: Lu) -> tuple[str, str]:
    if lu.genre in STRUCTURE:
        return "structure", "Engagements et sous-thèmes"
    if lu.genre in BILAN:
        return "bilan", "Bilan du schéma précédent"
    if lu.genre in ("action", "point"):
        return "actions", "Actions"
    return lu.genre, genre(lu.genre).pluriel


def _deplier(noeud: Noeud, profondeur: int) -> list[tuple[int, Lu]]:
    return [(profondeur, noeud.lu), *(x for e in noeud.enfants for x in _deplier(e, profondeur + 1))]


def _rang(section: Section) -> int:
    return section.fiche.rang if section.fiche else 0


_RANGS = (
    "actions", "bilan", "partie", "date", "montant", "places", "effectif", "indicateur", "cible", "chiffre",
    "organisation", "territoire", "sigle",
)  # fmt: skip


def _ordre(section: Section) -> tuple[int, str]:
    return (_RANGS.index(section.cle) if section.cle in _RANGS else len(_RANGS), section.cle)


def suivant(parties: Sequence[Section], apres: int | None = None) -> Lu | None:
    """The next element that waits for a person, after the element ``apres``, then from the beginning."""
    file = [x for s in parties for _, x in s.lignes]
    debut = next((i + 1 for i, x in enumerate(file) if x.cle == apres), 0)
    return next((x for x in [*file[debut:], *file[:debut]] if x.attend and x.cle != apres), None)


def manques(section: Section, parties: Sequence[Section]) -> list[str]:
    """Kinds that this fiche does not have and that at least half of the fiches of the document have."""
    fiches = [s for s in parties if s.fiche is not None]
    if section.fiche is None or len(fiches) < 2:
        return []
    ici = {x.genre for _, x in section.lignes if x.etat is not Etat.REFUSE}
    genres = [{x.genre for _, x in s.lignes} for s in fiches]
    # amounts, targets and places of a fiche are told where there are some: not to tell any is no gap
    candidats = dict.fromkeys(g for s in genres for g in sorted(s) if genre(g).sous)
    return [g for g in candidats if g not in ici and 2 * sum(g in s for s in genres) >= len(genres)]


def trop_longs(lus: Iterable[Lu]) -> list[Ecart]:
    """Texts that a fiche cannot keep whole: nothing is cut without a person."""
    ecarts = []
    for x in lus:
        if x.retenu and x.trop_long:
            message = (
                f"{genre(x.genre).libelle} « {x.texte[:60]}… », page {x.page or '?'} : {len(x.texte)} caractères, "
                f"{x.limite} au plus. Raccourcissez le texte avant d'importer."
            )
            chiffres = {"longueur": len(x.texte), "limite": x.limite}
            ecarts.append(Ecart("texte_trop_long", Gravite.BLOQUANT, True, message, chiffres, objet=str(x.cle)))
    return ecarts
