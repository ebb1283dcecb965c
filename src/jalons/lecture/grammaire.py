"""The words by which documents announce what they hold, as data that a département may complete."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from jalons.lecture.plat import plat
from jalons.noyau.yaml_simple import charger as charger_yaml

_BIS = r"(?:\s?(?:bis|ter|quater)(?![a-z]))?"
_CHIFFRE = (  # 1, 1.2, 1-2, 1.A.1, 1.1.a, 2b, 1 - 2 /
    r"\d{1,3}(?:\s?[.]\s?\d{1,2}|-\d{1,2}(?!\d)|\s-\s\d{1,2}(?=\s?[/:])|[.-]?[a-h](?![a-z'’]))*"
)
_COMPOSE = (
    r"[ivx]{1,5}(?:[.-](?:[a-h](?![a-z'])|\d{1,2}))+|[a-h](?:[.-]?\d{1,2})(?:[.-]\d{1,2})*"  # I.A.1, II-3, A1, A.1.2
)
_NUMERO = (
    rf"(?P<numero>(?:{_CHIFFRE}|(?<![a-z])(?:{_COMPOSE}|[ivx]{{1,5}}(?![a-z'])|[a-h](?=\s*(?:[:.)|\-–—]|$)))){_BIS})"
)
_DE_QUOI = r"(?:de\s+l'\s?(?:action|operation)|de\s+la\s+(?:fiche|mesure)|du\s+projet)"
"""What may follow any label: « Durée de l'action »."""
_ET = re.compile(r"(?:/|&|et\b|ou\b)\s*")
_CONFUS = {"o": "[oce0]", "e": "[eco]", "i": "[i1l|]", "l": "[l1i|]", "c": "[ceo]", "q": "[qg]", "0": "[0o]"}


@dataclass(frozen=True, slots=True)
class Titre:
    """A heading: its word ("axe", "fiche", "action"), its number as printed, and where its own text begins."""

    mot: str
    numero: str | None
    reste: int


@dataclass(frozen=True, slots=True)
class Grammaire:
    """Labels ready to be recognised in lines without accents nor capitals."""

    niveaux: re.Pattern[str]
    sans_numero: re.Pattern[str]
    tetes: re.Pattern[str]
    noms_de_schema: re.Pattern[str]
    ordinal: re.Pattern[str]
    statuts: re.Pattern[str]
    titres: tuple[tuple[str, re.Pattern[str]], ...]
    sections: tuple[tuple[str, re.Pattern[str]], ...]
    renvois: re.Pattern[str]
    bilan: re.Pattern[str]
    fin_bilan: re.Pattern[str]
    organisations: re.Pattern[str]
    mots: tuple[str, ...]
    internes: re.Pattern[str]
    listes: Mapping[str, Sequence[str]]
    types: Mapping[str, re.Pattern[str]]
    racines: Mapping[str, Sequence[str]]
    sigles: Mapping[str, str]
    donnees: Mapping[str, Any]

    def titre(self, ligne: str) -> Titre | None:
        """The heading that the line (see ``plat``) is.

        >>> du_paquet().titre("axen°10 :").numero, du_paquet().titre("acticn &: experimenter")
        ('10', Titre(mot='action', numero=None, reste=10))
        """
        if self.renvois.match(ligne):
            return None
        trouve = self.niveaux.match(ligne)
        if trouve:
            return Titre(self._mot(trouve.group("mot")), _net(trouve.group("numero")), trouve.end())
        trouve = self.ordinal.match(ligne)
        if trouve:
            mot = self._mot(trouve.group("mot"))
            rang = next(r for r, dits in enumerate(self.donnees["ordinaux"], 1) if trouve.group("rang") in dits)
            return Titre(mot, str(rang), trouve.end())
        for mot, motif in self.titres:
            trouve = motif.match(ligne)
            if trouve:
                return Titre(mot, _net(trouve.group("numero")), trouve.end())
        return None

    def _mot(self, lu: str) -> str:
        """The word of the grammar that a heading was written with, whatever its plural and its stuck words."""
        serre = re.sub(r"[\s-]", "", lu)
        return max(self.mots, key=lambda m: _commun(serre, re.sub(r"[\s-]", "", m)))

    def statut(self, ligne: str) -> tuple[str, int] | None:
        """What became of an action, told at the end of its line, and where the text of the action ends.

        >>> du_paquet().statut("creer un reseau - en cours"), du_paquet().statut("suivre les jeunes en cours de soins")
        (('en_cours', 15), None)
        """
        trouve = self.statuts.search(ligne)
        if trouve is None:
            return None
        nom = next(n for n in self.donnees["statuts"] if trouve.group(n))
        return nom, trouve.start()

    def debuts_d_etiquettes(self) -> list[str]:
        """The first letters of labels with which no name of a service begins.

        >>> debuts = du_paquet().debuts_d_etiquettes()
        >>> "calend" in debuts, "associ" in debuts
        (True, False)
        """
        noms = self.donnees["organisations"]
        lus = [debut for quoi, debuts in self.racines.items() if quoi != "modalites" for debut in debuts]
        return [debut for debut in lus if not any(nom.startswith(debut) for nom in noms)]

    def titre_sans_numero(self, ligne: str) -> Titre | None:
        """The heading without a number that the line is: « Axe : … », « Fiche action – … ».

        >>> lire = du_paquet().titre_sans_numero
        >>> lire("fiche action : agir ensemble").mot, lire("axe de travail")
        ('fiche', None)
        """
        trouve = self.sans_numero.match(ligne)
        if not trouve:
            return None
        mot = "fiche" if trouve.group("mot").startswith("fiche") else self._mot(trouve.group("mot"))
        return Titre(mot, None, trouve.end())

    def _etiquette(self, ligne: str, ici: int) -> tuple[int, str] | None:
        """The longest label at ``ici``, its end and its section; « Constats / enjeux » is one label, of the first."""
        plus = max(((m.end(), nom) for nom, motif in self.sections if (m := motif.match(ligne, ici))), default=None)
        if plus is None or plus[0] == ici:
            return None
        lie = _ET.match(ligne, plus[0])
        suite = (
            self._etiquette(ligne, lie.end())
            if lie and not ligne[ici : plus[0]].rstrip().endswith((":", "|"))
            else None
        )
        return (suite[0], plus[1]) if suite else plus

    def etiquettes(self, ligne: str) -> list[tuple[str, int]]:
        """The labels that begin the line, each with the place where it ends: one, or several heads of columns.

        >>> du_paquet().etiquettes("pilote(s) partenaires associes a la mise en œuvre")
        [('pilote', 10), ('partenaire', 49)]
        >>> du_paquet().etiquettes("publicsvises : les familles"), du_paquet().etiquettes("les pilotes du projet")
        ([('public', 15)], [])
        """
        trouvees: list[tuple[str, int]] = []
        ici = 0
        while ici < len(ligne):
            plus = self._etiquette(ligne, ici)
            if plus is None or plus[0] == ici:
                break
            trouvees.append((plus[1], plus[0]))
            ici = plus[0]
            if ligne[:ici].rstrip().endswith((":", "–", "—", "|", "?")) and ligne[ici:].strip():
                suite = self.etiquettes(ligne[ici:])
                return [*trouvees, *((nom, ici + fin) for nom, fin in suite)] if suite else trouvees
        return trouvees if trouvees and not ligne[ici:].strip(" .:|?") else []

    def annonce(self, ligne: str) -> bool:
        """Whether a whole line is one label, or the head of a fiche without its title.

        >>> [du_paquet().annonce(x) for x in ("constats et enjeux", "fiche action 1", "pilote : dr", "caf")]
        [True, True, False, False]
        """
        lues = self.etiquettes(ligne)
        if lues:
            return len(lues) == 1 and not ligne[lues[0][1] :].strip()
        titre = self.titre(ligne)
        return titre is not None and titre.mot in ("fiche", "action") and not ligne[titre.reste :].strip()


def _commun(un: str, autre: str) -> int:
    """How many letters two words share at their beginning.

    >>> _commun("chantiers", "champ")
    3
    """
    return next((r for r, (a, b) in enumerate(zip(un, autre, strict=False)) if a != b), min(len(un), len(autre)))


def _net(numero: str | None) -> str | None:
    if numero is None:
        return None
    net = re.sub(r"(bis|ter|quater)$", r" \1", re.sub(r"\s", "", numero))
    return str(_romain(net)) if re.fullmatch("[ivx]+", net) else net


def _romain(chiffres: str) -> int:
    """
    >>> _romain("iv"), _romain("xii")
    (4, 12)
    """
    valeurs = [{"i": 1, "v": 5, "x": 10}[c] for c in chiffres]
    return sum(-v if v < max(valeurs[rang:]) else v for rang, v in enumerate(valeurs))


def _souple(etiquette: str, *, confus: bool = False) -> str:
    """A pattern of the label: words that may be stuck together, in the plural, or with letters read for others."""
    mots = []
    for mot in etiquette.split():
        lettres = "".join(_CONFUS.get(c, re.escape(c)) if confus else re.escape(c) for c in mot)
        lettres = lettres.replace("œ", "(?:œ|oe|ce)").replace("'", r"\s?['\"]?\s?")
        mots.append(lettres + r"(?:\(?[sx]\)?)?")
    return r"[\s\-]*".join(mots)


def _un_de(etiquettes: Iterable[str], *, confus: bool = False) -> str:
    return "|".join(_souple(e, confus=confus) for e in sorted(etiquettes, key=len, reverse=True))


def _sections(etiquettes_de: Mapping[str, Sequence[str]]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The pattern of the labels of each section."""
    return tuple(
        (
            nom,
            re.compile(rf"\s*(?:{_un_de(etiquettes)})(?:\s+{_DE_QUOI})?\s*(?:\?\s*[:–—|]?|[:–—|]|(?=\s*$)|(?=\s))\s*"),
        )
        for nom, etiquettes in etiquettes_de.items()
    )


def construire(donnees: Mapping[str, Any]) -> Grammaire:
    """The grammar of data shaped like ``grammaire.yaml``."""
    qualificatif = rf"(?:\s*(?:{_un_de(donnees['qualificatifs'])}))?"
    rang = r"\s*(?:n\s?[°ºo*]{0,2}\s*(?=\d)|n[°º]\s*|numero\s*)?"
    fin = r"(?!\d)\s*(?:er|eme)?(?:\s*[:.|\-–—)/>•])*\s*"
    niveaux = rf"[#\s]*(?:grand\s+)?(?P<mot>{_un_de(donnees['niveaux'])}){qualificatif}{rang}{_NUMERO}"
    niveaux += r"(?:(?=\s*$)|(?=\s*[:.|\-–—)/])|(?=\s+[a-z«\"œ]))"
    titres = []
    for mot, etiquettes in donnees["titres"].items():
        numero = rf"(?:(?P<numero>(?:{_CHIFFRE}|(?<![a-z]){_COMPOSE}){_BIS})|(?P<illisible>[^\w\s]|[a-z](?=\s?:)))"
        motif = rf"[#\s]*(?!actions\s(?!n\s?[°º]))(?:{_un_de(etiquettes, confus=True)}){rang}\s*{numero}\s*"
        motif += r"(?:(?:\s*[:.|\-–—)/>•])+|(?=\s*$)|(?:(?<=\d)|(?<=\d[a-h])|(?<=bis)|(?<=ter))(?=\s+[a-z«\"œ]))\s*"
        titres.append((mot, re.compile(motif)))
    sections = _sections(donnees["sections"])
    return Grammaire(
        niveaux=re.compile(niveaux + fin),
        sans_numero=re.compile(
            rf"[#\s]*(?P<mot>{_un_de(donnees['sans_numero'])}){qualificatif}\s*(?::|\s[–—-])\s*(?=\S.{{8}})"
        ),
        tetes=re.compile(rf"[#\s]*(?:{_un_de(_tetes(donnees))}){qualificatif}\s*"),
        noms_de_schema=re.compile(rf"\b(?:{_un_de(donnees['noms_de_schema'])})"),
        ordinal=re.compile(
            rf"[#\s]*(?:le\s|la\s)?(?P<rang>{'|'.join(o for dits in donnees['ordinaux'] for o in dits)})"
            r"\s+(?:grande?\s+)?"
            rf"(?P<mot>{_un_de(donnees['niveaux'])}){qualificatif}\s*(?::|[–—-]\s|\||$)\s*"
        ),
        statuts=re.compile(
            r"\s*(?:[-–—:|(\[,→=]|\.(?=\s))\s*(?:statut\s*:\s*|action\s+)?(?:"
            + "|".join(rf"(?P<{nom}>{_un_de(dits)})" for nom, dits in donnees["statuts"].items())
            + r")\s*[)\].]?\s*$"
        ),
        titres=tuple(titres),
        sections=sections,
        renvois=re.compile(rf"[\s(]*(?:{_un_de(donnees['renvois'])})\b"),
        bilan=re.compile(rf"[#\s]*(?:le\s|\d[.)]\s)?(?:{_un_de(donnees['bilan']['debut'])})"),
        fin_bilan=re.compile(rf"[#\s]*(?:le\s|les\s|\d[.)]\s)?(?:{_un_de(donnees['bilan']['fin'])})"),
        organisations=re.compile(rf"(?:l'|les?\s|la\s)?(?:{_un_de(donnees['organisations'])})\b"),
        mots=tuple(sorted(donnees["niveaux"], key=len, reverse=True)),
        internes=re.compile(rf"(?:{_un_de(donnees['internes'])})\b"),
        listes=donnees["listes"],
        racines=donnees["racines"],
        sigles={sigle: mots[0] for sigle, mots in donnees["sigles"].items()},
        donnees=donnees,
        types={nom: re.compile(rf"\b(?:{_un_de(mots)})") for nom, mots in donnees["types"].items()},
    )


def _tetes(donnees: Mapping[str, Any]) -> list[str]:
    """The words that may stand alone on the line above their number."""
    return [*donnees["niveaux"], *(mot for mots in donnees["titres"].values() for mot in mots if len(mot) > 2)]


def completer(donnees: Mapping[str, Any], ajouts: Mapping[str, Any]) -> dict[str, Any]:
    """``donnees`` with the labels of ``ajouts``: lists are lengthened, nothing is taken away."""
    rendu: dict[str, Any] = dict(donnees)
    for cle, valeur in ajouts.items():
        if isinstance(valeur, Mapping):
            rendu[cle] = completer(rendu.get(cle, {}), valeur)
        else:
            rendu[cle] = [*rendu.get(cle, []), *(plat(str(v)).replace("’", "'") for v in valeur)]
    return rendu


@lru_cache(maxsize=1)
def donnees_du_paquet() -> dict[str, Any]:
    """The data of the grammar that Jalons ships."""
    contenu = resources.files("jalons.lecture").joinpath("grammaire.yaml").read_bytes()
    donnees: dict[str, Any] = charger_yaml(contenu)
    return donnees


@lru_cache(maxsize=1)
def du_paquet() -> Grammaire:
    """The grammar that Jalons ships."""
    return construire(donnees_du_paquet())


def charger(ajouts: Mapping[str, Any]) -> Grammaire:
    """The grammar of Jalons with the labels that a département adds.

    >>> charger({"sections": {"pilote": ["Qui conduit"]}}).etiquettes("qui conduit : la direction")
    [('pilote', 14)]
    """
    return construire(completer(donnees_du_paquet(), ajouts))
