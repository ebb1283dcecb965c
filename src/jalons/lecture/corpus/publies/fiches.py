"""Plans told by fiches: in a table across pages, under run-in labels, with a calendar by quarters, in boxes."""

from __future__ import annotations

from jalons.lecture.corpus.plan import Tirage
from jalons.lecture.corpus.publies.feuille import Feuille, euros, m, montant, ms, puces

_TOUT = "engagement, sous_theme, fiche, action, point, pilote, partenaire, resultat_attendu"
_SANS_SOUS_THEME = "engagement, fiche, action, pilote, partenaire, resultat_attendu"


def cartouche(t: Tirage) -> Feuille:
    """Each fiche is a ruled table of labels, cut by the pages; its running title names it again."""
    f = Feuille("schema", "engagement, sous_theme, fiche, action, pilote, partenaire, resultat_attendu", t,
                "Schéma départemental de l'enfance et des familles", "Page {n}/{total}")  # fmt: skip
    f.titre("Schéma départemental de l'enfance et des familles 2024-2028")
    f.sommaire()
    for a in (1, 2):
        axe = t.titre()
        f.titre(f"Axe {a} – {m('engagement', axe, a)}")
        for o in (1, 2):
            objectif = t.titre()
            f.titre(f"Objectif stratégique {a}.{o} : {m('sous_theme', objectif, f'{a}.{o}')}", 2)
            for k in (1, 2):
                n = f"{a}.{o}.{k}"
                if k == 1:  # the second table of each objective is cut by the page
                    f.saut()
                f.titre(f"Fiche action {n} : {m('fiche', t.titre(), n)}", 3)
                f.tableau((
                    ("Axe", f"{a} – {axe}"),
                    ("Objectif stratégique", f"{a}.{o} – {objectif}"),
                    ("Direction pilote", ms("pilote", t.plusieurs("pilotes", 1, 2), entre="\n")),
                    ("Partenaires mobilisés", ms("partenaire", t.plusieurs("partenaires", 3, 6))),
                    ("Constats et enjeux", "\n".join(m("constat", f"{c}.") for c in t.plusieurs("constats", 2, 3))),
                    ("Public concerné", m("public", "Enfants accueillis et leurs parents")),
                    ("Actions à mettre en œuvre", puces("action", [t.titre() for _ in range(t.alea.randint(3, 5))])),
                    ("Résultats attendus", puces("resultat_attendu", t.plusieurs("resultats", 2, 3))),
                    ("Indicateurs de suivi", puces("indicateur", t.plusieurs("indicateurs", 2, 2))),
                    ("Calendrier prévisionnel", m("calendrier", f"{t.alea.randint(2024, 2026)} - 2028")),
                    ("Moyens", f"Un poste, soit {montant(38_000 + 700 * t.alea.randint(1, 99))} par an"),
                ), (1, 3))  # fmt: skip
    return f


def titres_en_ligne(t: Tirage) -> Feuille:
    """Actions numbered 2.3 with paragraphs, then who, with whom and when in a run-in line."""
    f = Feuille("schema", "engagement, fiche, pilote, partenaire, resultat_attendu", t, "", "{n}")
    f.titre("Schéma départemental enfance, jeunesse et familles")
    for a in (1, 2, 3):
        f.titre(f"Orientation {a}. {m('engagement', t.titre(), a)}")
        f.para(" ".join(t.plusieurs("preambule", 2, 3)))
        for k in range(1, t.alea.randint(3, 4)):
            n = f"{a}.{k}"
            f.titre(f"Action {n} – {m('fiche', t.titre(), n)}", 2)
            f.etiquette("Pourquoi agir ?")
            f.para(" ".join(m("constat", f"{c}.") for c in t.plusieurs("constats", 1, 1)))
            f.etiquette("Ce que nous allons faire")
            f.liste(m("action", t.titre()) for _ in range(3))
            f.para(f"Pilote : {ms('pilote', t.plusieurs('pilotes', 1, 1))}. Partenaires : "
                   f"{ms('partenaire', t.plusieurs('partenaires', 2, 5))}. Échéance : fin 2026.")  # fmt: skip
            f.etiquette("Ce que nous attendons")
            f.liste(m("resultat_attendu", r) for r in t.plusieurs("resultats", 2, 3))
    return f


def trimestres(t: Tirage) -> Feuille:
    """Fiches whose calendar is a table of quarters with crosses, step by step."""
    f = Feuille("schema", _SANS_SOUS_THEME, t, "Feuille de route 2025-2027", "- {n} -")
    f.titre("Feuille de route départementale de protection de l'enfance 2025-2027")
    rang = 0
    for a in (1, 2):
        f.titre(f"AXE {a} : {m('engagement', t.titre().upper(), a)}")
        for _ in range(3):
            rang += 1
            f.titre(f"FICHE N°{rang} – {m('fiche', t.titre(), rang)}", 2)
            f.para(f"Pilotage : {ms('pilote', t.plusieurs('pilotes', 1, 2), entre=' / ')}")
            f.para(f"Partenariats : {ms('partenaire', t.plusieurs('partenaires', 2, 4), entre=' ; ')}")
            f.etiquette("Contexte")
            f.para(m("constat", ". ".join(t.plusieurs("constats", 2, 2)) + "."))
            f.etiquette("Actions")
            actions = [t.titre() for _ in range(t.alea.randint(2, 4))]
            for k, action in enumerate(actions, 1):
                f.para(f"{k}) {m('action', action, k)}")
            f.etiquette("Calendrier de mise en œuvre")
            tete = ("Étapes", *(f"T{q} {an}" for an in (2025, 2026) for q in (1, 2, 3, 4)))
            corps = [
                (f"Action {k}", *("X" if t.alea.random() < 0.4 else "" for _ in range(8)))
                for k in range(1, len(actions) + 1)
            ]  # fmt: skip
            f.tableau((tete, *corps), (3, *[1] * 8), entete=True)
            f.etiquette("Résultats attendus")
            f.liste(m("resultat_attendu", r) for r in t.plusieurs("resultats", 2, 3))
            f.etiquette("Indicateurs")
            f.liste(m("indicateur", i) for i in t.plusieurs("indicateurs", 1, 2))
    return f


def encadres(t: Tirage) -> Feuille:
    """The number in a box beside the title, two boxes side by side, then actions with their steps."""
    f = Feuille("schema", _TOUT.replace("sous_theme, ", ""), t, "", "{n} | Schéma enfance famille")
    f.titre("Schéma enfance famille 2023-2027")
    rang = 0
    for a in (1, 2):
        f.saut()
        f.titre(f"ORIENTATION STRATÉGIQUE N°{a}")
        f.titre(m("engagement", t.titre(), a), 2)
        for _ in range(2):
            rang += 1
            f.saut()
            f.tableau(((f"Fiche action\nn° {rang}", m("fiche", t.titre(), rang)),), (1, 4))
            f.tableau((
                ("Pilotes", "Partenaires"),
                (puces("pilote", t.plusieurs("pilotes", 1, 2)), puces("partenaire", t.plusieurs("partenaires", 3, 5))),
            ), (1, 1), entete=True)  # fmt: skip
            f.tableau((
                ("Éléments de diagnostic", "Résultats attendus"),
                (
                    puces("constat", t.plusieurs("constats", 2, 3)),
                    puces("resultat_attendu", t.plusieurs("resultats", 2, 3)),
                ),
            ), (1, 1), entete=True)  # fmt: skip
            f.etiquette("Modalités de mise en œuvre")
            for k in range(1, t.alea.randint(3, 5)):
                f.etiquette(f"Action {k} : {m('action', t.titre(), k)}")
                f.liste(m("point", t.phrase("etapes", "annexes")) for _ in range(t.alea.randint(1, 3)))
    return f


def deux_colonnes(t: Tirage) -> Feuille:
    """Pages in two columns, headings in capitals without a number, footnotes, a table of contents with dots."""
    f = Feuille("schema", "fiche, action, pilote, partenaire, resultat_attendu", t,
                "Enfance et familles – Schéma départemental 2024-2029", "Page {n}/{total}")  # fmt: skip
    f.titre("Schéma départemental de protection de l'enfance")
    f.sommaire()
    f.pages(2)
    rang = 0
    for a in (1, 2):
        f.titre(f"Ambition {a} : {m('engagement', t.titre(), a)}")
        f.para(" ".join(t.plusieurs("preambule", 3, 4)), note="Code de l'action sociale et des familles.")
        for _ in range(3):
            rang += 1
            f.titre(f"Fiche {rang} – {m('fiche', t.titre(), rang)}", 2)
            for label, genre, mots in (("CONSTATS", "constat", t.plusieurs("constats", 2, 3)),
                                       ("ACTIONS", "action", [t.titre() for _ in range(3)]),
                                       ("RÉSULTATS ATTENDUS", "resultat_attendu", t.plusieurs("resultats", 2, 3)),
                                       ("PILOTE", "pilote", t.plusieurs("pilotes", 1, 1)),
                                       ("PARTENAIRES", "partenaire", t.plusieurs("partenaires", 2, 4)),
                                       ):  # fmt: skip
                f.etiquette(label)
                f.liste(m(genre, mot) for mot in mots)
            f.para(
                f"Coût prévisionnel : {euros(20_000 + 1_300 * rang)} par an.", note="Sous réserve du vote du budget."
            )
    return f
