"""A contract with fiches, money and indicators, and its report: fixed dates, figures easy to add by hand."""

from datetime import date
from decimal import Decimal

from jalons.application.acces.models import Agent
from jalons.application.contrats.models import Contrat
from jalons.application.fiches.models import Cadre, Fiche, FicheIndicateur, Placement
from jalons.application.finances.models import Montant
from jalons.application.indicateurs.models import Cible, Indicateur, Valeur
from jalons.application.rapports import services

JOUR = date(2024, 3, 1)


def agent(nom="Martin"):
    return Agent.objects.create(courriel=f"{nom.lower()}@exemple.invalid", nom=nom, prenom="Claude")


def contrat(code="F0"):
    """A contract of 2022-2024 with two fiches, 60,000 € of P304 and 60,000 € of the département for 2023, one indicator."""
    cadre = Cadre.objects.create(
        collectivite_id=code, nature="contrat", titre="Contrat d'essai", debut="2022", fin="2024"
    )
    contrat = Contrat.objects.create(collectivite_id=code, cadre=cadre, regime="2022", finances_completes=True)
    fiches = [
        Fiche.objects.create(collectivite_id=code, titre=f"Fiche {n}", statut=statut, avancement=avancement)
        for n, statut, avancement in ((1, "realisee", 100), (2, "a_engager", 0))
    ]
    for rang, fiche in enumerate(fiches, start=1):
        Placement.objects.create(collectivite_id=code, cadre=cadre, fiche=fiche, numero=rang, ordre=rang)
    for rang, (source, version, valeur) in enumerate(
        (("P304", "signe", 60000), ("P304", "paye", 45000), ("DEPT", "signe", 60000)), start=1
    ):
        Montant.objects.create(
            collectivite_id=code, cadre=cadre, cle=f"m{rang}", libelle=f"Montant {rang}", valeur=Decimal(valeur),
            source=source, version=version, annee=2023, beneficiaire="departement", ordre=rang,
        )  # fmt: skip
    indicateur = Indicateur.objects.create(
        collectivite_id=code, code="I1", libelle="Délai d'évaluation", unite="jours", sens="baisse",
        t0_periode="2021", t0_valeur=Decimal(100),
    )  # fmt: skip
    FicheIndicateur.objects.create(collectivite_id=code, fiche=fiches[0], indicateur=indicateur)
    Cible.objects.create(collectivite_id=code, indicateur=indicateur, annee=2023, valeur=Decimal(80))
    for source, valeur in (("LOCAL", 95), ("SNDS", 97)):
        Valeur.objects.create(
            collectivite_id=code, indicateur=indicateur, periode="2023", source=source, valeur=Decimal(valeur)
        )
    return contrat


def rapport(code="F0", exercice=2023, etat="brouillon"):
    """A report of that contract, brought to ``etat`` by its own services."""
    r = services.creer(contrat(code), exercice=exercice, par=None)
    if etat != "brouillon":
        r = services.partager(r, par=None)
    if etat == "renvoye":
        r = services.viser(r, cote="ars", decision="renvoye", motif="Manque le bilan santé.", par=None)
    if etat == "arrete":
        for cote in ("departement", "prefecture", "ars"):
            r = services.viser(r, cote=cote, decision="accepte", par=None)
    r.refresh_from_db()
    return r
