"""Pilotes and partenaires: the names that a cell, or a column of cells, holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from jalons.lecture.grammaire import Grammaire
from jalons.lecture.plat import plat
from jalons.lecture.structure.blocs import Bloc, net
from jalons.lecture.structure.brut import Brut
from jalons.lecture.structure.colonnes import SEULS, Cellule, Usage, partager
from jalons.lecture.structure.lignes import Ligne, finit_en_suspens

_SEPARATEURS = re.compile(r"\s*(?:[/;]|,(?![^()]*\)))\s*")
_BARRES = re.compile(r"\s*[/;]\s*")
_VIRGULE_ARTICLE = re.compile(r"\s*[/;]\s*|,\s+(?=(?:les|la|le)\s|l['’])", re.IGNORECASE)
_LIGNE_PLEINE = 60
_TIRET = re.compile(r"\s+[-–—•]\s+")
_SUITES = frozenset(["de", "du", "des", "d", "à", "au", "aux", "en", "pour"])
""""What follows "et" inside one name: « Direction de l'enfance et de la famille »."""
_VIDE = re.compile(
    r"(?:(?:pilote|service|partenaires?) )?(?:(?:reste |encore )?a (?:designer|definir|preciser|determiner|identifier|"
    r"confirmer|completer|nommer)(?: .{0,25})?|neant|sans objet|aucun|en attente(?: .{0,25})?|"
    r"non (?:defini|designe|renseigne|determine|precise|connu|attribue)e?s?(?: .{0,25})?|"
    r"en cours de (?:designation|definition|recrutement))"
)
"""What is told where nobody is named yet."""
_SIGLE = re.compile(r"[A-ZÀ-Ý]{2,}")


def tirets_entre_noms(tables: Iterable[Sequence[Bloc]]) -> bool:
    """Whether the document parts names by dashes: two values at least hold three names so parted, and no comma."""
    valeurs = [bloc.texte for table in tables for bloc in table]
    listes = [v for v in valeurs if len(_TIRET.findall(v)) >= 2]
    return len(listes) >= 2 and not any("," in v or ";" in v for v in valeurs)


def lire_table(
    porteur: str | None, blocs: Sequence[Bloc], usage: Usage, grammaire: Grammaire, *, tirets: bool = False
) -> list[Brut]:
    """The pilotes and partenaires of one table; ``blocs`` begins with its labels.

    Args:
        tirets: a dash parts names, even two of them (see ``tirets_entre_noms``).
    """
    etiquettes = [nom for bloc in blocs if bloc.nature == "section" for nom in bloc.etiquettes]
    tetes = [bloc for bloc in blocs if bloc.nature == "section"]
    cotes = [nom for nom in etiquettes if nom in ("pilote", "partenaire")]
    lignes = [ligne for bloc in blocs for ligne in _lignes_de_valeur(bloc)]
    if len(cotes) >= 2 and not any(b.texte for b in tetes):
        gauche, droite = partager(lignes, usage, grammaire, entieres=len(tetes) > 1)
        return [
            *_noms(cotes[0], gauche, porteur, grammaire, "colonnes"),
            *_noms(cotes[1], droite, porteur, grammaire, "colonnes"),
        ]
    if not cotes:
        return []
    cellules = [
        Cellule(li.debut, li.fin, _TIRET.sub(" ; ", li.texte) if tirets else li.texte, bool(li.puce), li.blanc)
        for li in lignes
    ]
    return _noms(cotes[0], cellules, porteur, grammaire, "etiquette")


def separer(texte: str) -> list[tuple[int, str]]:
    """The names of a cell told in one line, and where each begins.

    >>> separer("CAF, Union (UDAF, ADMR) ; PJJ"), separer("à désigner")
    ([(0, 'CAF'), (5, 'Union (UDAF, ADMR)'), (26, 'PJJ')], [])
    """
    rendus, ici = [], 0
    for separe in [*_SEPARATEURS.finditer(texte), None]:
        fin = separe.start() if separe else len(texte)
        propre = net(texte[ici:fin]).strip(" -•.")
        if len(propre) > 1 and not _VIDE.fullmatch(plat(propre)):
            rendus.append((ici, propre))
        ici = separe.end() if separe else fin
    return rendus


def _lignes_de_valeur(bloc: Bloc) -> list[Ligne]:
    """The lines of a block without its label."""
    if bloc.nature != "section":
        return bloc.lignes
    premiere = bloc.lignes[0]
    reste = bloc.texte
    if not reste:
        return []
    return [replace(premiere, debut=bloc.depart, texte=premiere.texte[bloc.depart - premiere.debut :], puce="")]


def _noms(
    genre: str, cellules: Sequence[Cellule], porteur: str | None, grammaire: Grammaire, indice: str
) -> list[Brut]:
    rendus: list[Brut] = []
    for groupe in _groupes(cellules, grammaire, seule=indice == "etiquette"):
        texte = " ".join(c.texte for c in groupe)
        puce = groupe[0].puce
        separateurs = _VIRGULE_ARTICLE if puce else _BARRES if genre == "pilote" and "/" in texte else _SEPARATEURS
        for nom in _noms_lies(separateurs.split(_tirets(texte, grammaire))):
            propre = net(nom).strip(" -•.")
            if len(propre) > 1 and not _VIDE.fullmatch(plat(propre)):
                indices = [indice, "puce" if puce else "texte"]
                rendus.append(Brut(genre, propre, groupe[0].debut, groupe[-1].fin, parent=porteur, indices=indices))
    return rendus


def _tirets(texte: str, grammaire: Grammaire) -> str:
    """The names of « CAF - MSA - Unapei » parted by semicolons.

    One dash may belong to a name: it parts two only when the same first word begins both.
    """
    morceaux = _TIRET.split(texte)
    if len(morceaux) == 2:
        tetes = [grammaire.organisations.match(plat(m.strip())) for m in morceaux]
        if not all(tetes) or len({t.group() for t in tetes if t}) > 1:
            return texte
    return " ; ".join(morceaux)


def _noms_lies(noms: Sequence[str]) -> Iterator[str]:
    """The names, the last two parted: « mairies, préfecture et consulats », « CAF et MSA »."""
    for rang, nom in enumerate(noms):
        avant, et, apres = nom.partition(" et ")
        listes = rang and rang == len(noms) - 1 and len(nom.split()) <= 7 and "," not in apres
        nets = avant.strip() and apres.strip() and apres.split()[0].lower() not in _SUITES
        nets = nets and (apres[:1].isupper() or avant[:1].islower())
        if et and nets and (listes or all(_SIGLE.fullmatch(x.strip(" .")) for x in (avant, apres))):
            yield from (avant, apres)
        else:
            yield nom


def _groupes(cellules: Iterable[Cellule], grammaire: Grammaire, *, seule: bool) -> list[list[Cellule]]:
    """Cells that make one name: a bullet, or the head of an organisation, begins a new one."""
    groupes: list[list[Cellule]] = []
    puces = False
    for cellule in cellules:
        puces = puces or cellule.puce
        if groupes and not _commence(groupes[-1], cellule, grammaire, puces=puces, seule=seule):
            groupes[-1].append(cellule)
        else:
            groupes.append([cellule])
    return groupes


def _commence(groupe: Sequence[Cellule], cellule: Cellule, grammaire: Grammaire, *, puces: bool, seule: bool) -> bool:
    avant = groupe[-1]
    if cellule.puce:
        return True
    dernier = plat(_BARRES.split(avant.texte)[-1]).strip()
    if SEULS.fullmatch(dernier) or finit_en_suspens(avant.texte) or cellule.texte[:1].islower() or puces:
        return False
    if seule and "," not in avant.texte and len(avant.texte) < _LIGNE_PLEINE:
        return True  # one name to a line, when the line had room for more
    return (
        bool(grammaire.organisations.match(plat(cellule.texte))) or bool(_SIGLE.match(cellule.texte)) or cellule.blanc
    )
