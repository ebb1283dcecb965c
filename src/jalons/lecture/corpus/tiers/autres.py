"""Layouts of press releases, instructions, reports."""

from __future__ import annotations

from jalons.lecture.corpus.tiers.contrats import euros, parties, somme, tirer_montants
from jalons.lecture.corpus.tiers.plume import Case, Plume, c, g
from jalons.lecture.corpus.tiers.trame import jour, nombre


def communique(p: Plume) -> None:
    """A press release: a chapeau, figures in a box, intertitles, quotations; amounts in millions."""
    p.type, p.exhaustif = "contrat", ("engagement", "montant", "partie")
    annee = p.alea.randint(2023, 2026)
    departement, region = parties(p)
    p.titre("Protection de l'enfance : l'État, le Département et l'ARS signent leur contrat")
    p.para(f"Publié le {jour(p, 'publication', annee)} – Espace presse")
    etat, local, ars = (v * 100_000 for v in p.alea.sample(range(11, 79), 3))
    for nom, valeur in (("total", etat + local + ars), ("État", etat), ("Département", local), ("ARS", ars)):
        somme(p, nom, valeur, nom, f"{annee}-{annee + 2}")
    total = etat + local + ars
    p.para(f"Le préfet, la présidente du Département {departement} et le directeur général de l'ARS {region} ont "
           f"signé, le {jour(p, 'signature', annee)}, le contrat départemental de protection de l'enfance "
           f"{annee}-{annee + 2}.")  # fmt: skip
    p.titre("Des moyens en hausse", 2)
    p.para(f"{_meuros(total)} seront mobilisés sur trois ans : {_meuros(etat)} par l'État, {_meuros(local)} par le "
           f"Département et {_meuros(ars)} par l'ARS. {p.discours(1)}")  # fmt: skip
    p.titre("Trois engagements", 2)
    for n in range(1, 4):
        p.para(f"Engagement {n} : {p.noter('engagement', p.neuf('piliers'), numero=n)}")
        p.puces([p.noter("action", p.action(), parent="actions_listees") for _ in range(3)], "•")
    p.titre("En chiffres", 2)
    suivis, places = p.alea.randint(1_101, 3_900), p.alea.choice((25, 32, 45))
    p.noter("chiffre", "enfants suivis", valeur=suivis)
    p.noter("places", "places créées", valeur=places)
    p.puces([f"{nombre(suivis)} enfants suivis", f"{places} places créées en établissement"], "•")
    p.para(f"« Plus de {_meuros(total)} sur trois ans, c'est un effort sans précédent », souligne la présidente.")


def _meuros(valeur: int) -> str:
    return f"{valeur / 1e6:.1f} M€".replace(".", ",")


def instruction(p: Plume) -> None:
    """An instruction to préfets with numbered parts, a timetable, and an annex of allotments by département."""
    p.type, p.exhaustif = "circulaire", ("montant",)
    annee = p.alea.randint(2023, 2026)
    p.para("Ministère chargé de l'enfance", "Direction générale de la cohésion sociale")
    p.titre(f"INSTRUCTION N° DGCS/SD2B/DGS/{annee}/{p.alea.randint(100, 199)} du {jour(p, 'instruction', annee)} "
            "relative aux contrats départementaux de prévention et de protection de l'enfance")  # fmt: skip
    p.para("La ministre à Mesdames et Messieurs les préfets, Mesdames et Messieurs les directeurs généraux d'ARS")
    p.para(f"Résumé : {p.discours(2)}", "Mots-clés : contractualisation, enfance, santé, prévention.")
    p.titre("1. Cadre général", 2)
    p.para(p.discours(4), p.discours(3))
    p.note("Les annexes font partie intégrante de la présente instruction.")
    p.titre("2. Crédits disponibles", 2)
    for programme in ("programme 304", "fonds d'intervention régional", "ONDAM médico-social"):
        valeur = p.alea.randint(21, 160) * 500_000
        p.noter("montant", programme, valeur=valeur, unite="EUR", source=programme, periode=str(annee))
        p.puces([f"{f'{valeur / 1e6:g}'.replace('.', ',')} millions d'euros au titre du {programme} ;"], "-")
    p.titre("3. Calendrier", 2)
    p.puces([f"{quoi} : {jour(p, nom, annee)}" for quoi, nom in (
        ("Remontée des candidatures", "candidatures"), ("Transmission des projets de contrat", "transmission"),
        ("Date limite de signature", "limite"))], "-")  # fmt: skip
    p.saut()
    p.titre("Annexe – Répartition indicative des crédits du programme 304", 2)
    lignes: list[tuple[Case, ...]] = [(g("Département"), g("Dotation maximale"))]
    noms = p.des("departements", 9, 12)
    for nom, valeur in zip(noms, tirer_montants(p, len(noms), 300, 1900), strict=True):
        lignes.append((c(nom.split(" ", 1)[-1]), c(somme(p, nom, valeur, "État", str(annee)))))
    p.tableau(*lignes, largeurs=(3, 2))


def execution(p: Plume) -> None:
    """A report on a contract, fiche by fiche: state, spending foreseen and done, what was hard."""
    p.type, p.exhaustif = "rapport", ("engagement", "fiche", "montant")
    annee = p.alea.randint(2023, 2025)
    p.titre(f"Rapport d'exécution du contrat départemental de protection de l'enfance – année {annee}")
    p.para(f"Département {p.un('departements')}", f"Présenté en commission le {jour(p, 'commission', annee + 1)}")
    p.para(p.discours(4))
    valeurs = tirer_montants(p, 40)
    rang = 0
    for a in range(1, 5):
        p.titre(f"Engagement {a} – {p.noter('engagement', p.neuf('piliers'), numero=a)}")
        for _ in range(p.alea.randint(2, 3)):
            rang += 1
            p.titre(f"Fiche action n° {rang} : {p.noter('fiche', p.action(), numero=rang)}", 2)
            prevu, fait = valeurs[2 * rang - 2], valeurs[2 * rang - 1]
            p.tableau(
                (g("État d'avancement"), c(p.alea.choice(("☒ réalisé ☐ en cours", "☐ réalisé ☒ en cours")))),
                (g("Dépenses prévues"), c(somme(p, "Prévu", prevu, periode=str(annee)))),
                (g("Dépenses réalisées"), c(somme(p, "Réalisé", fait, periode=str(annee)))), largeurs=(1, 2),
            )  # fmt: skip
            p.para(p.discours(2), tete="Bilan qualitatif : ")
            p.para(p.discours(1), tete="Difficultés rencontrées : ")


def assemblee(p: Plume) -> None:
    """The report of the president to the assembly on the second year of a contract: prose, then two tables of money."""
    p.type, p.exhaustif = "rapport", ("montant",)
    annee = p.alea.randint(2023, 2025)
    p.para(
        f"CONSEIL DÉPARTEMENTAL – Séance du {jour(p, 'seance', annee + 1)}", f"Rapport n° {p.alea.randint(101, 412)}"
    )
    p.titre(f"Bilan {annee} du contrat départemental de prévention et de protection de l'enfance")
    p.para("Mesdames, Messieurs,", p.discours(5), p.discours(3))
    valeurs = tirer_montants(p, 12)
    effectif = p.alea.randint(12, 28)
    p.noter("effectif", "actions", valeur=effectif)
    p.titre("I – Un plan d'actions largement engagé", 2)
    p.para(f"Sur les {effectif} actions inscrites, la plupart sont engagées. Parmi elles :")
    p.puces([p.noter("action", p.action(), parent="actions_listees") for _ in range(6)], "-")
    p.titre("II – Une exécution budgétaire maîtrisée", 2)
    lignes: list[tuple[Case, ...]] = [(g("Dispositif"), g("Budget voté"), g("Réalisé"), g("Taux"))]
    for n in range(5):
        vote, fait = max(valeurs[2 * n : 2 * n + 2]), min(valeurs[2 * n : 2 * n + 2])
        lignes.append((c(p.un("objets").capitalize()), c(somme(p, "Voté", vote, periode=str(annee))),
                       c(somme(p, "Réalisé", fait, periode=str(annee))), c(f"{100 * fait // vote} %")))  # fmt: skip
    p.tableau(*lignes, largeurs=(5, 2, 2, 1))
    p.para(f"La recette de l'État, soit {somme(p, 'Recette', valeurs[10], 'État', str(annee))}, a été encaissée.")
    p.para(f"Je vous propose de prendre acte du reversement de {euros(valeurs[10])} correspondant.", "La présidente")
