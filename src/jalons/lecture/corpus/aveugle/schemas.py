"""Layouts of schémas: each writes a whole document and its key."""

from __future__ import annotations

from jalons.lecture.corpus.aveugle.plume import Plume
from jalons.lecture.corpus.aveugle.trame import ROMAINS, ouverture, tirer
from jalons.lecture.corpus.redaction import Fiche, noter_fiche, noter_partie, numeroter, par_rang, sous


def marge(p: Plume) -> None:
    """Each fiche is a table whose left column names what the right one says; three depths of numbers."""
    ouverture(p, "Schéma départemental des solidarités enfance")
    parties = tirer(p, parties=2, buts=2, fiches=2)
    for a, partie in enumerate(parties, 1):
        noter_partie(p, partie, a, a)
        p.titre(f"ORIENTATION STRATÉGIQUE N°{a} – {partie.titre}")
        p.para(p.cadrage(2))
        for b, (but, fiches) in enumerate(partie.buts, 1):
            p.titre(f"Objectif opérationnel {a}.{b} : {but}", 2)
            for c, une in enumerate(fiches, 1):
                numero = f"{a}.{b}.{c}"
                noter_fiche(p, une, numero, 0)
                p.titre(f"Fiche-action {numero} : {une.titre}", 3)
                p.tableau(
                    (("Constats et besoins",), tuple(une.constats)),
                    (("Contenu",), _contenu(une, "-", "·")),
                    (("Copilotage",), tuple(une.pilotes)),
                    (("Partenaires impliqués",), (", ".join(une.partenaires),)),
                    (("Calendrier prévisionnel",), (f"De {une.annee} à {une.annee + 2}",)),
                    (("Critères de réussite",), tuple(f"- {x}" for x in une.resultats)),
                    (("Indicateurs d'évaluation",), tuple(f"- {x}" for x in une.indicateurs)),
                )
                p.saut()


def _contenu(f: Fiche, marque: str, sous: str) -> tuple[str, ...]:
    return tuple(x for titre, etapes in f.actions for x in (f"{marque} {titre}", *(f"  {sous} {e}" for e in etapes)))


def lettres(p: Plume) -> None:
    """Parts are letters, fiches are a letter and a rank, labels stand on the line of what they name."""
    annee = ouverture(p, "Plan départemental de protection de l'enfance")
    parties = tirer(p, parties=3, buts=1, fiches=2)
    for a, partie in zip("ABC", parties, strict=True):
        noter_partie(p, partie, a, 0, buts=False)
        p.titre(f"AXE {a}. {partie.titre}")
        p.para(p.cadrage(2))
        for c, une in enumerate(partie.fiches, 1):
            noter_fiche(p, une, f"{a}{c}", 0)
            p.titre(f"Action {a}{c} – {une.titre}", 2)
            p.para(f"Chef de file : {' / '.join(une.pilotes)}", f"Partenaires : {' ; '.join(une.partenaires)}")
            p.para(f"Échéance : {annee + 2}")
            p.etiquette("Ce qui motive l'action")
            p.para(*une.constats)
            p.etiquette("Déroulement")
            _liste(p, une, "■", "-")
            p.etiquette("Résultats attendus")
            p.puces(*une.resultats, marque="■")
            p.etiquette("Suivi")
            p.puces(*une.indicateurs, marque="■")


def _liste(p: Plume, f: Fiche, marque: str, sous: str) -> None:
    for titre, etapes in f.actions:
        p.puces(titre, marque=marque)
        p.puces(*etapes, marque=sous, niveau=2)


def romains(p: Plume) -> None:
    """Parts bear a Roman number and no label; fiches II-3; contents printed on a page; fiches after the text."""
    ouverture(p, "Schéma de prévention et de protection de l'enfance")
    parties = tirer(p, parties=3, buts=2, fiches=1)
    p.titre("SOMMAIRE")
    for a, partie in enumerate(parties):
        p.para(f"{ROMAINS[a]}. {partie.titre} {'.' * 30} {4 + 3 * a}")
    p.saut()
    for a, partie in enumerate(parties):
        noter_partie(p, partie, a + 1, 0)
        p.titre(f"{ROMAINS[a]}. {partie.titre.upper()}")
        p.para(p.cadrage(3))
        for b, (but, _) in enumerate(partie.buts, 1):
            p.titre(f"{ROMAINS[a]}.{b} {but}", 2)
            p.para(p.cadrage(2))
    p.saut()
    p.titre("LES FICHES ACTION")
    for a, b, _, _, _, une in numeroter(parties):
        noter_fiche(p, une, f"{ROMAINS[a - 1]}-{b}", 0, par_rang)
        p.titre(f"FICHE {ROMAINS[a - 1]}-{b} {une.titre}", 2)
        p.tableau((("Pilote",), tuple(une.pilotes)), (("Partenaires",), tuple(une.partenaires)))
        p.etiquette("Diagnostic partagé")
        p.puces(*une.constats, marque="-")
        p.etiquette("Mise en œuvre")
        for n, (titre, etapes) in enumerate(une.actions, 1):
            p.para(f"{n}) {titre}")
            p.puces(*etapes, marque="-")
        p.etiquette("Effets recherchés")
        p.puces(*une.resultats, marque="-")
        p.etiquette("Indicateurs")
        p.puces(*une.indicateurs, marque="-")
        p.saut()


def questions(p: Plume) -> None:
    """No number at all; sections are questions; headings in capitals."""
    ouverture(p, "Schéma enfance famille")
    parties = tirer(p, parties=3, buts=1, fiches=2, etapes=False)
    rang = 0
    for partie in parties:
        noter_partie(p, partie, None, 0, buts=False)
        p.saut()
        p.titre(f"ORIENTATION : {partie.titre.upper()}")
        p.para(p.cadrage(2))
        for une in partie.fiches:
            rang += 1
            noter_fiche(p, une, None, rang)
            p.titre(f"Fiche action : {une.titre}", 2)
            for question, textes in (
                ("Pourquoi agir ?", une.constats), ("Que va-t-on faire ?", [t for t, _ in une.actions]),
                ("Qui pilote ?", une.pilotes), ("Avec qui ?", une.partenaires),
                ("Qu'en attend-on ?", une.resultats), ("Comment le mesurer ?", une.indicateurs),
            ):  # fmt: skip
                p.etiquette(question)
                p.puces(*textes, marque="→")


def mesures(p: Plume) -> None:
    """Numbered measures run through the document; who, when and with whom head three columns."""
    ouverture(p, "Pacte départemental pour l'enfance")
    parties = tirer(p, parties=2, buts=2, fiches=2)
    for a, partie in enumerate(parties, 1):
        noter_partie(p, partie, a, a)
        p.titre(f"Engagement n° {a} — {partie.titre}")
        for but, _ in partie.buts:
            p.puces(but, marque="✦")
        p.saut()
    for a, _, _, rang, partie, une in numeroter(parties):
        if une is partie.fiches[0]:
            p.titre(f"Engagement n° {a} — {partie.titre}")
        noter_fiche(p, une, rang, rang)
        p.titre(f"Fiche mesure {rang} — {une.titre}", 2)
        p.tableau(
            (("Porteur(s)",), ("Partenaires",), ("Échéance",)),
            (tuple(une.pilotes), tuple(une.partenaires), (f"fin {une.annee}",)),
            entetes=True,
        )
        p.etiquette("Le constat")
        p.para(" ".join(une.constats))
        p.etiquette("Les actions à mener")
        _liste(p, une, "✦", "•")
        p.etiquette("Les résultats attendus")
        p.puces(*une.resultats, marque="✦")
        p.etiquette("Les indicateurs de suivi")
        p.puces(*une.indicateurs, marque="✦")
        p.saut()


def grille(p: Plume) -> None:
    """No fiche: under each aim, a table with a row for each action."""
    ouverture(p, "Feuille de route de la protection de l'enfance")
    p.exhaustif = ("engagement", "sous_theme", "action", "pilote", "partenaire")
    parties, rang = tirer(p, parties=3, buts=2, fiches=1, etapes=False), 0
    for a, partie in enumerate(parties, 1):
        noter_partie(p, partie, a, a)
        p.titre(f"Axe {a} : {partie.titre}")
        for b, (but, fiches) in enumerate(partie.buts, 1):
            p.titre(f"Objectif {a}.{b} – {but}", 2)
            lignes = [tuple((x,) for x in ("N°", "Action", "Responsable", "Partenaires", "Échéance"))]
            for f in fiches:
                for titre, _ in f.actions:
                    rang += 1
                    qui, avec = p.un("services"), p.des("organismes", 1, 3)
                    p.noter("action", titre, numero=rang, parent="ligne_du_tableau")
                    for genre, textes in (("pilote", [qui]), ("partenaire", avec)):
                        for texte in textes:
                            p.noter(genre, texte, parent="ligne_du_tableau")
                    lignes.append(
                        ((str(rang),), (titre,), (qui,), (", ".join(avec),), (f"T{p.alea.randint(1, 4)} {f.annee}",))
                    )
            p.tableau(*lignes, entetes=True)
            p.para(p.cadrage(1))


def chantiers(p: Plume) -> None:
    """Chantiers, then 3.1 fiches and 3.1.1 actions; who leads comes last."""
    ouverture(p, "Projet départemental de l'enfance et de la jeunesse")
    parties = tirer(p, parties=3, buts=1, fiches=2)
    for a, partie in enumerate(parties, 1):
        noter_partie(p, partie, a, a, buts=False)
        p.saut()
        p.titre(f"CHANTIER {a}")
        p.titre(partie.titre, 2)
        p.para(p.cadrage(2))
        for c, une in enumerate(partie.fiches, 1):
            noter_fiche(p, une, f"{a}.{c}", 0, sous(f"{a}.{c}"))
            p.titre(f"Fiche {a}.{c} | {une.titre}", 3)
            p.etiquette("CE QUE NOUS CONSTATONS")
            p.para(*une.constats)
            p.etiquette("CE QUE NOUS FERONS")
            for n, (titre, etapes) in enumerate(une.actions, 1):
                p.para(f"{a}.{c}.{n} {titre}")
                p.puces(*etapes, marque="◆")
            p.etiquette("CE QUI AURA CHANGÉ")
            p.puces(*une.resultats, marque="◆")
            p.etiquette("CE QUE NOUS SUIVRONS")
            p.puces(*une.indicateurs, marque="◆")
            p.etiquette("RÉFÉRENT")
            p.para(*une.pilotes)
            p.etiquette("CONTRIBUTEURS")
            p.para(", ".join(une.partenaires))


def bilan(p: Plume) -> None:
    """A schéma that begins by a table of what became of the former one."""
    ouverture(p, "Schéma départemental enfance, jeunesse, parentalité")
    p.exhaustif = (*p.exhaustif, "bilan_orientation", "bilan_priorite", "bilan_action")
    p.titre("Bilan du schéma précédent")
    rang = 0
    for a in (1, 2):
        p.titre(f"Orientation {a} : {p.noter('bilan_orientation', p.neuf('grandes_lignes'), numero=a)}", 2)
        for _ in range(2):
            rang += 1
            but = p.noter("bilan_priorite", p.neuf("buts"), numero=rang, parent=f"orientation {a}")
            lignes = [((f"Priorité {rang} : {but}",), ("État",))]
            for n in range(1, p.alea.randint(3, 5)):
                texte = p.noter("bilan_action", p.action(), numero=n, parent=f"priorite {rang}")
                lignes.append(((f"Action {n} : {texte}",), (p.alea.choice(("Réalisée", "En cours", "Abandonnée")),)))
            p.tableau(*lignes)
    p.saut()
    p.titre("Le nouveau schéma")
    parties = tirer(p, parties=2, buts=2, fiches=1, etapes=False)
    for a, partie in enumerate(parties, 1):
        noter_partie(p, partie, a, a)
        p.titre(f"Orientation {a} : {partie.titre}", 2)
        for but, _ in partie.buts:
            p.puces(but, marque="-")
    for a, b, _, _, _, une in numeroter(parties):
        noter_fiche(p, une, f"{a}.{b}", 0, par_rang)
        p.titre(f"Fiche action n°{a}.{b} : {une.titre}", 3)
        p.para(f"Pilotage : {', '.join(une.pilotes)}", f"Partenaires associés : {', '.join(une.partenaires)}")
        for label, textes in (("Constats", une.constats), ("Effets attendus", une.resultats),
                              ("Indicateurs", une.indicateurs)):  # fmt: skip
            p.etiquette(label)
            p.puces(*textes, marque="-")
            if label == "Constats":
                p.etiquette("Actions")
                p.para(*(f"Action {n} : {titre}" for n, (titre, _) in enumerate(une.actions, 1)))
