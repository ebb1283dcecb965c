"""Every edit of a text: elisions, accents, words, hyphens at the end of lines, marks of layout."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from jalons.lecture.modele import Passage, Retouche, Source, TexteRepare
from jalons.lecture.reparation.lexique import Lexique, francais, sans_accents
from jalons.lecture.reparation.mots import corriger, separer

_APOSTROPHES = "'’‘´`\"“”"
_MOT = re.compile(r"[^\W_]+", re.UNICODE)
_COUPE = re.compile(r"([^\W\d_]{2,})-[ \t]*\n[ \t]*([^\W\d_]{2,})")
_COUPE_DE_CELLULE = re.compile(r"(?<![\w-])([^\W\d_]{2,})- ([a-zà-ÿ]{2,})(?![\w'’-])")
_DEUX_MOTS = re.compile(r"(?<![\w'’])(?=([^\W\d_]{1,14})[ ]([a-zà-ÿ]{1,20})(?![\w'’]))")
SUR_DEUX = 1e-5
"""Frequency over which two halves are words that a dash parts, rather than one word cut in two."""
_TRIVIAUX = (
    (re.compile(r"\*\*|(?<=\w)\*(?=[\s.;,)])|\u00ad|\u200b|\ufeff"), "", "mise en forme"),
    (re.compile("\ufb01"), "fi", "ligature"),
    (re.compile("\ufb02"), "fl", "ligature"),
    (re.compile("\ufb00"), "ff", "ligature"),
    (re.compile("\ufb03"), "ffi", "ligature"),
)
_ELISION = re.compile(rf"(?<![\w{_APOSTROPHES}])(?P<l>\[?[I1l|L])[{_APOSTROPHES}]{{1,2}}(?=[^\W\d_])")
_SANS_LETTRE = re.compile(r"(?:(?<=\s)|^)[’'](?=[a-zà-ÿ]{3,}[^'’]{0,40}(?:\n|$))", re.MULTILINE)
_DEBUT_DE_PHRASE = re.compile(r"(?:^|\n|[.!?:;]\s|(?:^|\n)[ \t]*[e•o\-–—*▪➢v]\s+)[ \t«]*$")
_COURTS = (
    (re.compile(r"\[I(?=[aàâeéèêiîoôu][a-zà-ÿ]{2})"), "l'", "l' mal lu"),
    (re.compile(r"(?<![\w|])\|(?=(?:a|e|es|eur|eurs|ors)\b)"), "l", "l lu comme une barre"),
    (re.compile(r"(?<![\w|])(?:\|\||[Il|]l|\[l)(?= [a-zà-ÿ])"), "Il", "Il"),
    (re.compile(r"(?<![\w|])lls(?= )"), "Ils", "Ils"),
    (re.compile(r"(?<![\w|])Ia(?=\s+[^\W\d_])"), "la", "l lu comme un I"),
    (re.compile(r"(?<![\w|])I(?=(?:es|e|eur|eurs) [a-zà-ÿ])"), "l", "l lu comme un I"),
)
_A_GRAVE = (
    re.compile(
        r"\b(?:relati(?:f|ve|fs|ves)|face|gr[aâ]ce|quant|suite|jusqu['’]|rapport|acc[eéè]s|r[eé]ponses?|aides?|soutien|"
        r"appels?|mises?|confi[eé]e?s?|adapt[eé]e?s?|destin[eé]e?s?|li[eé]e?s?|contribuer?|particip\w+|r[eé]pond\w*|"
        r"propres?|visant|vise|tend|tendre|entretien|atteintes?|droits?|enfance|conform[eé]ment) (a)(?= )",
        re.IGNORECASE),
    re.compile(
        r"\b(a)(?= (?:domicile|destination|travers|partir|terme|hauteur|titre|nouveau|court|moyen|long|"
        r"disposition|l['’ ]|"
        r"cet?(?:te)? |ces |leurs? |chaque |chacun|toute?s? |tous |d[’']autres|moins de|plus de|la fois|savoir|"
        r"\d|(?:s['’])?[a-zà-ÿ]{2,}(?:er|ir|oir|ndre|ttre|uire)\b))"),
)  # fmt: skip
_QUATRE = re.compile(
    r"(?<=[a-zà-ÿ] )(4)(?=\s+(?:domicile|destination|travers|partir|terme|la|un|une|plusieurs|"
    r"[a-z]{2,}(?:er|ir|duire))\b)"
)
_SUJETS = re.compile(
    r"(?:\b(?:il|elle|on|qui|y|ce|cela|ça|et|département|etat|état|conseil|comité|loi)|['’])$", re.IGNORECASE
)


def reparer(source: Source, lexique: Lexique | None = None) -> TexteRepare:
    """The text of ``source`` with what can be repaired safely; names, acronyms and figures are left alone.

    Args:
        lexique: words and their frequencies; the French lexicon by default.
    """
    mots = (lexique or francais()).avec(source.texte)
    candidates = [
        *_de_forme(source.texte), *_cesures(source.texte, mots), *_cesures_de_cellules(source.texte, mots),
        *_ligatures(source.texte, mots), *_elisions(source.texte), *_initiales(source.texte, mots),
        *_lettrines(source.texte, mots),
        *_mots_du_texte(source.texte, mots), *_a_graves(source.texte),
    ]  # fmt: skip
    return TexteRepare.appliquer(source, _sans_conflit(candidates))


def _sans_conflit(candidates: Iterable[Retouche]) -> list[Retouche]:
    """The edits in their order of preference, without those that touch a character already edited."""
    pris: set[int] = set()
    gardees: list[Retouche] = []
    for retouche in candidates:
        portee = range(retouche.passage.debut, retouche.passage.fin)
        if retouche.avant != retouche.apres and not pris.intersection(portee):
            pris.update(portee)
            gardees.append(retouche)
    return gardees


def _remplacer(trouve: re.Match[str], apres: str, raison: str, groupe: int | str = 0) -> Retouche:
    return Retouche(Passage(trouve.start(groupe), trouve.end(groupe)), trouve.group(groupe), apres, raison)


def _de_forme(texte: str) -> Iterator[Retouche]:
    for motif, apres, raison in (*_TRIVIAUX, *_COURTS):
        yield from (_remplacer(trouve, apres, raison) for trouve in motif.finditer(texte))


def _cesures(texte: str, mots: Lexique) -> Iterator[Retouche]:
    """A word cut at the end of a line is one word again; a compound keeps its hyphen."""
    for trouve in _COUPE.finditer(texte):
        debut, fin = trouve.groups()
        uni = debut + fin
        if fin[0].isupper() or (mots.connait(debut) and mots.connait(fin) and mots.frequence(uni) < 1e-7):
            uni = f"{debut}-{fin}"
        corrige = corriger(uni.lower(), mots) if uni.islower() and "-" not in uni else None
        yield _remplacer(trouve, corrige[0] if corrige else uni, "mot coupé en fin de ligne")


def _cesures_de_cellules(texte: str, mots: Lexique) -> Iterator[Retouche]:
    """A word cut at the end of a line of a cell, when the cell was made one line: « péda- gogique »."""
    for trouve in _COUPE_DE_CELLULE.finditer(texte):
        debut, fin = trouve.groups()
        if mots.connait(debut + fin) and not (mots.frequence(debut) > SUR_DEUX and mots.frequence(fin) > SUR_DEUX):
            yield _remplacer(trouve, debut + fin, "mot coupé dans une case")


def _ligatures(texte: str, mots: Lexique) -> Iterator[Retouche]:
    """Two halves around a lost fi, fl or ff are one word again, when neither half is one by itself."""
    for trouve in _DEUX_MOTS.finditer(texte):
        debut, fin = trouve.groups()
        if fin in "aày" or (mots.frequence(fin) > 1e-6 and len(fin) > 1) or debut[1:].isupper():
            continue
        uni = _reunir(debut.lower(), fin, mots)
        if uni:
            passage = Passage(trouve.start(1), trouve.end(2))
            yield Retouche(passage, passage.de(texte), _casse(debut, uni), "ligature perdue")


def _reunir(debut: str, fin: str, mots: Lexique) -> str | None:
    """The word, or the words, that a lost ligature had cut in two."""
    unis = [debut + ligature + fin for ligature in ("fi", "fl", "ff", "ffi")]
    meilleur = max(unis, key=mots.frequence)
    if mots.frequence(meilleur) > max(1e-7, 20 * mots.frequence(fin) if len(fin) > 1 else 1e-6):
        return meilleur
    if mots.connait(fin):
        return None
    essais = [separer(uni, mots) for uni in unis]
    coupes = [coupe for coupe in essais if coupe is not None and len(coupe[0]) > len(debut) + 4]
    if not coupes:
        return None
    choisie = min(coupes, key=lambda coupe: -mots.frequence(coupe[0]))
    return " ".join(choisie)


def _elisions(texte: str) -> Iterator[Retouche]:
    for trouve in _ELISION.finditer(texte):
        if trouve.group() in ("l'", "l’", "L'", "L’"):
            continue
        debut = bool(_DEBUT_DE_PHRASE.search(texte[max(0, trouve.start() - 12) : trouve.start()]))
        suite_de_ligne = texte[max(0, trouve.start() - 1) : trouve.start()] == "\n" and trouve.group("l") != "L"
        yield _remplacer(trouve, "L'" if debut and not suite_de_ligne else "l'", "l' mal lu")
    for trouve in _SANS_LETTRE.finditer(texte):
        yield _remplacer(trouve, "L'", "L perdu devant l'apostrophe")


def _initiales(texte: str, mots: Lexique) -> Iterator[Retouche]:
    """A capital read twice, once badly, at the head of an item: « QOrganiser », « C(Créer »."""
    for trouve in re.finditer(r"(?<!\w)([A-ZÀ-Ý\\]?\(?)(?=([A-ZÀ-Ý][a-zà-ÿ]{3,})\b(?!\)))", texte):
        avant, mot = trouve.group(1), trouve.group(2)
        if (
            not avant
            or not mots.connait(mot)
            or not re.search(r"[\n•*oe\-–—]\s*$", texte[max(0, trouve.start() - 4) : trouve.start()])
        ):
            continue
        ligne = texte[trouve.start() : (texte.find("\n", trouve.start()) + 1 or len(texte))]
        if "(" not in avant or ligne.count("(") > ligne.count(")"):
            yield _remplacer(trouve, "", "initiale doublée", 1)


_LETTRINE = re.compile(r"(?<!\S)([A-ZÀ-Ý])([ \t]*\n[ \t]{2,})([a-zà-ÿ]{3,})\b")


_BIEN_PLUS = 20
"""How many times more frequent a word is than what is left of it without its capital."""


def _lettrines(texte: str, mots: Lexique) -> Iterator[Retouche]:
    """A capital left alone at the end of the line above its word: « M » over « obiliser »."""
    for trouve in _LETTRINE.finditer(texte):
        initiale, _, reste = trouve.groups()
        entier = f"{initiale}{reste}".lower()
        if mots.connait(entier) and mots.frequence(entier) > _BIEN_PLUS * mots.frequence(reste):
            yield _remplacer(trouve, "", "lettrine", 2)


def _a_graves(texte: str) -> Iterator[Retouche]:
    for motif in _A_GRAVE:
        for trouve in motif.finditer(texte):
            avant = texte[max(0, trouve.start(1) - 24) : trouve.start(1)].rstrip()
            if motif is _A_GRAVE[0] or not _SUJETS.search(avant):
                yield _remplacer(trouve, "à", "à sans accent", 1)
    yield from (_remplacer(trouve, "à", "à lu comme un 4", 1) for trouve in _QUATRE.finditer(texte))


def _mots_du_texte(texte: str, mots: Lexique) -> Iterator[Retouche]:
    connus: dict[str, tuple[str, str] | None] = {}
    for trouve in _MOT.finditer(texte):
        mot = trouve.group()
        if not _reparable(mot, texte, trouve.start()):
            continue
        bas = mot.lower()
        if bas not in connus:
            connus[bas] = _reparation(bas, mots)
        reparation = connus[bas]
        if reparation:
            yield _remplacer(trouve, _casse(mot, reparation[0]), reparation[1])


def _reparable(mot: str, texte: str, debut: int) -> bool:
    """Whether a word may be repaired: neither a name nor an acronym nor a figure."""
    if len(mot) < 3 or any(c.isupper() for c in mot[1:]) or sum(c.isdigit() for c in mot) > 1 or mot[0].isdigit():
        return False
    if mot[0].islower():
        return True
    avant = texte[max(0, debut - 12) : debut]
    return bool(_DEBUT_DE_PHRASE.search(avant)) or bool(re.search(r"\d\s?[:.\-–—]\s?$", avant))


def _reparation(bas: str, mots: Lexique) -> tuple[str, str] | None:
    corrige = corriger(bas, mots)
    if corrige or mots.connait(bas):
        return corrige
    if len(bas) > 5 and mots.frequence(bas[1:]) > 3e-7:
        if bas[0] in "ld" and bas[1] in "aàâeéèêiîoôuyhœ":
            return f"{bas[0]}'{bas[1:]}", "apostrophe perdue"
        if sans_accents(bas[0]) == sans_accents(bas[1]):
            return bas[1:], "première lettre doublée"
    coupe = separer(bas, mots) or (len(bas) > 6 and _premiere_coupe(bas, mots)) or None
    return (" ".join(coupe), "mots collés") if coupe else None


def _premiere_coupe(bas: str, mots: Lexique) -> tuple[str, ...] | None:
    """The words stuck together of which the first has lost a ligature: « cheaction »."""
    coupes = (separer(ligature + bas, mots) for ligature in ("fi", "fl", "ff"))
    return next((coupe for coupe in coupes if coupe and len(coupe[0]) > 4), None)


def _casse(modele: str, mot: str) -> str:
    return mot[:1].upper() + mot[1:] if modele[:1].isupper() else mot
