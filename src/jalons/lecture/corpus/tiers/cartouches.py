"""Layouts of schémas whose fiches are tables."""

from __future__ import annotations

from jalons.lecture.corpus.redaction import Fiche, noter_fiche, noter_partie, numeroter, sans_numero, sous
from jalons.lecture.corpus.tiers.plume import Plume, c, g
from jalons.lecture.corpus.tiers.trame import etiquettes, ouverture, tirer


def paysage(p: Plume) -> None:
    """One landscape page per fiche, four columns, two labels on a row, full-width labels over full-width contents."""
    annee = ouverture(p, "Schéma départemental de prévention et de protection de l'enfance", pages=2)
    e, parties = etiquettes(p), tirer(p, 3, 2, 2, actions=(2, 3), etapes=(0, 2))
    for a, partie in enumerate(parties, 1):
        noter_partie(p, partie, a, a)
        p.titre(f"AXE {a} – {partie.titre}")
        p.para(p.discours(3), f"Cet axe se décline en {len(partie.buts)} objectifs :")
        for b, (but, _) in enumerate(partie.buts, 1):
            p.para(f"Objectif {a}.{b} – {but}")
        p.saut()
    p.page("paysage")
    for a, b, _, rang, partie, une in numeroter(parties):
        if p.alea.random() < 0.2:
            une.pilotes = []
        noter_fiche(p, une, rang, rang, lambda n: n)
        marges = (f"Action {n} : {titre}" for n, (titre, _) in enumerate(une.actions, 1))
        contenu = [x for tete, (_, etapes) in zip(marges, une.actions, strict=True) for x in (tete, *_tirets(etapes))]
        p.tableau(
            (g(f"FICHE ACTION N° {rang}"), g(une.titre, colonnes=3)),
            (g("Axe"), c(f"{a} – {partie.titre}", colonnes=3)),
            (g("Objectif"), c(f"{a}.{b} – {partie.buts[b - 1][0]}", colonnes=3)),
            (g(e["pilotes"]), c(*(une.pilotes or ["À désigner"])), g(e["dates"]), c(f"{annee + 1} – {une.annee}")),
            (g(e["partenaires"]), c(*_tirets(une.partenaires)), g("Public visé"), c(p.un("publics"))),
            (g(e["constats"], colonnes=4),), (c(*une.constats, colonnes=4),),
            (g(e["actions"], colonnes=4),), (c(*contenu, colonnes=4),),
            (g(e["resultats"], colonnes=2), g(e["indicateurs"], colonnes=2)),
            (c(*_tirets(une.resultats), colonnes=2), c(*_tirets(une.indicateurs), colonnes=2)),
            largeurs=(3, 5, 2, 4),
        )  # fmt: skip
        p.saut()


def _tirets(textes: list[str]) -> list[str]:
    return [f"- {texte}" for texte in textes]


def volets(p: Plume) -> None:
    """A fiche is two cells: what identifies it on the left, several labels in one cell; what it does on the right."""
    annee = ouverture(p, "Schéma enfance-famille")
    e, parties = etiquettes(p), tirer(p, 4, 1, 3, etapes=(0, 0))
    for a, partie in enumerate(parties, 1):
        noter_partie(p, partie, a, a, buts=False)
        p.titre(f"Orientation n°{a} : {partie.titre}")
        p.para(p.discours(4), p.discours(3))
        for n, une in enumerate(partie.fiches, 1):
            numero = f"{a}-{n}"
            noter_fiche(p, une, numero, 0)
            p.titre(f"Fiche-action n° {numero} : {une.titre}", 2)
            gauche = [e["pilotes"], *une.pilotes, e["partenaires"], *_tirets(une.partenaires), e["dates"]]
            gauche += [f"De {annee} à {une.annee}", "Moyens", p.un("moyens")]
            droite = [e["constats"], *une.constats, e["actions"], *(f"• {t}" for t, _ in une.actions), e["resultats"]]
            droite += [f"• {x}" for x in une.resultats] + [e["indicateurs"]] + [f"• {x}" for x in une.indicateurs]
            p.tableau((c(*gauche), c(*droite)), largeurs=(2, 5))
            p.saut()


def cases(p: Plume) -> None:
    """Boxes to tick among the labels; tables of two columns cut in three blocks; a label sometimes has no content."""
    ouverture(p, "Schéma départemental de l'enfance et de la famille", pages=1)
    e, parties = etiquettes(p), tirer(p, 3, 2, 1, etapes=(1, 3), actions=(2, 3))
    for a, b, _, rang, partie, une in numeroter(parties):
        if b == 1:
            noter_partie(p, partie, a, a)
            p.titre(f"Priorité {a} — {partie.titre}")
            p.para(p.discours(3))
        if p.alea.random() < 0.25:
            une.partenaires = []
        but = partie.buts[b - 1][0]
        noter_fiche(p, une, rang, rang)
        p.titre(f"Objectif {a}.{b} — {but}", 2)
        p.titre(f"Fiche n°{rang:02d} {une.titre}", 3)
        etat, poids = p.alea.randrange(3), p.alea.randrange(2)
        p.tableau(
            (g("Avancement"), c(" ".join(_cases(("À lancer", "En cours", "À poursuivre"), etat)))),
            (g("Niveau de priorité"), c(*_cases(("Fort", "Moyen"), poids))),
            (g("Public"), c(p.un("publics"))), (g(e["pilotes"]), c(" / ".join(une.pilotes))),
            (g(e["partenaires"]), c(", ".join(une.partenaires))), largeurs=(1, 3),
        )  # fmt: skip
        p.tableau((g(e["constats"]), c(*une.constats)), (g(e["actions"]), c(*_deux_niveaux(une))), largeurs=(1, 3))
        p.tableau(
            (g(e["dates"]), c(f"Fin {une.annee}")), (g("Budget"), c("")),
            (g(e["resultats"]), c(*_tirets(une.resultats))), (g(e["indicateurs"]), c(*_tirets(une.indicateurs))),
            largeurs=(1, 3),
        )  # fmt: skip
        p.saut()


def _cases(choix: tuple[str, ...], coche: int) -> list[str]:
    return [f"{'☒' if n == coche else '☐'} {texte}" for n, texte in enumerate(choix)]


def _deux_niveaux(f: Fiche) -> list[str]:
    return [x for titre, etapes in f.actions for x in (f"• {titre}", *(f"   o {etape}" for etape in etapes))]


def bandes(p: Plume) -> None:
    """The title is the first row of the table; grey rows of one label, contents under; two heads then two contents."""
    ouverture(p, "Projet stratégique enfance et famille", pages=1)
    e, parties = etiquettes(p), tirer(p, 3, 2, 2, etapes=(0, 2), actions=(2, 4))
    for a, b, n, _, partie, une in numeroter(parties):
        if b == n == 1:
            noter_partie(p, partie, a, a)
            p.titre(f"AMBITION {a}")
            p.titre(partie.titre, 2)
            p.para(p.discours(3))
        numero = f"{a}.{b}.{n}"
        noter_fiche(p, une, numero, 0, sous(numero))
        if n == 1:
            p.titre(f"Objectif opérationnel {a}.{b} : {partie.buts[b - 1][0]}", 3)
        contenu = [
            x for rang, (titre, etapes) in enumerate(une.actions, 1)
            for x in (f"{numero}.{rang} {titre}", *(f"› {etape}" for etape in etapes))
        ]  # fmt: skip
        p.tableau(
            (g(f"Fiche {numero} – {une.titre}", colonnes=2),),
            (g(e["pilotes"]), g(e["partenaires"])), (c(*une.pilotes), c(*une.partenaires)),
            (g(e["constats"], colonnes=2),), (c(*une.constats, colonnes=2),),
            (g(e["actions"], colonnes=2),), (c(*contenu, colonnes=2),),
            (g(e["resultats"]), g(e["indicateurs"])),
            (c(*(f"› {x}" for x in une.resultats)), c(*(f"› {x}" for x in une.indicateurs))),
            (g(e["dates"], colonnes=2),), (c(f"☐ {une.annee - 1}  ☒ {une.annee}  ☐ {une.annee + 1}", colonnes=2),),
        )  # fmt: skip
        p.para("")


def objectifs(p: Plume) -> None:
    """The fiche has no number; a line over each table recalls the part; actions are rows of a table in the fiche."""
    ouverture(p, "Schéma départemental des services aux familles et de l'enfance", pages=1)
    e, parties = etiquettes(p), tirer(p, 3, 1, 2, etapes=(0, 0), actions=(3, 5))
    rang = 0
    for a, partie in enumerate(parties, 1):
        noter_partie(p, partie, a, a, buts=False)
        p.titre(f"Volet {a} : {partie.titre}")
        p.para(p.discours(4))
        for une in partie.fiches:
            rang += 1
            noter_fiche(p, une, None, rang, sans_numero)
            p.saut()
            p.para(f"Volet {a} : {partie.titre}")
            p.titre(f"FICHE PROJET : {une.titre}", 2)
            p.para(", ".join(une.pilotes), tete=f"{e['pilotes']} : ")
            p.para(", ".join(une.partenaires), tete=f"{e['partenaires']} : ")
            p.etiquette(e["constats"])
            p.para(*une.constats)
            p.tableau(
                (g(e["actions"]), g("Échéance"), g("Livrable")),
                *(
                    (c(t), c(f"{p.alea.randint(1, 4)}e trimestre {une.annee}"), c("Note d'étape"))
                    for t, _ in une.actions
                ),
                largeurs=(5, 2, 2),
            )
            p.etiquette(e["resultats"])
            p.puces(une.resultats, "▪")
            p.etiquette(e["indicateurs"])
            p.puces(une.indicateurs, "▪")
