"""Layouts without fiches: synthesis tables, feuilles de route, outlines of actions."""

from __future__ import annotations

from jalons.lecture.corpus.redaction import noter_partie
from jalons.lecture.corpus.tiers.plume import Case, Plume, c, g
from jalons.lecture.corpus.tiers.trame import ouverture, tirer

TABLEAU = ("engagement", "sous_theme", "action", "pilote", "partenaire")
_LIGNE = "ligne_du_tableau"


def _action(p: Plume, titre: str, numero: str | int | None, *, partenaires: bool = True) -> tuple[str, list[str]]:
    """An action noted; who leads it (sometimes nobody yet) and with whom."""
    p.noter("action", titre, numero=numero, parent=_LIGNE)
    qui = "à désigner" if p.alea.random() < 0.12 else p.noter("pilote", p.un("directions"), parent=_LIGNE)
    avec = p.des("partenaires", 1, 3) if partenaires else []
    for texte in avec:
        p.noter("partenaire", texte, parent=_LIGNE)
    return qui, avec


def synoptique(p: Plume) -> None:
    """A landscape table per orientation: aims over several rows, columns of years with crosses."""
    annee = ouverture(p, "Schéma départemental de l'enfance – plan d'actions", pages=1)
    p.exhaustif = TABLEAU
    p.page("paysage")
    for a, partie in enumerate(tirer(p, 4, 3, 1, actions=(2, 4), etapes=(0, 0)), 1):
        noter_partie(p, partie, a, a)
        p.titre(f"Orientation {a} : {partie.titre}")
        annees = [str(annee + k) for k in range(3)]
        lignes: list[tuple[Case, ...]] = [
            tuple(g(x) for x in ("Objectifs", "N°", "Actions", "Pilote", "Partenaires", *annees))
        ]
        rang = 0
        for but, (une,) in partie.buts:
            for n, (titre, _) in enumerate(une.actions):
                rang += 1
                qui, avec = _action(p, titre, f"{a}.{rang}")
                croix = [c("X" if p.alea.random() < 0.5 else "") for _ in annees]
                debut = (c(but, rangs=len(une.actions)),) if n == 0 else ()
                lignes.append((*debut, c(f"{a}.{rang}"), c(titre), c(qui), c(", ".join(avec)), *croix))
        p.tableau(*lignes, largeurs=(4, 1, 6, 4, 4, 1, 1, 1))
        p.saut()


def route(p: Plume) -> None:
    """Chantiers; under each a small table: what, who, when, how it will be known."""
    ouverture(p, "Feuille de route départementale protection de l'enfance", pages=1)
    p.exhaustif = ("engagement", "action", "pilote")
    for a, partie in enumerate(tirer(p, 6, 1, 1, actions=(3, 6), etapes=(0, 0)), 1):
        noter_partie(p, partie, a, a, buts=False)
        p.titre(f"Chantier n°{a} – {partie.titre}")
        p.para(p.discours(3))
        lignes = [(g("Actions"), g("Qui ?"), g("Quand ?"), g("Livrables"))]
        for titre, _ in partie.fiches[0].actions:
            qui, _ = _action(p, titre, None, partenaires=False)
            lignes.append((c(titre), c(qui), c(f"{p.alea.choice(('1er', '2e'))} semestre {partie.fiches[0].annee}"),
                           c(p.alea.choice(("Rapport", "Convention signée", "Guide diffusé")))))  # fmt: skip
        p.tableau(*lignes, largeurs=(6, 4, 3, 3))


def plan(p: Plume) -> None:
    """Decimal numbers without a label for parts and aims; each action followed by one line of who and when."""
    ouverture(p, "Stratégie départementale de prévention et de protection de l'enfance", pages=2)
    p.exhaustif = TABLEAU
    for a, partie in enumerate(tirer(p, 4, 3, 1, actions=(2, 4), etapes=(0, 0)), 1):
        noter_partie(p, partie, a, a)
        p.titre(f"{a}. {partie.titre}")
        p.para(p.discours(4))
        for b, (but, (une,)) in enumerate(partie.buts, 1):
            p.titre(f"{a}.{b}. {but}", 2)
            for n, (titre, _) in enumerate(une.actions, 1):
                qui, avec = _action(p, titre, f"{a}.{b}.{n}")
                p.etiquette(f"Action {a}.{b}.{n} : {titre}")
                p.para(f"Pilote : {qui} | Partenaires : {', '.join(avec)} | Échéance : {une.annee}")
                p.para(p.discours(2))
