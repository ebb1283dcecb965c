"""Signs that a reading holds together, or does not: of the whole document, of siblings, of what stands beside.

Each sign is a short word added to ``indices``; what it is worth is measured (see ``calibrer``), never decided here.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from statistics import median

from jalons.lecture.structure.blocs import Bloc
from jalons.lecture.structure.brut import Brut
from jalons.lecture.structure.coherence import DE_FICHE, NUMEROTES

JUGES = DE_FICHE | frozenset(NUMEROTES)
"""Kinds that have siblings and neighbours; of others (amounts, dates…) only the signs of the document are told."""
PLAN = JUGES | {"bilan_orientation", "bilan_priorite", "bilan_action"}
"""Kinds that are read by the plan of the document."""
SIGNES = (
    "peu lu", "lu en partie", "fiches dissemblables", "actions inegales", "sans pilote", "peu d etiquettes",
    "etiquettes ignorees", "series rompues", "forme decouverte", "genre inconnu", "document abime", "voisin non lu",
    "suite non lue", "puces melees", "puce rare", "puces confondues", "minuscule", "plusieurs phrases", "plus long",
    "plus court", "deux points", "frere mal forme", "trop nombreux", "sans frere", "sans point",
    "sans enfant", "titres de plusieurs mots",
    "sans fiche", "action hors fiche", "numeros qui recommencent", "etiquettes en trop",
    "autre tournure", "actions melees",
)  # fmt: skip
"""Every sign."""
PEU_LU, EN_PARTIE = 0.55, 0.8
"""Shares of the characters of the plan that are read, under which the document is hardly, or partly, explained."""
DISSEMBLABLES = 0.6
"""Least share of the fiches that hold the same kinds of things as the most usual one."""
LONG, COURT = 2.5, 0.3
"""Lengths, against that of half of its kind, beyond which an element has not the shape of the others."""
_VERBE = re.compile(r"(?:S['’]|Se )?\w+(?:er|ir|re)\b", re.IGNORECASE)
NOMBREUX = 2.0
"""How many times the usual number of siblings is too many."""


def signaler(
    elements: Sequence[Brut], liste: Sequence[Bloc], *, decouverte: bool, schema: bool, retouches: float,
    acte: bool = False,
) -> None:  # fmt: skip
    """Add to the elements the signs of the document, of their siblings and of their neighbours.

    Dates and counts are read wherever they stand: what is said of the plan says nothing of them.

    Args:
        liste: the blocks of the document.
        decouverte: whether labels that the grammar ignores were found.
        schema: whether the document was known for a plan.
        retouches: repairs for a thousand characters.
        acte: whether it is a contract, a report… without any fiche: most of it is prose, that no plan explains.
    """
    juges = [e for e in elements if e.genre in JUGES]
    lus = _lus(elements, liste)
    abime = {"document abime"} if retouches >= 4 else set[str]()
    du_plan = () if acte else (
        *_de_la_part_lue(liste, lus), *_des_fiches(juges), *_des_etiquettes(liste, juges),
        *(("forme decouverte",) if decouverte else ()), *(() if schema else ("genre inconnu",)),
    )  # fmt: skip
    du_document = {*du_plan, *_des_series(juges), *_des_titres(juges), *abime}
    _voisins(juges, liste, lus)
    _puces(juges, liste)
    _formes(juges)
    _fratries(juges, acte=acte)
    _sans_enfant(juges)
    for e in elements:
        # in a plan, an amount hangs under a fiche: it is as sure as the fiches are
        e.indices += sorted(du_document if e.genre in PLAN or e.genre == "montant" else abime)


def _lus(elements: Sequence[Brut], liste: Sequence[Bloc]) -> list[bool]:
    """For each block, whether an element covers a part of it, or it is a heading or a label."""
    bornes = sorted((e.debut, e.fin) for e in elements if e.fin > e.debut)
    rendus, rang, loin = [], 0, -1
    for bloc in liste:
        while rang < len(bornes) and bornes[rang][0] < bloc.fin:
            loin = max(loin, bornes[rang][1])
            rang += 1
        rendus.append(bloc.nature in ("titre", "section", "rang") or loin > bloc.depart)
    return rendus


def _de_la_part_lue(liste: Sequence[Bloc], lus: Sequence[bool]) -> Iterator[str]:
    """How much of what stands between the first heading and the end is explained."""
    premier = next((r for r, b in enumerate(liste) if b.nature == "titre" and not b.sommaire), len(liste))
    poids = [(len(b.texte), lu) for b, lu in zip(liste[premier:], lus[premier:], strict=True) if not b.sommaire]
    part = sum(n for n, lu in poids if lu) / max(1, sum(n for n, _ in poids))
    if part < EN_PARTIE:
        yield "peu lu" if part < PEU_LU else "lu en partie"


def _des_fiches(juges: Sequence[Brut]) -> Iterator[str]:
    """Whether fiches are alike: the same kinds of things in each, numbers of actions that are near."""
    genres: dict[str, set[str]] = defaultdict(set)
    actions: Counter[str] = Counter()
    for e in juges:
        if e.parent and e.parent.startswith("fiche"):
            fiche = e.parent.partition(" action")[0]
            genres[fiche].add(e.genre)
            actions[fiche] += e.genre == "action"
    if len(genres) < 2:
        return
    communs = Counter(frozenset(g) for g in genres.values()).most_common(1)[0][1]
    if communs < DISSEMBLABLES * len(genres):
        yield "fiches dissemblables"
    milieu = median(actions.values())
    if sum(n == 0 or n > 2 * milieu + 1 for n in actions.values()) >= 0.2 * len(actions):
        yield "actions inegales"
    if not any(e.genre == "pilote" for e in juges):
        yield "sans pilote"


def _des_etiquettes(liste: Sequence[Bloc], juges: Sequence[Brut]) -> Iterator[str]:
    """Whether labels are of those whose sense is known, and whether there is a fiche for each."""
    noms = [nom for b in liste if b.nature == "section" for nom in b.etiquettes]
    ignores = noms.count("autre")
    if len(noms) < 4:
        yield "peu d etiquettes"
    elif ignores >= 0.1 * len(noms):
        yield "etiquettes ignorees"
    fiches = sum(e.genre == "fiche" for e in juges)
    if not fiches:
        yield "sans fiche"
    elif noms.count("pilote") > 1.3 * fiches:
        yield "etiquettes en trop"


def _des_series(juges: Sequence[Brut]) -> Iterator[str]:
    """Whether numbers follow each other."""
    rompus = sum("serie rompue" in e.indices for e in juges)
    if rompus >= max(2, 0.05 * sum(e.genre in NUMEROTES for e in juges)):
        yield "series rompues"


def _des_titres(juges: Sequence[Brut]) -> Iterator[str]:
    """Whether the widest headings are all of one word."""
    if len({i for e in juges if e.genre == "engagement" for i in e.indices if i.startswith("mot ")}) > 1:
        yield "titres de plusieurs mots"


def _sans_enfant(juges: Sequence[Brut]) -> None:
    """Mark the headings under which nothing hangs, where something hangs under others of their kind."""
    parents = {e.parent for e in juges if e.parent}
    pleins = {p.partition(" ")[0] for p in parents}
    rangs: Counter[str] = Counter()
    for e in juges:
        rangs[e.genre] += 1
        noms = {f"{e.genre} {n}" for n in (e.numero, rangs[e.genre]) if n is not None}
        if e.genre in ("engagement", "sous_theme", "fiche") and e.genre in pleins and not noms & parents:
            e.indices.append("sans enfant")


def _voisins(juges: Sequence[Brut], liste: Sequence[Bloc], lus: Sequence[bool]) -> None:
    """Mark what stands just before or after a block that nothing explains."""
    departs = {b.depart: rang for rang, b in enumerate(liste)}
    for e in juges:
        rang = departs.get(e.debut)
        if rang is None:
            continue
        if rang and not lus[rang - 1]:
            e.indices.append("voisin non lu")
        if rang + 1 < len(liste) and not lus[rang + 1]:
            e.indices.append("suite non lue")


def _puces(juges: Sequence[Brut], liste: Sequence[Bloc]) -> None:
    """Mark siblings of which bullets differ, and those that bear the bullet of those above."""
    signes = {b.depart: _signe(b.puce) for b in liste}
    par_fratrie: dict[tuple[str, str | None], set[str]] = defaultdict(set)
    par_genre: dict[str, Counter[str]] = defaultdict(Counter)
    for e in juges:
        signe = signes.get(e.debut, "")
        par_fratrie[e.genre, e.parent].add(signe)
        par_genre[e.genre][signe] += 1
    _apres_une_autre_puce(juges, signes, _dominante(par_genre["point"]))
    confondues = _dominante(par_genre["action"]) == _dominante(par_genre["point"]) != ""
    for e in juges:
        if len(par_fratrie[e.genre, e.parent]) > 1:
            e.indices.append("puces melees")
        if signes.get(e.debut, "") != _dominante(par_genre[e.genre]):
            e.indices.append("puce rare")
        if confondues and e.genre in ("action", "point"):
            e.indices.append("puces confondues")


def _apres_une_autre_puce(juges: Sequence[Brut], signes: dict[int, str], dominante: str) -> None:
    """Mark the point with another bullet than most, and those after it: it may be the next action."""
    atteints: set[str | None] = set()
    for e in juges:
        if e.genre == "point":
            if signes.get(e.debut, "") != dominante:
                atteints.add(e.parent)
            if e.parent in atteints:
                e.indices.append("rattachement devine")


def _signe(puce: str) -> str:
    return "1" if puce.isdigit() else "a" if puce.isalpha() and len(puce) == 1 and puce not in "eovn" else puce


def _dominante(comptes: Counter[str]) -> str:
    return comptes.most_common(1)[0][0] if comptes else ""


def _formes(juges: Sequence[Brut]) -> None:
    """Mark what has not the shape of the others of its kind, and their siblings."""
    longueurs: dict[str, list[int]] = defaultdict(list)
    for e in juges:
        longueurs[e.genre].append(len(e.texte))
    milieux = {genre: median(tailles) for genre, tailles in longueurs.items()}
    atteints: set[tuple[str, str | None]] = set()
    for e in juges:
        mauvais = list(_defauts(e, milieux[e.genre]))
        e.indices += mauvais
        if mauvais:
            atteints.add((e.genre, e.parent))
    for e in juges:
        if (e.genre, e.parent) in atteints:
            e.indices.append("frere mal forme")


def _defauts(e: Brut, milieu: float) -> Iterator[str]:
    if e.texte[:1].islower():
        yield "minuscule"
    if ". " in e.texte:
        yield "plusieurs phrases"
    if len(e.texte) > max(60.0, LONG * milieu):
        yield "plus long"
    elif len(e.texte) < COURT * milieu:
        yield "plus court"
    if ":" in e.texte and e.genre in ("action", "point", "fiche"):
        yield "deux points"


def _fratries(juges: Sequence[Brut], *, acte: bool) -> None:
    """Mark siblings that are many more than usual, or alone where others are several; actions without a point."""
    comptes = Counter((e.genre, e.parent) for e in juges)
    par_genre: dict[str, list[int]] = defaultdict(list)
    for (genre, _), nombre in comptes.items():
        par_genre[genre].append(nombre)
    usuels = {genre: median(nombres) for genre, nombres in par_genre.items()}
    for e in juges:
        nombre, usuel = comptes[e.genre, e.parent], usuels[e.genre]
        if nombre > NOMBREUX * usuel + 1:
            e.indices.append("trop nombreux")
        elif nombre == 1 and usuel >= 3:
            e.indices.append("sans frere")
    _tournures(juges)
    _actions(juges, acte=acte)
    if not acte:  # the actions of a list have no rank that one too many would shift
        _actions_melees(juges)


def _actions(juges: Sequence[Brut], *, acte: bool) -> None:
    """Mark actions out of any fiche, numbers that begin again, and, where actions have points, those that have none."""
    avec = {e.parent for e in juges if e.genre == "point"}
    actions = [e for e in juges if e.genre == "action"]
    derniers: dict[str | None, int] = {}
    for e in actions:
        if not acte and not str(e.parent).startswith("fiche"):
            e.indices.append("action hors fiche")
        if isinstance(e.numero, int):
            if e.numero <= derniers.get(e.parent, 0):
                e.indices.append("numeros qui recommencent")
            derniers[e.parent] = e.numero
    if not actions:
        return
    rangs: Counter[str] = Counter()
    vides = []
    for e in actions:
        rangs[e.parent or ""] += 1
        if not _noms(e, rangs[e.parent or ""]) & avec:
            vides.append(e)
    if 0 < len(vides) < len(actions):
        for e in vides:
            e.indices.append("sans point")


def _tournures(juges: Sequence[Brut]) -> None:
    """Mark what does not begin with a verb where most of its kind does: it may be told of something else."""
    for genre in ("action", "point", "fiche", "sous_theme", "resultat_attendu"):
        siens = [e for e in juges if e.genre == genre]
        autres = [e for e in siens if not _VERBE.match(e.texte)]
        if len(autres) < 0.4 * len(siens):
            for e in autres:
                e.indices.append("autre tournure")


def _actions_melees(juges: Sequence[Brut]) -> None:
    """Mark the actions of a fiche, and their points, where one may be none: all ranks would be wrong."""
    doutes = {"sans point", "autre tournure", "minuscule", "plusieurs phrases", "plus long"}
    meles = {e.parent for e in juges if e.genre == "action" and e.numero is None and doutes.intersection(e.indices)}
    for e in juges:
        sous = (e.parent or "").partition(" action")[0] if e.genre == "point" else e.parent
        if e.genre in ("action", "point") and sous in meles:
            e.indices.append("actions melees")


def _noms(e: Brut, rang: int) -> set[str | None]:
    sous = f"{e.parent} " if e.parent and e.parent.startswith("fiche") else ""
    return {f"{sous}action {n}" for n in (e.numero, rang) if n is not None}
