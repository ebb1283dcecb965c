"""Loads a country: 101 départements × 1 contract × 30 fiches × 5 years, by bulk writes, as the owner.

Called by ``pages``; the base it fills is its own (``jalons_bench``), never the one of the demonstration.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

ANNEES = range(2020, 2025)
FICHES = 30
STATUTS = ("a_engager", "en_cours", "realisee", "retardee", "suspendue", "inconnu")


def charger(using: str = "owner") -> dict[str, int]:
    """Fill the base and give the number of rows of each kind."""
    from jalons.application.territoires.models import Collectivite

    codes = list(Collectivite.objects.using(using).filter(fictive=False).values_list("code", flat=True))[:101]
    total: dict[str, int] = {}
    for code in codes:
        for nom, nombre in _collectivite(code, using).items():
            total[nom] = total.get(nom, 0) + nombre
    return {"collectivites": len(codes), **total}


def _creer(using: str, objets: list[Any]) -> list[Any]:
    return type(objets[0]).objects.using(using).bulk_create(objets, batch_size=2000) if objets else []


def _collectivite(code: str, using: str) -> dict[str, int]:
    from jalons.application.contrats.models import Contrat
    from jalons.application.fiches.models import Cadre, Placement, Rubrique

    [cadre] = _creer(
        using, [Cadre(collectivite_id=code, nature="contrat", titre=f"Contrat {code}", debut="2020", fin="2024")]
    )
    [contrat] = _creer(using, [Contrat(collectivite_id=code, cadre=cadre, regime="2022", finances_completes=True)])
    _signer(code, contrat, using)
    rubriques = _creer(
        using,
        [
            Rubrique(collectivite_id=code, cadre=cadre, genre="engagement", numero=n, titre=f"Engagement {n}", ordre=n)
            for n in range(1, 5)
        ],
    )
    fiches = _fiches(code, using)
    _creer(
        using,
        [
            Placement(collectivite_id=code, cadre=cadre, fiche=f, rubrique=rubriques[n % 4], numero=n + 1, ordre=n)
            for n, f in enumerate(fiches)
        ],
    )
    details = _details(code, fiches, using)
    argent = _argent(code, cadre, fiches, using)
    mesures = _indicateurs(code, fiches, using)
    _schema(code, fiches, using)
    return {"contrats": 1, "schemas": 1, "fiches": len(fiches), **details, **argent, **mesures}


def _fiches(code: str, using: str) -> list[Any]:
    """Thirty fiches at every status."""
    from jalons.application.fiches.models import Fiche

    return _creer(
        using,
        [
            Fiche(
                collectivite_id=code,
                titre=f"Fiche action {n:02d} du {code}",
                objet="Objet",
                public="Public",
                statut=STATUTS[n % 6],
                avancement=5 * (n % 21),
                debut="2020",
                fin="2024",
            )
            for n in range(1, FICHES + 1)
        ],
    )


def _signer(code: str, contrat: Any, using: str) -> None:
    from jalons.application.contrats.models import EtapeContrat, Partie

    parties = [
        Partie(collectivite_id=code, contrat=contrat, nom=n, nature="etat", roles=["signataire"])
        for n in ("État", "ARS", "Département")
    ]
    _creer(using, parties)
    _creer(using, [EtapeContrat(collectivite_id=code, contrat=contrat, etape="signature", le="2020-10-01")])


def _schema(code: str, fiches: list[Any], using: str) -> None:
    """A schéma on the same fiches: engagements, sub-themes, places, and the bilan of the former one."""
    from jalons.application.fiches.models import Cadre, Placement, Rubrique
    from jalons.application.schema.models import BilanAnterieur, LigneBilan, PlaceACreer, Schema

    [cadre] = _creer(
        using, [Cadre(collectivite_id=code, nature="schema", titre=f"Schéma {code}", debut="2020", fin="2024")]
    )
    [schema] = _creer(using, [Schema(collectivite_id=code, cadre=cadre, adopte_le="2020-03-01", complete=True)])
    commun = {"collectivite_id": code, "cadre": cadre}
    engagements = _creer(
        using,
        [Rubrique(**commun, genre="engagement", numero=n, titre=f"Engagement {n}", ordre=n) for n in range(1, 6)],
    )
    themes = _creer(
        using,
        [
            Rubrique(**commun, genre="sous_theme", parent=engagements[n % 5], titre=f"Thème {n}", ordre=n)
            for n in range(10)
        ],
    )
    _creer(
        using,
        [Placement(**commun, fiche=f, numero=n + 1, ordre=n) for n, f in enumerate(fiches)]
        + [Placement(**commun, fiche=f, rubrique=themes[n % 10], ordre=n) for n, f in enumerate(fiches)],
    )
    _creer(
        using,
        [PlaceACreer(collectivite_id=code, schema=schema, type=f"Type {n}", nombre=n, ordre=n) for n in range(1, 6)],
    )
    [bilan] = _creer(using, [BilanAnterieur(collectivite_id=code, schema=schema, intitule="Schéma précédent")])
    parent = None
    for genre, nombre in (("orientation", 1), ("priorite", 1), ("action", 30)):
        lignes = [
            LigneBilan(collectivite_id=code, bilan=bilan, parent=parent, genre=genre, numero=n, titre=f"{genre} {n}")
            for n in range(1, nombre + 1)
        ]
        parent = _creer(using, lignes)[0]


def _details(code: str, fiches: list[Any], using: str) -> dict[str, int]:
    from jalons.application.fiches.models import Action, Etape, Intervenant, Note, Resultat

    _creer(
        using, [Intervenant(collectivite_id=code, fiche=f, role="pilote", nom="Service de prévention") for f in fiches]
    )
    actions = _creer(
        using,
        [
            Action(collectivite_id=code, fiche=f, numero=n, titre=f"Action {n}", debut="2021", fin="2023")
            for f in fiches
            for n in range(1, 4)
        ],
    )
    etapes = _creer(
        using, [Etape(collectivite_id=code, action=a, ordre=n, texte=f"Étape {n}") for a in actions for n in range(3)]
    )
    notes = _creer(
        using,
        [
            Note(collectivite_id=code, fiche=f, texte=f"Point de l'année {a}", avancement=5 * (a - 2020))
            for f in fiches
            for a in ANNEES
        ],
    )
    _creer(using, [Resultat(collectivite_id=code, fiche=f, texte="Résultat attendu") for f in fiches])
    return {"actions": len(actions), "etapes": len(etapes), "notes": len(notes)}


def _argent(code: str, cadre: Any, fiches: list[Any], using: str) -> dict[str, int]:
    from jalons.application.finances.models import Montant

    montants = [
        Montant(
            collectivite_id=code,
            cadre=cadre,
            fiche=f,
            cle=f"m-{f.pk}-{annee}-{source.lower()}-{version}",
            libelle=f"{source} {annee}",
            valeur=Decimal(1000 * (rang + 1)),
            source=source,
            version=version,
            annee=annee,
            beneficiaire="departement",
        )
        for f in fiches
        for annee in ANNEES
        for rang, (source, version) in enumerate(
            (("P304", "signe"), ("P304", "paye"), ("DEPT", "signe"), ("FIR1", "signe"))
        )
    ]
    return {"montants": len(_creer(using, montants))}


def _indicateurs(code: str, fiches: list[Any], using: str) -> dict[str, int]:
    from jalons.application.fiches.models import FicheIndicateur
    from jalons.application.indicateurs.models import Cible, Indicateur, Valeur

    indicateurs = _creer(
        using,
        [
            Indicateur(
                collectivite_id=code,
                code=f"I{n:02d}",
                libelle=f"Indicateur {n}",
                unite="%",
                sens="hausse",
                t0_periode="2019",
                t0_valeur=Decimal(10),
            )
            for n in range(1, FICHES + 1)
        ],
    )
    _creer(
        using,
        [
            FicheIndicateur(collectivite_id=code, fiche=f, indicateur=i)
            for f, i in zip(fiches, indicateurs, strict=True)
        ],
    )
    _creer(
        using,
        [
            Cible(collectivite_id=code, indicateur=i, annee=a, valeur=Decimal(10 + 5 * (a - 2019)))
            for i in indicateurs
            for a in ANNEES
        ],
    )
    valeurs = _creer(
        using,
        [
            Valeur(
                collectivite_id=code, indicateur=i, periode=str(a), source=s, valeur=Decimal(10 + 4 * (a - 2019) + rang)
            )
            for i in indicateurs
            for a in ANNEES
            for rang, s in enumerate(("LOCAL", "SNDS"))
        ],
    )
    return {"indicateurs": len(indicateurs), "valeurs": len(valeurs)}


def agents(using: str = "owner") -> dict[str, Any]:
    """One chargée de mission of a département and one reader of the whole nation."""
    from jalons.application.acces.models import Affectation, Agent

    faits = {}
    for nom, role, niveau, code in (
        ("departement", "chargee_mission", "collectivite", "62"),
        ("nation", "national", "nation", None),
    ):
        agent = Agent.objects.using(using).create(courriel=f"{nom}@bench.invalid", nom=nom, prenom="Banc")
        Affectation.objects.using(using).create(
            agent=agent, role=role, niveau=niveau, collectivite_id=code, debut=date(2020, 1, 1)
        )
        faits[nom] = agent
    return faits
