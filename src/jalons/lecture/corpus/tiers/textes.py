"""Layouts of schémas whose fiches are running text and lists."""

from __future__ import annotations

from jalons.lecture.corpus.redaction import Fiche, noter_fiche, noter_partie, numeroter, sous
from jalons.lecture.corpus.tiers.plume import Plume, c, g
from jalons.lecture.corpus.tiers.trame import etiquettes, jour, nombre, ouverture, tirer


def defis(p: Plume) -> None:
    """Challenges, ambitions, then levers numbered through the document, which are the fiches."""
    ouverture(p, "Plan départemental enfance, jeunesse et familles", pages=2)
    e, parties = etiquettes(p), tirer(p, 4, 2, 2, etapes=(0, 3), actions=(2, 4))
    for a, b, n, rang, partie, une in numeroter(parties):
        if b == n == 1:
            noter_partie(p, partie, a, a)
            p.saut()
            p.titre(f"DÉFI {a} : {partie.titre.upper()}")
            p.para(p.discours(5))
        if n == 1:
            p.titre(f"Ambition {a}.{b} : {partie.buts[b - 1][0]}", 2)
            p.para(p.discours(2))
        noter_fiche(p, une, rang, rang)
        p.titre(f"Levier n°{rang} : {une.titre}", 3)
        p.para(" ; ".join(une.pilotes), tete=f"{e['pilotes']} : ")
        p.para(", ".join(une.partenaires), tete=f"{e['partenaires']} : ")
        p.etiquette(e["constats"])
        p.para(*une.constats)
        p.etiquette(e["actions"])
        _liste(p, une, "\uf0a7", "–")
        p.etiquette(e["resultats"])
        p.puces(une.resultats, "\uf0a7")
        p.etiquette(e["indicateurs"])
        p.puces(une.indicateurs, "\uf0a7")
        p.para(f"{une.annee}", tete=f"{e['dates']} : ")


def _liste(p: Plume, f: Fiche, marque: str, seconde: str) -> None:
    for titre, etapes in f.actions:
        p.puces([titre], marque)
        p.puces(etapes, seconde, 2)


def operationnels(p: Plume) -> None:
    """Four depths of numbers: strategic orientation, strategic aim, operational aim (the fiche), action."""
    annee = ouverture(p, "Schéma départemental de la protection de l'enfance", pages=2)
    e, parties = etiquettes(p), tirer(p, 3, 2, 2, etapes=(0, 2), actions=(2, 4))
    p.titre("Sommaire")
    for n, partie in enumerate(parties, 1):
        p.para(f"Orientation stratégique {n} – {partie.titre} {'.' * 20} {5 + 9 * n}")
        for b, (but, _) in enumerate(partie.buts, 1):
            p.para(f"Objectif stratégique {n}.{b} – {but} {'.' * 14} {5 + 9 * n + b}")
    p.saut()
    for a, b, n, _, partie, une in numeroter(parties):
        if b == n == 1:
            noter_partie(p, partie, a, a)
            p.titre(f"Orientation stratégique {a} – {partie.titre}")
            p.para(p.discours(4), p.discours(2))
        if n == 1:
            p.titre(f"Objectif stratégique {a}.{b} – {partie.buts[b - 1][0]}", 2)
        numero = f"{a}.{b}.{n}"
        noter_fiche(p, une, numero, 0, sous(numero))
        p.titre(f"Fiche objectif opérationnel {numero} – {une.titre}", 3)
        p.puces([f"{e['pilotes']} : {', '.join(une.pilotes)}", f"{e['partenaires']} : {', '.join(une.partenaires)}",
                 f"{e['dates']} : {annee + 1}-{une.annee}"], "❖")  # fmt: skip
        p.etiquette(f"1. {e['constats']}")
        p.para(*une.constats)
        p.etiquette(f"2. {e['actions']}")
        for rang, (titre, etapes) in enumerate(une.actions, 1):
            p.para(f"Action {numero}.{rang} – {titre}")
            p.puces(etapes, "-")
        p.etiquette(f"3. {e['resultats']}")
        p.puces(une.resultats, "-")
        p.etiquette(f"4. {e['indicateurs']}")
        p.puces(une.indicateurs, "-")


def sigles(p: Plume) -> None:
    """Codes in front of everything: OS 1, OO 1.2, FA 1.2.1; labels in capitals, values after a colon."""
    ouverture(p, "Schéma unique des solidarités – volet enfance", pages=1)
    e, parties = etiquettes(p), tirer(p, 3, 2, 1, etapes=(0, 2), actions=(2, 4))
    p.para("OS : orientation stratégique ; OO : objectif opérationnel ; FA : fiche action.")
    for a, b, _, _, partie, une in numeroter(parties):
        if b == 1:
            noter_partie(p, partie, a, a)
            p.titre(f"OS {a} – {partie.titre}")
            p.para(p.discours(3))
        p.titre(f"OO {a}.{b} – {partie.buts[b - 1][0]}", 2)
        numero = f"{a}.{b}.1"
        noter_fiche(p, une, numero, 0)
        p.titre(f"FA {numero} – {une.titre}", 3)
        p.para(" - ".join(une.pilotes), tete=f"{e['pilotes'].upper()} : ")
        p.para(" - ".join(une.partenaires), tete=f"{e['partenaires'].upper()} : ")
        p.etiquette(f"{e['constats'].upper()} :")
        p.puces(une.constats, "v")
        p.etiquette(f"{e['actions'].upper()} :")
        _liste(p, une, "v", "o")
        p.etiquette(f"{e['resultats'].upper()} :")
        p.puces(une.resultats, "v")
        p.etiquette(f"{e['indicateurs'].upper()} :")
        p.puces(une.indicateurs, "v")
        p.saut()


def recueil(p: Plume) -> None:
    """A long schéma: diagnosis with figures and footnotes, twenty fiches and more, a recapitulation, annexes."""
    annee = ouverture(
        p, "Schéma départemental de prévention, de protection de l'enfance et d'accès à l'autonomie", pages=4
    )
    e, parties = etiquettes(p), tirer(p, 4, 3, 2, etapes=(0, 3), actions=(2, 4))
    total = sum(len(partie.fiches) for partie in parties)
    p.noter("effectif", "fiches annoncées", valeur=total + 1)
    p.para(f"Le présent schéma comporte {len(parties)} axes et {total + 1} fiches actions.")
    _diagnostic(p, annee)
    for a, b, n, rang, partie, une in numeroter(parties):
        if b == n == 1:
            noter_partie(p, partie, a, a)
            p.saut()
            p.titre(f"Axe {a}. {partie.titre}")
            p.para(p.discours(5), p.discours(4), p.discours(3))
        if n == 1:
            p.titre(f"Objectif {a}.{b}. {partie.buts[b - 1][0]}", 2)
        p.saut()
        noter_fiche(p, une, rang, rang, lambda k: k)
        _fiche_du_recueil(p, e, une, rang)
    p.page("paysage")
    p.titre("Annexe 1. Tableau récapitulatif des fiches actions")
    p.tableau(
        (g("Axe"), g("N°"), g("Intitulé de la fiche action"), g("Pilote")),
        *((c(str(a)), c(str(rang)), c(une.titre), c(*une.pilotes)) for a, _, _, rang, _, une in numeroter(parties)),
        largeurs=(1, 1, 6, 4),
    )
    p.page("portrait")
    p.titre("Annexe 2. Liste des structures rencontrées")
    p.puces(p.des("partenaires", 18, 22), "-")


def _fiche_du_recueil(p: Plume, e: dict[str, str], une: Fiche, rang: int) -> None:
    p.titre(f"Fiche action n°{rang} : {une.titre}", 3)
    p.etiquette(e["constats"])
    p.puces(une.constats)
    p.etiquette(e["actions"])
    for k, (titre, etapes) in enumerate(une.actions, 1):
        p.para(f"Action {k}. {titre}")
        p.puces(etapes)
    if p.alea.random() < 0.3:
        p.note("Les modalités de financement seront précisées par délibération.")
    p.etiquette(e["pilotes"])
    p.puces(une.pilotes)
    p.etiquette(e["partenaires"])
    p.puces(une.partenaires)
    p.etiquette(e["resultats"])
    p.puces(une.resultats)
    p.etiquette(e["indicateurs"])
    p.puces(une.indicateurs)


def _diagnostic(p: Plume, annee: int) -> None:
    p.saut()
    p.titre("Le diagnostic partagé")
    for titre, sujet, unite, bas in (
        ("La population", "enfants de moins de vingt ans vivent dans le département", "enfants", 61_000),
        ("Les informations préoccupantes", "informations préoccupantes ont été reçues", "informations", 1_200),
        ("Les enfants confiés", "mineurs et jeunes majeurs étaient confiés au département", "jeunes", 900),
        ("L'accueil familial", "assistants familiaux étaient employés", "assistants familiaux", 210),
    ):
        valeur = bas + p.alea.randint(11, 190)
        p.titre(titre, 2)
        p.noter("chiffre", unite, valeur=valeur)
        p.para(f"{p.discours(2)} Au 31 décembre {annee - 1}, {nombre(valeur)} {sujet}. {p.discours(2)}")
        p.note(f"Source : services du département, données {annee - 1}.")
        p.para(p.discours(4))
    p.para(f"La concertation s'est conclue par une journée départementale le {jour(p, 'concertation', annee - 1)}.")


def ruban(p: Plume) -> None:
    """Two columns; the label and the number of a fiche stand alone, the title follows; who leads comes last."""
    ouverture(p, "Feuille de route enfance protégée", pages=1)
    e, parties = etiquettes(p), tirer(p, 3, 1, 3, etapes=(0, 2), actions=(2, 3))
    p.page("colonnes")
    for a, _, n, rang, partie, une in numeroter(parties):
        if n == 1:
            noter_partie(p, partie, a, a, buts=False)
            p.titre(f"Engagement n° {a}")
            p.titre(partie.titre, 2)
            p.para(p.discours(2))
        noter_fiche(p, une, rang, rang)
        p.titre(f"MESURE {rang}", 2)
        p.titre(une.titre, 3)
        p.etiquette(e["constats"])
        p.para(*une.constats)
        p.etiquette(e["actions"])
        _liste(p, une, "•", "-")
        p.etiquette(e["resultats"])
        p.puces(une.resultats)
        p.etiquette(e["indicateurs"])
        p.puces(une.indicateurs)
        p.etiquette(e["pilotes"])
        p.para(*une.pilotes)
        p.etiquette(e["partenaires"])
        p.para(", ".join(une.partenaires))


def fil(p: Plume) -> None:
    """Run-in labels at the head of paragraphs; parts in Roman numbers, fiches without any; sentences, no list."""
    ouverture(p, "Orientations départementales pour l'enfance", pages=2)
    e, parties = etiquettes(p), tirer(p, 3, 1, 3, etapes=(0, 0), actions=(2, 3), resultats=(1, 2), indicateurs=(1, 2))
    rang = 0
    for a, (romain, partie) in enumerate(zip(("I", "II", "III"), parties, strict=True), 1):
        noter_partie(p, partie, a, 0, buts=False)
        p.saut()
        p.titre(f"Axe {romain} - {partie.titre}")
        p.para(p.discours(4), p.discours(4))
        for une in partie.fiches:
            rang += 1
            noter_fiche(p, une, None, rang)
            p.titre(f"Fiche action - {une.titre}", 2)
            for champ, textes in (("constats", une.constats), ("actions", [t for t, _ in une.actions]),
                                  ("pilotes", une.pilotes), ("partenaires", une.partenaires),
                                  ("resultats", une.resultats), ("indicateurs", une.indicateurs)):  # fmt: skip
                if champ == "constats":
                    p.para(textes[0], tete=f"{e[champ]}. ")
                    p.para(*textes[1:])
                else:
                    p.para("; ".join(textes) + ".", tete=f"{e[champ]} : ")


def bilan(p: Plume) -> None:
    """What became of the former schéma, by symbols in a table of two columns; then new orientations and fiches."""
    annee = ouverture(p, "Schéma départemental enfance", pages=1)
    p.exhaustif = (*p.exhaustif, "bilan_orientation", "bilan_priorite", "bilan_action")
    p.titre(f"Partie 1. Bilan du schéma {annee - 5}-{annee - 1}")
    p.para("Légende : ✔ action réalisée ; ◐ action engagée ; ✘ action non réalisée.")
    rang = 0
    for a in range(1, 4):
        p.titre(f"Orientation {a} : {p.noter('bilan_orientation', p.neuf('piliers'), numero=a)}", 2)
        for _ in range(2):
            rang += 1
            but = p.noter("bilan_priorite", p.neuf("vises"), numero=rang, parent=f"orientation {a}")
            lignes = [(g(f"Priorité {rang} : {but}"), g("Statut"))]
            for n in range(1, p.alea.randint(4, 6)):
                texte = p.noter("bilan_action", p.action(), numero=n, parent=f"priorite {rang}")
                lignes.append((c(f"{n}. {texte}"), c(p.alea.choice("✔◐✘"))))
            p.tableau(*lignes, largeurs=(7, 1))
    p.saut()
    p.titre(f"Partie 2. Le schéma {annee}-{annee + 4}")
    e, parties = etiquettes(p), tirer(p, 3, 1, 2, etapes=(0, 2), actions=(2, 3))
    for a, _, n, rang, partie, une in numeroter(parties):
        if n == 1:
            noter_partie(p, partie, a, a, buts=False)
            p.titre(f"Engagement {a} : {partie.titre}", 2)
        noter_fiche(p, une, rang, rang)
        p.titre(f"Fiche {rang} – {une.titre}", 3)
        p.tableau(
            (g(e["pilotes"]), c(*une.pilotes)), (g(e["partenaires"]), c("; ".join(une.partenaires))), largeurs=(1, 3)
        )
        for champ, textes in (
            ("constats", une.constats),
            ("resultats", une.resultats),
            ("indicateurs", une.indicateurs),
        ):
            p.etiquette(e[champ])
            p.puces(textes, "•")
            if champ == "constats":
                p.etiquette(e["actions"])
                _liste(p, une, "•", "→")
