"""Contracts and avenants: annexed fiches, amounts by year and by funder, articles that change others."""

from __future__ import annotations

from jalons.lecture.corpus.plan import Tirage
from jalons.lecture.corpus.publies.feuille import Feuille, euros, m, montant, ms, puces

_PARTIES = (
    ("État", "L'{}, représenté par le préfet,"),
    ("Agence régionale de santé {region}", "L'{}, représentée par son directeur général,"),
    ("Département de {departement}", "Le {}, représenté par son président,"),
)  # fmt: skip


def _parties(f: Feuille) -> None:
    lieux = {"region": f.t.un("regions"), "departement": f.t.un("departements")}
    f.etiquette("Entre")
    for nom, phrase in _PARTIES:
        f.para(phrase.format(m("partie", nom.format(**lieux))))


def annuel(t: Tirage) -> Feuille:
    """A contract, its engagements, its money in a table by funder and by year."""
    courant = "Contrat départemental de prévention et de protection de l'enfance"
    f = Feuille("contrat", "engagement, montant, partie", t, courant, "{n}")
    f.titre("Contrat départemental de prévention et de protection de l'enfance 2024-2026")
    _parties(f)
    f.para(f"Vu la délibération du {m('date', '12 février 2024', '2024-02-12')} ;")
    f.para("Il est convenu ce qui suit :")
    f.titre("Article 1 – Objet", 2)
    f.para("Le présent contrat fixe les engagements réciproques des parties.")
    f.titre("Article 2 – Engagements", 2)
    for a in (1, 2, 3):
        f.para(f"Engagement {a} : {m('engagement', t.titre(), a)}")
    f.titre("Article 3 – Financement", 2)
    rangees: list[tuple[str, ...]] = [("Financeurs", "2024", "2025", "2026", "Total")]
    sommes = [[t.alea.randint(90, 900) * 1000 + 37 * (i + 3 * j) for i in range(3)] for j in range(3)]
    for nom, valeurs in zip(("État (programme 304)", "ARS (FIR)", "Département"), sommes, strict=True):
        rangees.append((nom, *(montant(v) for v in valeurs), montant(sum(valeurs))))
    totaux = [sum(s[i] for s in sommes) for i in range(3)]
    rangees.append(("Total", *(montant(v) for v in totaux), montant(sum(totaux))))
    f.tableau(rangees, (3, 2, 2, 2, 2), entete=True)
    f.titre("Article 4 – Durée", 2)
    f.para(f"Le contrat prend effet le {m('date', '1er mars 2024', '2024-03-01')} et prend fin le "
           f"{m('date', '31 décembre 2026', '2026-12-31')}.")  # fmt: skip
    return f


def annexes(t: Tirage) -> Feuille:
    """A contract whose fiches are annexed, each a table with its money of every year by funder."""
    f = Feuille("contrat", "engagement, fiche, pilote, partenaire, montant, partie", t,
                "Contrat tripartite – annexe 1", "{n}")  # fmt: skip
    f.titre("Contrat départemental de protection de l'enfance")
    _parties(f)
    f.titre("Article 1 : Engagements", 2)
    engagements = [t.titre() for _ in range(2)]
    for a, dit in enumerate(engagements, 1):
        f.para(f"Engagement {a} : {m('engagement', dit, a)}")
    f.titre("Annexe 1 : fiches actions")
    for rang in range(1, 5):
        f.saut()
        etat, departement = (t.alea.randint(20, 300) * 1000 + 11 * rang + k for k in (1, 2))
        f.titre(f"FICHE ACTION N°{rang} : {m('fiche', t.titre(), rang)}", 2)
        f.tableau((
            ("Engagement du contrat", f"Engagement {1 + rang // 3} : {engagements[rang // 3]}"),
            ("Porteur de l'action", m("pilote", t.un("pilotes"))),
            ("Partenaires associés", ms("partenaire", t.plusieurs("partenaires", 2, 4))),
            ("Éléments de contexte", m("constat", f"{t.un('constats')}.")),
            ("Description de l'action", puces("action", [t.titre() for _ in range(2)])),
            ("Financement", f"État : {montant(etat)}\nDépartement : {montant(departement)}"),
            ("Calendrier", m("calendrier", "2025")),
            ("Indicateurs d'évaluation", puces("indicateur", t.plusieurs("indicateurs", 2, 2))),
        ), (1, 3))  # fmt: skip
    return f


def avenant(t: Tirage) -> Feuille:
    """An avenant that replaces amounts and dates of the contract, one written in millions and thousands."""
    f = Feuille("avenant", "montant, partie", t, "", "{n}")
    f.titre("Avenant n° 2 au contrat départemental de prévention et de protection de l'enfance")
    _parties(f)
    ancien, neuf = t.alea.randint(200, 900) * 1000, t.alea.randint(3, 9)
    f.para("Il est convenu ce qui suit :")
    f.titre("Article 1er", 2)
    f.para(f"À l'article 5 du contrat, la somme de {montant(ancien)} est remplacée par la somme de "
           f"{montant(ancien + 54_500)}.")  # fmt: skip
    f.titre("Article 2", 2)
    f.para("La participation du Département est portée à "
           f"{montant(1_000_000 + 100_000 * neuf, ecrit=f'1 million {neuf}00 000 euros')}.")  # fmt: skip
    f.titre("Article 3", 2)
    f.para(f"L'ARS apporte {montant(1000 * (neuf + 70), ecrit=f'{neuf + 70} k€')} supplémentaires, soit "
           f"{montant(12_340 + neuf, ecrit=euros(12_340 + neuf).replace('€', 'euros'))} par mois.")  # fmt: skip
    f.titre("Article 4", 2)
    f.para("Les actions suivantes sont ajoutées :")
    f.liste(m("action", t.titre(), "^actions_listees") for _ in range(7))
    f.para(f"Fait le {m('date', '3 juillet 2025', '2025-07-03')}.")
    return f
