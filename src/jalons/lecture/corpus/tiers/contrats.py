"""Layouts of contracts with the State: full text, avenants, fiches in annex, financial annexes.

An amount said twice is once in the key: what the document says is one thing.
"""

from __future__ import annotations

from jalons.lecture.corpus.tiers.plume import Case, Plume, c, g
from jalons.lecture.corpus.tiers.trame import jour, nombre

CONTRAT = ("engagement", "montant", "partie")
FINANCEURS = ("État", "ARS", "Département")


def euros(valeur: int) -> str:
    """An amount in figures.

    >>> euros(1250000)
    '1 250 000 €'
    """
    return f"{nombre(valeur)} €"


def tirer_montants(p: Plume, combien: int, bas: int = 20, haut: int = 900) -> list[int]:
    """Different amounts in euros, of whose sums none is one of them but by misfortune."""
    return [valeur * 1000 + 500 * p.alea.randint(0, 1) for valeur in p.alea.sample(range(bas, haut), combien)]


def somme(p: Plume, texte: str, valeur: int, source: str | None = None, periode: str | None = None) -> str:
    """An amount noted; gives it as it is written in figures."""
    p.noter("montant", texte, valeur=valeur, unite="EUR", source=source, periode=periode)
    return euros(valeur)


def parties(p: Plume) -> tuple[str, str]:
    """Who signs, noted."""
    departement, region = p.un("departements"), p.un("regions")
    p.noter("partie", "État")
    p.noter("partie", f"Département {departement}")
    p.noter("partie", f"ARS {region}")
    return departement, region


def _tete(p: Plume, titre: str, annee: int) -> None:
    departement, region = parties(p)
    p.bandeau = f"Contrat départemental – {departement}"
    p.titre(titre)
    p.para("Entre les soussignés :")
    p.para(f"L'État, représenté par M. le préfet {departement}, ci-après désigné « l'État » ;")
    p.para(f"L'ARS {region}, représentée par sa directrice générale, ci-après désignée « l'ARS » ;")
    p.para(f"Et le Département {departement}, représenté par la présidente du conseil départemental, ci-après "
           "désigné « le Département » ;")  # fmt: skip
    p.para("Vu le code de l'action sociale et des familles, notamment ses articles L. 112-3 et L. 221-1 ;")
    p.para("Vu la loi du 7 février 2022 relative à la protection des enfants ;")
    p.para(f"Vu la délibération du conseil départemental en date du {jour(p, 'deliberation', annee)} ;")
    p.para(f"Considérant ce qui suit : {p.discours(3)}")
    p.para("Considérant que les parties partagent une ambition commune ;", "Il a été convenu ce qui suit :")


def articles(p: Plume) -> None:
    """Recitals, ten articles, a yearly table by payer whose rows and columns are summed; a total is said twice."""
    p.type, p.exhaustif = "contrat", CONTRAT
    annee = p.alea.randint(2023, 2026)
    _tete(p, f"CONTRAT DÉPARTEMENTAL POUR LA PRÉVENTION ET LA PROTECTION DE L'ENFANCE {annee}-{annee + 2}", annee)
    valeurs = [tirer_montants(p, 3) for _ in range(3)]
    total = euros(sum(map(sum, valeurs)))
    p.titre("ARTICLE 1 – OBJET", 2)
    p.para(p.discours(2), f"L'enveloppe globale de {total} couvre la période {annee} à {annee + 2}.")
    p.titre("ARTICLE 2 – ENGAGEMENTS", 2)
    p.para("Le contrat poursuit quatre engagements :")
    for n in range(1, 5):
        p.para(f"Engagement n°{n} : {p.noter('engagement', p.neuf('piliers'), numero=n)} ;")
    p.titre("ARTICLE 3 – ACTIONS", 2)
    effectif = p.alea.randint(14, 30)
    p.noter("effectif", "actions", valeur=effectif)
    p.para(f"Le plan d'action comprend {effectif} actions, dont les principales sont :")
    p.puces([p.noter("action", p.action(), parent="actions_listees") + " ;" for _ in range(8)], "-")
    p.titre("ARTICLE 4 – GOUVERNANCE", 2)
    p.para(p.discours(4), p.discours(3))
    p.titre("ARTICLE 5 – FINANCEMENT", 2)
    p.para("Les contributions des parties sont les suivantes :")
    p.noter("montant", "Total général", valeur=sum(map(sum, valeurs)), unite="EUR")
    lignes: list[tuple[Case, ...]] = [(g("Financeur"), *(g(str(annee + k)) for k in range(3)), g("Total"))]
    for financeur, siens in zip(FINANCEURS, valeurs, strict=True):
        cellules = [c(somme(p, financeur, v, financeur, str(annee + k))) for k, v in enumerate(siens)]
        lignes.append((c(financeur), *cellules, c(somme(p, f"Total {financeur}", sum(siens), financeur))))
    annuels = [c(somme(p, "Total annuel", sum(v[k] for v in valeurs), "total", str(annee + k))) for k in range(3)]
    p.tableau(*lignes, (g("TOTAL"), *annuels, c(total)), largeurs=(3, 2, 2, 2, 2))
    for n, titre in enumerate(("SUIVI", "CONTRÔLE", "RÉSILIATION", "LITIGES"), 6):
        p.titre(f"ARTICLE {n} – {titre}", 2)
        p.para(p.discours(3))
    p.titre("ARTICLE 10 – DURÉE", 2)
    p.para("Le contrat prend effet à sa signature pour une durée de trois ans.")
    p.para(f"Fait à {p.un('villes')}, en trois exemplaires, le {jour(p, 'signature', annee)}.")


_UNITES = (
    "",
    "cent",
    "deux cent",
    "trois cent",
    "quatre cent",
    "cinq cent",
    "six cent",
    "sept cent",
    "huit cent",
    "neuf cent",
)


def lettres(valeur: int) -> str:
    """An amount that is a multiple of 100 000 euros, under ten millions, in letters.

    >>> lettres(1_200_000), lettres(300_000), lettres(2_000_000)
    ('un million deux cent mille euros', 'trois cent mille euros', "deux millions d'euros")
    """
    nombres = ("", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf")
    millions, reste = valeur // 1_000_000, valeur % 1_000_000 // 100_000
    tete = f"{nombres[millions]} million{'s' if millions > 1 else ''}" if millions else ""
    return " ".join(filter(None, (tete, f"{_UNITES[reste]} mille euros" if reste else "d'euros")))


def avenant(p: Plume) -> None:
    """An avenant that quotes the new text of articles; amounts in letters and, between brackets, in figures."""
    p.type, p.exhaustif = "avenant", ("montant", "partie")
    annee = p.alea.randint(2023, 2026)
    _tete(
        p,
        f"Avenant n° {p.alea.randint(1, 4)} au contrat départemental de prévention et de protection de l'enfance",
        annee,
    )
    etat, local, ars = (v * 100_000 for v in p.alea.sample(range(3, 39), 3))
    p.titre("Article 1er – Objet de l'avenant", 2)
    p.para(
        f"Le présent avenant fixe les crédits de l'exercice {annee} et complète le contrat du "
        f"{jour(p, 'contrat', annee - 1)}."
    )
    p.titre("Article 2 – Actions nouvelles", 2)
    p.para("L'annexe 1 est complétée par les actions suivantes :")
    for n in range(1, 7):
        p.para(f"{n}° {p.noter('action', p.action(), parent='actions_ajoutees')} ;")
    p.titre("Article 3 – Dispositions financières", 2)
    p.para("L'article 5 du contrat est remplacé par les dispositions suivantes :")
    dits = {
        nom: f"{lettres(v)} ({somme(p, nom, v, nom, str(annee))})"
        for nom, v in zip(FINANCEURS, (etat, ars, local), strict=True)
    }
    p.para(
        f"« Au titre de l'année {annee}, l'État apporte {dits['État']}, imputés sur le programme 304. L'ARS apporte "
        f"{dits['ARS']} au titre du fonds d'intervention régional."
    )
    p.para(f"Le Département s'engage à hauteur de {dits['Département']}. »")
    places = p.alea.choice((9, 11, 15, 21))
    p.noter("places", "places", valeur=places)
    p.para(f"Ces crédits financent notamment l'ouverture de {places} places d'accueil d'urgence.")
    p.para(f"Pour mémoire, la contribution de l'État de {euros(etat)} est versée en une fois.")
    p.titre("Article 4 – Clause de continuité", 2)
    p.para("Les autres stipulations du contrat restent applicables.")
    p.para(f"Fait le {jour(p, 'signature', annee)}, à {p.un('villes')}.")


def annexes(p: Plume) -> None:
    """A contract whose fiches, each a table, give what each payer brings and a total."""
    p.type, p.exhaustif = "contrat", (*CONTRAT, "fiche", "pilote", "partenaire")
    annee = p.alea.randint(2023, 2026)
    _tete(p, f"Contrat de prévention et de protection de l'enfance {annee}-{annee + 2}", annee)
    p.titre("Article 1 : engagements communs", 2)
    voulus = [p.noter("engagement", p.neuf("piliers"), numero=n) for n in range(1, 4)]
    p.puces([f"Engagement {n} : {voulu}" for n, voulu in enumerate(voulus, 1)])
    p.titre("Article 2 : engagements financiers", 2)
    p.para("Les fiches annexées précisent la contribution de chaque partie.", p.discours(2))
    p.para(f"Signé à {p.un('villes')}, le {jour(p, 'signature', annee)}")
    valeurs = tirer_montants(p, 24)
    for n in range(1, p.alea.randint(7, 10)):
        ici, p_ = f"fiche {n}", valeurs[2 * n - 2 : 2 * n]
        p.saut()
        if n == 1:
            p.titre("Annexe – Fiches actions du contrat", 2)
        titre, qui = p.noter("fiche", p.action(), numero=n), p.noter("pilote", p.un("directions"), parent=ici)
        avec = [p.noter("partenaire", x, parent=ici) for x in p.des("partenaires", 2, 4)]
        p.tableau(
            (g(f"Fiche action n°{n}"), g(titre, colonnes=3)),
            (g("Engagement"), c(f"Engagement {1 + n % 3}", colonnes=3)),
            (g("Service référent"), c(qui), g("Partenaires"), c(", ".join(avec))),
            (g("Contexte"), c(p.noter("constat", p.constat(), parent=ici), colonnes=3)),
            (g("Indicateur"), c(p.noter("indicateur", p.neuf("mesures_debut", "mesures_fin"), parent=ici), colonnes=3)),
            (g(f"Financement {annee}"), g("État"), g("Département"), g("Total")),
            (c(""), *(c(somme(p, nom, v, nom, str(annee))) for nom, v in
                      zip(("État", "Département", "total"), (*p_, sum(p_)), strict=True))), largeurs=(3, 4, 3, 4),
        )  # fmt: skip


def matrice(p: Plume) -> None:
    """A financial annex only: rows are actions, columns are payers, in thousands of euros; sums that disagree."""
    p.type, p.exhaustif = "contrat", ("montant",)
    annee = p.alea.randint(2023, 2026)
    p.titre("Contrat départemental de prévention et de protection de l'enfance")
    p.titre(f"Annexe financière – exercice {annee}", 2)
    p.para(f"Vu le contrat signé le {jour(p, 'signature', annee - 1)} ;", "Montants exprimés en k€.")
    lignes: list[tuple[Case, ...]] = [tuple(g(x) for x in ("Action", *FINANCEURS, "Total"))]
    valeurs, total = tirer_montants(p, 36, 10, 300), 0
    for n in range(12):
        siens = valeurs[3 * n : 3 * n + 3]
        total += sum(siens)
        titre = p.noter("action", p.action(), parent="actions_du_tableau")
        for financeur, valeur in zip((*FINANCEURS, "total"), (*siens, sum(siens)), strict=True):
            somme(p, financeur, valeur, financeur, str(annee))
        lignes.append((c(titre), *(c(_milliers(v)) for v in siens), c(_milliers(sum(siens)))))
    somme(p, "Total annoncé", total + 5_000, "total", str(annee))
    p.tableau(*lignes, (g("TOTAL"), c(""), c(""), c(""), g(_milliers(total + 5_000))), largeurs=(6, 2, 2, 2, 2))
    p.para("Les crédits non consommés sont reversés.")


def _milliers(valeur: int) -> str:
    return f"{nombre(valeur // 1000)}{',5' if valeur % 1000 else ''} k€"
