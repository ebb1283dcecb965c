"""Amounts of money, with who pays and over which period, in the document's words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from jalons.lecture.faits.montants_de_tableaux import montants_de_tableaux
from jalons.lecture.faits.nombres import CHIFFRES, EN_LETTRES, arrondi, precision, valeur
from jalons.lecture.faits.phrases import Texte
from jalons.lecture.structure.brut import Brut

_MULTIPLES = {"m": 1e6, "k": 1e3, "md": 1e9, "milliard": 1e9, "million": 1e6, "millier": 1e3}
_MONTANT = re.compile(
    rf"(?<![\w,.])(?P<nombre>\d{{1,3}}(?:[ .]\d{{3}})*\n\d{{3}}(?=\s?(?:€|euros))|"
    rf"\d{{1,3}}  \d{{3}}(?: \d{{3}})*(?=\s?(?:€|euros))|{CHIFFRES})\s*"
    r"(?:(?P<multiple>(?:millions?|milliards?|milliers?)(?=\s+d(?:'|e\s)\s?euros?\b|\s?€)|"
    r"(?:md|m|k)(?=\s?(?:d'\s?)?(?:€|euros?\b|eur\b)))"
    r"\s*(?:d(?:'|e\s)\s?)?)?(?:\([a-z][a-z\s-]{2,80}\)\s?)?(?:€|euros?\b|eur\b)"
)
_MOTS = rf"(?:{EN_LETTRES}|cents|vingts|mille)"
_EN_LETTRES = re.compile(
    rf"(?<![\w-])(?:(?P<entiers>{CHIFFRES}|{_MOTS}(?:[\s-]+{_MOTS}){{0,4}})\s+millions?\s+(?!d))?"
    rf"(?:(?P<demi>(?:un[\s-]+)?demi[\s-]+)|(?P<nombre>{CHIFFRES}|{_MOTS}(?:[\s-]+(?:et[\s-]+)?{_MOTS}){{0,6}})\s+)"
    r"(?P<multiple>(?:millions?|milliards?)\s+)?(?P<et>et\s+demie?\s+)?(?:(?:d(?:'|e\s)\s?)?euros?\b|€)"
)
_BENEFICIAIRE = re.compile(
    r"\b(?:(?:re)?vers(?:e|ee|es|ees)|attribu(?:e|ee|es|ees)|allou(?:e|ee|es|ees)|octroy(?:e|ee|es|ees)|"
    r"accord(?:e|ee|es|ees)|destin(?:e|ee|es|ees)|delegu(?:e|ee|es|ees))\s+(?:\w+ment\s+)?"
    r"(?:aux?\s|a\s(?:la\s|l')?)\s?(?P<nom>[^,.;:()|]{3,90})|"
    r"\b(?:au benefice|au profit|a destination)\s+(?:du\s|des\s|de\s(?:la\s|l')?|d')\s?(?P<nom2>[^,.;:()|]{3,90})"
)
_FIN_DE_NOM = re.compile(
    r"\s(?:pour|afin|au titre|en vue|dans|sur|et (?:dont|qui|sera)|qui|dont|via|par|soit|en (?:20|vue))\b.*", re.DOTALL
)
_PAYEURS = (
    ("FIR", r"\bfir\b|fonds? d'intervention regional"), ("ONDAM", r"\bondam\b|objectif national de depenses?"),
    ("PLF", r"\bplf\b|projet de loi de financ"),
    ("programme 304", r"programme 304|\b(?:bo)?p\s?(?:n°\s?)?304\b|\b304\b(?=\))"),
    ("CNSA", r"\bcnsa\b"), ("CAF", r"\bcaf\b"), ("Région", r"conseil regional|\bla region\b"),
    ("Département", r"departement(?!al|s)|conseil departemental|collectivite|\(cd\s?\d{0,2}\)"),
    ("État", r"l'etat\b|\betat\b"), ("ARS", r"\bars\b|agences? regionales? de sante"),
)  # fmt: skip
_PERIODES = re.compile(
    r"par an\b|/\s?an\b|chaque annee|annuel(?:le)?s?\b|sur \d+ (?:ans|"
    r"mois)(?:, d'?e? ?\w+ \d{4} a \w+ \d{4})?|d[e'] ?[a-z]+ \d{4} a [a-z]+ \d{4}|"
    r"pour (?:l'annee |l'exercice )?\d{4}|en \d{4}\b|(?:de |sur |periode )?\d{4}\s?(?:-|a|et)\s?\d{4}|"
    r"cette annee|au titre de (?:l'annee )?\d{4}"
)


_FONDS = frozenset({"FIR", "ONDAM", "PLF", "programme 304"})
_AVANCE = 40
"""Characters by which a fund goes before the authority that pays out of it."""


def montants(texte: Texte, fiches: Sequence[tuple[int, str]] = ()) -> list[Brut]:
    """Every amount once, whatever the number of times it is told; a rounded one gives way to the exact one.

    Args:
        fiches: where each fiche begins, and its name: what is told in two of them is two amounts.
    """
    trouves: list[Brut] = []
    ranges = montants_de_tableaux(texte, _PAYEURS)
    pris = {(brut.debut, brut.fin) for brut in ranges}
    composes = [m.span() for m in _EN_LETTRES.finditer(texte.plat) if m.group("entiers")]
    for m in _MONTANT.finditer(texte.plat):
        if any(debut <= m.start() < fin for debut, fin in (*pris, *composes)):
            continue
        multiple = (m.group("multiple") or "").strip().rstrip("s")
        multiple = re.sub(r"s?\s+d.*", "", multiple)
        trouves.append(_brut(texte, m, arrondi(valeur(m.group("nombre")) * _MULTIPLES.get(multiple, 1)), fiches))
    trouves += _en_toutes_lettres(texte, fiches, trouves)
    trouves.sort(key=lambda b: b.debut)
    for brut in trouves:
        brut.beneficiaire = _beneficiaire(texte, brut)
    dits = _une_fois(texte, _sans_redite_entre_parentheses(texte, trouves))
    sommes = {brut.valeur: brut for brut in dits}
    for brut in ranges:
        if brut.valeur in sommes:  # told in a sentence too: what the table says of its total is kept
            sommes[brut.valeur].indices += [i for i in brut.indices if i.startswith("somme ")]
    return [*dits, *(brut for brut in ranges if brut.valeur not in sommes)]


def _brut(texte: Texte, m: re.Match[str], somme: float, fiches: Sequence[tuple[int, str]]) -> Brut:
    gauche, droite = texte.phrase(m.start(), m.end())
    brut = Brut("montant", texte.libelle(m.start(), m.end()), m.start(), m.end(), valeur=somme, unite="EUR")
    avant = [nom for debut, nom in fiches if debut <= m.start()]
    brut.parent = avant[-1] if avant else None
    brut.precision = precision(texte.plat[gauche : m.start()])
    brut.source = _payeur(texte, m.start(), m.end(), gauche, droite)
    brut.periode = _periode(texte, m.start(), m.end(), gauche, droite)
    coupe = ["nombre coupe"] if re.search(r"\d\s{1,3}$", texte.plat[max(0, m.start() - 4) : m.start()]) else []
    coupe = coupe or (["nombre coupe"] if re.search(r"\s{2}|\n", m.group("nombre") or "") else [])
    brut.indices = ["unite", *coupe, *(["source"] if brut.source else []), *(["periode"] if brut.periode else [])]
    return brut


def _en_toutes_lettres(texte: Texte, fiches: Sequence[tuple[int, str]], deja: Sequence[Brut]) -> list[Brut]:
    """The amounts told in words or by halves: « un million et demi d'euros », « cent mille euros »."""
    rendus = []
    for m in _EN_LETTRES.finditer(texte.plat):
        if any(b.debut < m.end() and m.start() < b.fin for b in deja):
            continue
        fois = _MULTIPLES.get((m.group("multiple") or "").strip().rstrip("s"), 1.0)
        nombre = 0.5 if m.group("demi") else valeur(m.group("nombre")) + (0.5 if m.group("et") else 0)
        # halves are told of millions only, and one euro is no amount
        if (fois == 1 and (m.group("demi") or m.group("et"))) or nombre * fois <= 1:
            continue
        entiers = 1e6 * valeur(m.group("entiers")) if m.group("entiers") else 0
        rendus.append(_brut(texte, m, arrondi(entiers + nombre * fois), fiches))
    return rendus


def _sans_redite_entre_parentheses(texte: Texte, trouves: Sequence[Brut]) -> list[Brut]:
    """The amounts, one told in words then in figures (« deux mille euros (2 000 €) ») being one."""
    rendus: list[Brut] = []
    for brut in trouves:
        avant = rendus[-1] if rendus else None
        if (
            avant is not None
            and avant.valeur == brut.valeur
            and texte.plat[avant.fin : brut.debut].strip() in ("(", "soit", "- soit")
        ):
            avant.source, avant.periode = avant.source or brut.source, avant.periode or brut.periode
            avant.beneficiaire = avant.beneficiaire or brut.beneficiaire
            continue
        rendus.append(brut)
    return rendus


def _beneficiaire(texte: Texte, brut: Brut) -> str | None:
    """Who receives the amount, when the clause says it after it, or just before."""
    gauche, droite = texte.phrase(brut.debut, brut.fin)
    trouve = _BENEFICIAIRE.search(texte.plat, brut.fin, min(droite, brut.fin + 160))
    trouve = trouve or _BENEFICIAIRE.search(texte.plat, max(gauche, brut.debut - 120), brut.debut)
    if trouve is None:
        return None
    groupe = "nom" if trouve.group("nom") else "nom2"
    dit = texte.plat[trouve.start(groupe) : trouve.end(groupe)].partition("\n\n")[0]
    dit = _FIN_DE_NOM.sub("", dit).rstrip()
    mots = texte.texte[trouve.start(groupe) : trouve.start(groupe) + len(dit)].split()
    return " ".join(mots) if any(len(mot) > 2 for mot in mots) and not dit[:1].isdigit() else None


def _payeur(texte: Texte, debut: int, fin: int, gauche: int, droite: int) -> str | None:
    """The payer named nearest: just after the amount first, then just before.

    Neither who receives it, nor who pays the next amount: « l'État 600 000 €, l'ARS 200 000 € ».
    """
    ligne = texte.plat[texte.plat.rfind("\n", 0, debut) + 1 : debut]
    if ":" in ligne and (part := _PART.search(ligne)) and (nom := _dit_payeur(part.group("qui"))):
        return nom
    choix = []
    for nom, motif in _PAYEURS:
        for m in re.finditer(motif, texte.plat[gauche:droite]):
            ici = gauche + m.start()
            if _RECOIT.search(texte.plat, max(gauche, ici - 60), ici):
                continue
            suivant = ici >= fin and bool(_PUIS.fullmatch(texte.plat, fin, ici))
            ecart = ici - fin if ici >= fin else (debut - ici) * 1.5 + 12
            choix.append((suivant, ecart - (_AVANCE if nom in _FONDS else 0), nom))
    if not choix:
        return None
    _, ecart, nom = min(choix)
    return nom if ecart < 170 else None


_PART = re.compile(
    r"(?:^|[|;(–-]\s?)\s*(?:(?:dont|soit)\s)?(?:(?:la\s)?(?:part|participation|contribution|financement|cofinancement|"
    r"credits?|apport|dotation|concours)\s)?(?P<qui>[^|:;]{2,60}?)\s?:\s?[^|:;]{0,12}$"
)
"""Who pays, told before a colon just before the amount: « Part État (FIR) : 45 000 € »."""


def _dit_payeur(dit: str) -> str | None:
    """The payer that a few words name, the fund rather than the authority; ``None`` when they name none."""
    return next((nom for nom, motif in _PAYEURS if re.search(motif, dit)), None)


_RECOIT = re.compile(
    r"\b(?:vers|attribu|allou|octroy|accord|delegu|rembours)\w{1,4}\s+(?:\w+ment\s+)?(?:aux?\s|a\s)(?:la\s|l')?"
    r"(?:conseil\s)?$"
)
"""What precedes who receives an amount."""
_PUIS = re.compile(r"\s*(?:,|;|\bet\b)\s*(?:et\s+)?(?:celle\s+|cel?ui\s+)?(?:de\s+|du\s+)?(?:la\s|le\s|l')?\s*")
"""Between an amount and who pays the next one."""


def _periode(texte: Texte, debut: int, fin: int, gauche: int, droite: int) -> str | None:
    apres = _PERIODES.search(texte.plat, fin, min(droite, fin + 90))
    if apres:
        return " ".join(texte.texte[apres.start() : apres.end()].split())
    avant = list(_PERIODES.finditer(texte.plat, max(gauche, debut - 90), debut))
    return " ".join(texte.texte[avant[-1].start() : avant[-1].end()].split()) if avant else None


_RAPPEL = re.compile(
    r"\b(?:cette|ladite|ce|ledit|la|le)\s+(?:meme\s+)?(?:somme|montant|dotation|enveloppe|credit|participation)\s+"
    r"(?:totale?\s+|susvisee?\s+)?de\s+$"
)
"""Before an amount that has been told already."""


def _une_fois(texte: Texte, trouves: list[Brut]) -> list[Brut]:
    gardes: list[Brut] = []
    for brut in trouves:
        rappel = _RAPPEL.search(texte.plat, max(0, brut.debut - 60), brut.debut)
        deja = next((g for g in gardes if g.valeur == brut.valeur and (rappel or _compatibles(g, brut))), None)
        if deja is None:
            gardes.append(replace(brut))
        else:
            deja.source, deja.periode = deja.source or brut.source, deja.periode or brut.periode
            deja.beneficiaire = deja.beneficiaire or brut.beneficiaire
            deja.indices.append("redit")
    exacts = [g for g in gardes if g.precision is None and isinstance(g.valeur, int | float)]
    return [g for g in gardes if not (g.precision and any(_arrondi_de(g, e) for e in exacts))]


def _compatibles(un: Brut, autre: Brut) -> bool:
    """Whether two equal amounts may be one: told by two payers, they are two."""
    return un.parent == autre.parent and (un.source == autre.source or None in (un.source, autre.source))


def _arrondi_de(flou: Brut, exact: Brut) -> bool:
    """Whether "more than 1.6 million" is another way to say 1,641,850."""
    if (
        not isinstance(flou.valeur, int | float)
        or not isinstance(exact.valeur, int | float)
        or flou.valeur == exact.valeur
    ):
        return False
    return abs(exact.valeur - flou.valeur) <= 0.05 * exact.valeur and flou.valeur % 10_000 == 0
