"""Layouts of reports on a contract and of circulars."""

from __future__ import annotations

from jalons.lecture.corpus.aveugle.contrats import euros, jour, millions, somme
from jalons.lecture.corpus.aveugle.plume import Plume


def rapport(p: Plume) -> None:
    """A yearly report: what was foreseen, what was spent, action by action, in a table."""
    annee = p.alea.randint(2021, 2025)
    p.type, p.exhaustif = "rapport", ("montant", "engagement")
    p.titre(f"Rapport d'exécution {annee}")
    p.para(f"Contrat départemental de prévention et de protection de l'enfance – Département de {p.un('departements')}")
    p.titre("1. Vue d'ensemble", 2)
    p.para(f"Le présent rapport a été soumis à l'assemblée le {jour(p, 'deliberation', annee + 1)}. {p.cadrage(1)}")
    effectif = p.alea.randint(12, 29)
    p.noter("effectif", "actions", valeur=effectif)
    p.para(f"Le contrat comprend {effectif} actions.")
    p.titre("2. Exécution par engagement", 2)
    for n in range(1, 4):
        p.titre(f"Engagement {n} : {p.noter('engagement', p.neuf('grandes_lignes'), numero=n)}", 3)
        lignes = [(("Action",), ("Prévu",), ("Réalisé",))]
        for _ in range(p.alea.randint(2, 3)):
            titre = p.noter("action", p.action(), parent="actions_du_tableau")
            prevu = somme(p, "Prévu", p.alea.randint(30, 400) * 1000, periode=str(annee))
            fait = somme(p, "Réalisé", prevu - p.alea.randint(1, 20) * 1000, periode=str(annee))
            lignes.append(((titre,), (euros(prevu),), (euros(fait),)))
        p.tableau(*lignes, entetes=True)
    chiffre = p.alea.randint(101, 690)
    p.noter("chiffre", "familles rencontrées", valeur=chiffre)
    p.titre("3. Faits marquants", 2)
    p.para(f"En {annee}, {chiffre} familles ont été rencontrées par les équipes.")


def circulaire(p: Plume) -> None:
    """An instruction to préfets: envelopes by programme, dates to hold, engagements."""
    annee = p.alea.randint(2021, 2025)
    p.type, p.exhaustif = "circulaire", ("montant", "engagement")
    p.para("MINISTÈRE DES SOLIDARITÉS", "Le ministre à Mesdames et Messieurs les préfets de département")
    numero = f"DGCS/SD2B/{annee}/{p.alea.randint(10, 99)}"
    p.titre(f"Instruction n° {numero} du {jour(p, 'instruction', annee)} relative à la "
            "contractualisation en prévention et protection de l'enfance")  # fmt: skip
    p.para(f"Date d'application : immédiate. {p.cadrage(1)}")
    p.titre("I. Orientations", 2)
    p.para("Les contrats poursuivent trois engagements :")
    for n in range(1, 4):
        p.para(f"Engagement {n} : {p.noter('engagement', p.neuf('grandes_lignes'), numero=n)}.")
    p.titre("II. Enveloppes", 2)
    for programme in ("programme 304", "fonds d'intervention régional", "ONDAM médico-social"):
        valeur = somme(p, programme, p.alea.randint(21, 140) * 500_000, programme, str(annee))
        p.puces(f"{millions(valeur)} au titre du {programme.replace('ONDAM', 'sous-objectif ONDAM')} ;", marque="-")
    p.titre("III. Calendrier", 2)
    p.para(f"Les projets de contrat sont transmis avant le {jour(p, 'transmission', annee)}.")
    p.para(f"Les rapports sont attendus le {jour(p, 'rapport', annee + 1)} au plus tard.")
