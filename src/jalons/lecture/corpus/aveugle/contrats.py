"""Layouts of contracts and of what is written about them: agreements, avenants, press releases, letters."""

from __future__ import annotations

from jalons.lecture.corpus.aveugle.plume import Plume
from jalons.lecture.corpus.aveugle.trame import ROMAINS

CONTRAT = ("engagement", "montant", "partie")
MOIS = ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
        "décembre")  # fmt: skip


def euros(valeur: int) -> str:
    """An amount in figures.

    >>> euros(1250000)
    '1 250 000 €'
    """
    return f"{valeur:,} €".replace(",", " ")


def millions(valeur: int) -> str:
    """An amount in millions of euros, in letters.

    >>> millions(2_350_000), millions(1_000_000)
    ("2,35 millions d'euros", "1 million d'euros")
    """
    nombre = f"{valeur / 1e6:g}".replace(".", ",")
    return f"{nombre} million{'s' if valeur >= 2_000_000 else ''} d'euros"


def jour(p: Plume, genre: str, annee: int) -> str:
    """A date drawn in this year, noted under this name, as it is written."""
    mois, quantieme = p.alea.randint(1, 12), p.alea.randint(1, 28)
    p.noter("date", genre, valeur=f"{annee}-{mois:02d}-{quantieme:02d}")
    return f"{'1er' if quantieme == 1 else quantieme} {MOIS[mois - 1]} {annee}"


def somme(p: Plume, texte: str, valeur: int, source: str | None = None, periode: str | None = None) -> int:
    """An amount noted; gives it back to be written."""
    p.noter("montant", texte, valeur=valeur, unite="EUR", source=source, periode=periode)
    return valeur


def _parties(p: Plume) -> tuple[str, str]:
    departement, region = p.un("departements"), p.un("regions")
    p.noter("partie", "État")
    p.noter("partie", f"Département de {departement}")
    p.noter("partie", f"ARS {region}")
    return departement, region


def titres(p: Plume) -> None:
    """A contract by titles, chapters and articles; its money by year in a table."""
    p.type, p.exhaustif = "contrat", CONTRAT
    annee = p.alea.randint(2021, 2025)
    departement, region = _parties(p)
    p.titre(f"CONTRAT DÉPARTEMENTAL PRÉVENTION ET PROTECTION DE L'ENFANCE {annee}-{annee + 2}")
    p.para("ENTRE", f"L'État, représenté par la préfète de {departement}, d'une part,")
    p.para(f"L'Agence régionale de santé {region} (ARS {region}), représentée par sa directrice générale,", "ET")
    p.para(f"Le Département de {departement}, représenté par le président du conseil départemental, d'autre part,")
    p.para("Vu le code de l'action sociale et des familles ;")
    p.para(f"Vu la délibération de la commission permanente du {jour(p, 'deliberation', annee)} ;")
    p.para("IL EST CONVENU CE QUI SUIT")
    p.titre("TITRE I – DISPOSITIONS GÉNÉRALES")
    p.titre("Article 1er – Objet du contrat", 2)
    p.para("Les parties s'accordent sur les quatre engagements ci-après :")
    for n in range(1, 5):
        p.para(f"Engagement {n} – {p.noter('engagement', p.neuf('grandes_lignes'), numero=n)}")
    p.titre("Article 2 – Actions retenues", 2)
    p.para("Les actions cofinancées sont les suivantes :")
    p.puces(*(p.noter("action", p.action(), parent="actions_listees") + " ;" for _ in range(7)), marque="-")
    p.titre("TITRE II – DISPOSITIONS FINANCIÈRES")
    p.titre("Article 3 – Montants", 2)
    etat, ars, local = (p.alea.randint(300, 1800) * 1000 for _ in range(3))
    somme(p, "Part de l’État", etat, "État", str(annee))
    somme(p, "Part de l’ARS", ars, "ARS", str(annee))
    somme(p, "Part du Département", local, "Département", str(annee))
    p.para(f"Au titre de {annee}, le concours financier de l'État s'élève à {euros(etat)} (programme 304) et celui de "
           f"l'ARS à {euros(ars)} (FIR).")  # fmt: skip
    p.para(f"Le Département consacre {euros(local)} à ces actions.")
    total = euros(somme(p, "Total", etat + ars + local, "total", str(annee)))
    p.para(f"Le budget total de l'année {annee} est donc de {total}.")
    p.para(f"Fait à {p.un('villes')}, le {jour(p, 'signature', annee)}")


def avenant(p: Plume) -> None:
    """An avenant that rewrites articles and gives a table of money by payer."""
    p.type, p.exhaustif = "avenant", ("montant", "partie")
    annee = p.alea.randint(2022, 2025)
    departement, region = _parties(p)
    p.titre(
        f"AVENANT N° 2 AU CONTRAT DÉPARTEMENTAL DE PRÉVENTION ET DE PROTECTION DE L'ENFANCE {annee - 1}-{annee + 1}"
    )
    p.para(f"Conclu entre l'État, le Département de {departement} et l'ARS {region}.")
    p.para(f"Vu le contrat signé le {jour(p, 'contrat', annee - 1)},")
    p.titre("Article 1 : modification de l'article 4", 2)
    p.para("L'article 4 est complété par les actions suivantes :")
    p.puces(*(p.noter("action", p.action(), parent="actions_ajoutees") for _ in range(5)), marque="-")
    p.titre("Article 2 : moyens nouveaux", 2)
    lignes = [(("Financeur",), (f"Montant {annee}",), ("Ligne budgétaire",))]
    for financeur, ligne in (("État", "P304"), ("ARS", "FIR"), ("Département", "budget principal")):
        valeur = somme(p, financeur, p.alea.randint(150, 990) * 1000, financeur, str(annee))
        lignes.append(((financeur,), (euros(valeur),), (ligne,)))
    p.tableau(*lignes, entetes=True)
    places = p.alea.choice((8, 14, 18, 24))
    p.noter("places", "places", valeur=places)
    p.para(f"Ces moyens permettent la création de {places} places en maison d'enfants à caractère social.")
    p.titre("Article 3 : autres stipulations", 2)
    p.para("Les autres articles du contrat demeurent inchangés.")
    p.para(f"À {p.un('villes')}, le {jour(p, 'signature', annee)}")


def communique(p: Plume) -> None:
    """A press release in running text, its actions as a list, amounts in millions."""
    p.type, p.exhaustif = "contrat", CONTRAT
    annee = p.alea.randint(2021, 2025)
    departement, region = _parties(p)
    parts = [p.alea.randint(21, 79) * 50_000 for _ in range(2)]
    p.para("COMMUNIQUÉ DE PRESSE")
    p.para(f"{p.un('villes')}, le {jour(p, 'publication', annee)}")
    p.titre("L'État et le Département unissent leurs efforts pour les enfants protégés")
    signe, periode = jour(p, "signature", annee), f"{annee}-{annee + 1}"
    somme(p, "Total", sum(parts), "total", periode)
    somme(p, "État", parts[0], "État", periode)
    somme(p, "Département", parts[1], "Département", periode)
    p.para(
        f"Le préfet, le président du Département de {departement} et le directeur général de l'ARS {region} ont signé "
        f"le {signe} le contrat départemental de prévention et de protection de l'enfance. Doté de "
        f"{millions(sum(parts))} pour la période {periode}, dont {millions(parts[0])} apportés par l'État et "
        f"{millions(parts[1])} par le Département, il s'articule autour de trois engagements :"
    )
    for n in range(1, 4):
        p.para(f"{n}. {p.noter('engagement', p.neuf('grandes_lignes'), numero=n)}")
    effectif = p.alea.randint(18, 35)
    p.noter("effectif", "actions", valeur=effectif)
    p.para(f"Au total, {effectif} actions seront conduites. Figurent notamment parmi elles :")
    p.puces(*(p.noter("action", p.action(), parent="actions_listees") for _ in range(6)), marque="–")
    chiffre = p.alea.randint(11, 39) * 100
    p.noter("chiffre", "enfants accompagnés", valeur=chiffre)
    p.para(f"« Près de {euros(chiffre)[:-2]} enfants sont accompagnés chaque année », rappelle la vice-présidente.")
    p.para("Contact presse : cabinet du président")


def lettre(p: Plume) -> None:
    """A letter of the préfet on what the State pays, with an annex."""
    p.type, p.exhaustif = "contrat", ("montant",)
    annee = p.alea.randint(2022, 2026)
    p.para("PRÉFECTURE", f"{p.un('villes')}, le {jour(p, 'lettre', annee)}")
    p.para(f"Monsieur le président du conseil départemental de {p.un('departements')}")
    p.para(f"Objet : contrat départemental de prévention et de protection de l'enfance, exercice {annee}")
    p.para("Monsieur le Président,")
    total = somme(p, "Concours de l'État", p.alea.randint(900, 2400) * 1000, "État", str(annee))
    p.para(
        f"J'ai l'honneur de vous faire connaître que la participation de l'État au contrat s'établit, pour {annee}, à "
        f"{euros(total)}. Ce concours se répartit ainsi :"
    )
    part = somme(p, "Prévention", total // 3000 * 1000, "État", str(annee))
    reste = somme(p, "Protection", total - part, "État", str(annee))
    p.puces(
        f"a) {euros(part)} pour les actions de prévention précoce ;",
        f"b) {euros(reste)} pour la protection.",
        marque="",
    )
    p.para("Les actions suivantes ont retenu mon attention :")
    p.puces(*(p.noter("action", p.action(), parent="actions_listees") + " ;" for _ in range(4)), marque="o")
    p.para(f"Le rapport d'exécution devra me parvenir au plus tard le {jour(p, 'rapport', annee + 1)}.")
    p.para("Je vous prie d'agréer, Monsieur le Président, l'expression de ma haute considération.", "Le préfet")


def convention(p: Plume) -> None:
    """A contract whose annex holds fiches, one after the other, each with its table of money."""
    p.type, p.exhaustif = "contrat", (*CONTRAT, "fiche")
    annee = p.alea.randint(2021, 2025)
    departement, region = _parties(p)
    p.titre("Convention pluriannuelle de protection de l'enfance")
    p.para("Contrat départemental passé entre les soussignés :")
    p.puces("l'État, ci-après « l'État » ;", f"le Département de {departement}, ci-après « le Département » ;",
            f"l'ARS {region}, ci-après « l'ARS ».", marque="-")  # fmt: skip
    p.titre("Chapitre 1. Engagements réciproques", 2)
    for n in range(1, 4):
        p.para(f"Engagement {ROMAINS[n - 1]} : {p.noter('engagement', p.neuf('grandes_lignes'), numero=n)}")
        p.para(p.cadrage(1))
    p.titre("Chapitre 2. Durée", 2)
    p.para(f"La présente convention, signée le {jour(p, 'signature', annee)}, couvre les années {annee} à {annee + 2}.")
    for n in range(1, 5):
        p.saut()
        p.titre(f"Annexe {n} – Fiche n° {n} : {p.noter('fiche', p.action(), numero=n)}", 2)
        p.para(f"Pilote : {p.noter('pilote', p.un('services'), parent=f'fiche {n}')}")
        for texte in p.des("organismes", 2, 4):
            p.noter("partenaire", texte, parent=f"fiche {n}")
        p.para(
            "Partenaires : "
            + ", ".join(
                e["texte"] for e in p.elements if e.get("parent") == f"fiche {n}" and e["genre"] == "partenaire"
            )
        )
        etat, local = (somme(p, nom, p.alea.randint(20, 400) * 500, nom, str(annee)) for nom in ("État", "Département"))
        p.tableau((("État",), ("Département",)), ((euros(etat),), (euros(local),)), entetes=True)
