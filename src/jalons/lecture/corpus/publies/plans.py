"""Plans without fiches, or nearly: numbered outlines, tables in landscape, the bilan of the former plan in lines."""

from __future__ import annotations

from jalons.lecture.corpus.plan import Tirage
from jalons.lecture.corpus.publies.feuille import Feuille, m, ms


def decimal(t: Tirage) -> Feuille:
    """An outline 1, 1.1, 1.1.1; who leads and with whom is told in a sentence."""
    f = Feuille("schema", "engagement, sous_theme, action", t, "", "{n}")
    f.titre("Schéma départemental de prévention et de protection de l'enfance 2024-2028")
    f.sommaire()
    for a in (1, 2, 3):
        f.titre(f"{a}. {m('engagement', t.titre(), a)}")
        f.para(" ".join(t.plusieurs("preambule", 1, 2)))
        for o in range(1, t.alea.randint(3, 4)):
            f.titre(f"{a}.{o}. {m('sous_theme', t.titre(), f'{a}.{o}')}", 2)
            for k in range(1, t.alea.randint(3, 4)):
                n = f"{a}.{o}.{k}"
                f.titre(f"{n}. {m('action', t.titre(), n)}", 3)
                f.para(f"{t.un('constats')}. Cette action sera pilotée par "
                       f"{_article(m('pilote', t.un('pilotes'), f'^action {n}'))}, en partenariat avec "
                       f"{_enumerer(t.plusieurs('partenaires', 2, 4), n)}.")  # fmt: skip
    return f


def _article(nom: str) -> str:
    masculin = any(nom.partition("|")[2].startswith(x) for x in ("Service", "Pôle"))
    return f"le {nom}" if masculin else f"l'{nom}" if "|Observatoire" in nom else f"la {nom}"


def _enumerer(noms: list[str], n: str) -> str:
    dits = [m("partenaire", nom, f"^action {n}") for nom in noms]
    return f"{', '.join(dits[:-1])} et {dits[-1]}"


def tirets(t: Tirage) -> Feuille:
    """« Objectif opérationnel n°2-1 », « Action n°2-1-3 », each action with its who, when and how much in lines."""
    f = Feuille(
        "schema", "engagement, sous_theme, pilote, partenaire", t, "Projet des solidarités", "Page {n} sur {total}"
    )
    f.titre("Schéma départemental des solidarités – volet enfance")
    for a in (1, 2):
        f.titre(f"AXE STRATÉGIQUE N°{a} : {m('engagement', t.titre().upper(), a)}")
        for o in (1, 2):
            f.titre(f"Objectif opérationnel n°{a}-{o} : {m('sous_theme', t.titre(), f'{a}-{o}')}", 2)
            for k in (1, 2):
                n = f"{a}-{o}-{k}"
                f.titre(f"Action n°{n} : {m('fiche', t.titre(), n)}", 3)
                f.para(f"Porteur : {m('pilote', t.un('pilotes'))}")
                f.para(f"Partenaires associés : {ms('partenaire', t.plusieurs('partenaires', 2, 5))}")
                f.para(f"Contenu : {ms('action', [t.titre() for _ in range(3)], entre=' ; ')}.")
                f.para(f"Échéance : {m('calendrier', str(t.alea.randint(2024, 2028)))}")
                f.para(f"Indicateurs : {ms('indicateur', t.plusieurs('indicateurs', 2, 2), entre=' ; ')}")
    return f


def paysage(t: Tirage) -> Feuille:
    """One wide table an axe: aims joined over several rows, actions, who, crosses by year."""
    f = Feuille(
        "schema",
        "engagement, sous_theme, action, pilote, partenaire",
        t,
        "Plan d'actions 2024-2028",
        "{n}/{total}",
        paysage=True,
    )
    f.titre("Plan d'actions du schéma départemental de l'enfance 2024-2028")
    tete = ("Objectifs", "Actions", "Pilotes", "Partenaires", "2024", "2025", "2026", "Indicateurs")
    rang = 0
    for a in (1, 2, 3):
        f.titre(f"AXE {a} – {m('engagement', t.titre(), a)}")
        rangees: list[tuple[str, ...]] = [tete]
        for _ in (1, 2):
            objectif = t.titre()
            for k in range(t.alea.randint(2, 3)):
                rang += 1
                ici = f"^action {k + 1}"
                rangees.append((
                    m("sous_theme", objectif) if k == 0 else "^", m("action", t.titre()),
                    ms("pilote", t.plusieurs("pilotes", 1, 1), ici),
                    ms("partenaire", t.plusieurs("partenaires", 1, 3), ici),
                    *("X" if t.alea.random() < 0.5 else "" for _ in range(3)),
                    m("indicateur", t.un("indicateurs"), ici),
                ))  # fmt: skip
        f.tableau(rangees, (4, 5, 3, 3, 1, 1, 1, 3), entete=True)
    return f


def bilan_en_lignes(t: Tirage) -> Feuille:
    """The former plan told in lines, what became of each action after a comma or in brackets; then the new one."""
    f = Feuille("schema", "engagement, fiche, pilote, partenaire, bilan_orientation, bilan_action", t,
                "", "Page {n} / {total}")  # fmt: skip
    f.titre("Schéma départemental enfance et famille 2024-2028")
    f.titre("Bilan du schéma 2018-2023")
    etats = (("realisee", "réalisée"), ("en_cours", "en cours"), ("non_realisee", "non réalisée"),
             ("en_cours", "partiellement réalisée"), ("realisee", "action réalisée"))  # fmt: skip
    for a in (1, 2):
        f.titre(f"Orientation {a} : {m('bilan_orientation', t.titre(), a)}", 2)
        for _ in range(t.alea.randint(3, 5)):
            statut, dit = t.alea.choice(etats)
            texte = m("bilan_action", t.phrase("etapes", "annexes"), f"={statut} ^orientation {a}")
            f.para(f"{texte}, {dit}" if a == 1 else f"{texte} ({dit})")
    f.titre("Les orientations du nouveau schéma")
    rang = 0
    for a in (1, 2):
        f.titre(f"Axe {a} : {m('engagement', t.titre(), a)}", 2)
        for _ in range(2):
            rang += 1
            f.titre(f"Fiche n° {rang} : {m('fiche', t.titre(), rang)}", 3)
            f.para(f"Pilote : {m('pilote', t.un('pilotes'))}")
            f.para(f"Partenaires : {ms('partenaire', t.plusieurs('partenaires', 2, 4))}")
            f.etiquette("Constats")
            f.liste(m("constat", c) for c in t.plusieurs("constats", 1, 2))
            f.etiquette("Actions prévues")
            f.liste(m("action", t.titre()) for _ in range(3))
    return f
