"""Local units, agents in charge, children, siblings, adults, households, addresses and keys of search."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from django.contrib.auth.hashers import make_password

from jalons.application.acces.models import Affectation, Agent
from jalons.application.acces.permissions import Niveau, Role
from jalons.application.enfants.cles import cles_de
from jalons.application.enfants.models import (
    Adresse,
    CleRecherche,
    Enfant,
    Foyer,
    Fratrie,
    LienFamilial,
    MembreFoyer,
    Personne,
)
from jalons.application.enfants.services import identite_de
from jalons.application.territoires.models import Collectivite, Commune, UniteLocale
from jalons.demonstration import comptes
from jalons.demonstration.lieux import HAUTE_RIVE
from jalons.demonstration.synthetique.ecriture import Greffe
from jalons.demonstration.synthetique.fonds import Fonds, Ligne
from jalons.noyau.dates import DateCivile

STATUTS = {
    "pupille": Enfant.Statut.PUPILLE, "tutelle": Enfant.Statut.TUTELLE, "delegation": Enfant.Statut.DELEGATION,
    "contrat_jeune_majeur": Enfant.Statut.MAJEUR,
}  # fmt: skip
"""Legal status of the synthetic tables → that of a file; the others are under their parents' authority."""
SANS_PARENTS = (Enfant.Statut.PUPILLE, Enfant.Statut.TUTELLE, Enfant.Statut.DELEGATION)
PARENTS: dict[str, tuple[str, ...]] = {
    "couple": ("mere", "pere"), "mère seule": ("mere",), "père seul": ("pere",),
    "couple recomposé": ("mere", "beau_parent"), "grands-parents": ("grand_parent", "grand_parent"),
}  # fmt: skip
ECOLES = {
    "maternelle": ("École maternelle", ("petite section", "moyenne section", "grande section")),
    "élémentaire": ("École élémentaire", ("CP", "CE1", "CE2", "CM1", "CM2")),
    "collège": ("Collège", ("6e", "5e", "4e", "3e")), "lycée": ("Lycée", ("seconde", "première", "terminale")),
    "établissement spécialisé": ("Institut médico-éducatif", ("",)),
}  # fmt: skip
VOIES = ("rue des Mirages", "allée des Brumes", "chemin des Songes", "place des Échos", "impasse du Reflet",
         "rue de l'Estran", "quai des Chimères", "rue du Vieux-Phare")  # fmt: skip
UNITES_DEJA_LA = ("MDS-VB", "MDS-PF", "MDS-LN")


@dataclass
class Gens:
    """Who is there, by number in the synthetic tables."""

    unites: dict[int, UniteLocale] = field(default_factory=dict)
    agents: dict[int, Agent] = field(default_factory=dict)
    enfants: dict[int, Enfant] = field(default_factory=dict)
    foyers: dict[int, Foyer] = field(default_factory=dict)
    titulaires: dict[int, list[Personne]] = field(default_factory=dict)
    """Adults who hold parental authority, by family."""
    familles: dict[int, list[int]] = field(default_factory=dict)
    """Children of each family."""
    acteurs: dict[str, Agent] = field(default_factory=dict)
    """Agents of the demonstration who sign the acts, by what they do."""
    collectivite: str = ""
    """Its whole name."""
    communes: dict[int, str] = field(default_factory=dict)
    """Codes of the fictitious communes, by number in the tables; empty when the base holds none of them."""


def preparer(fonds: Fonds, greffe: Greffe) -> Gens:
    """The places and the agents: everything that is read in the base."""
    return Gens(
        unites=_unites(fonds, greffe), agents=_agents(fonds),
        acteurs={c: comptes.agent(f"{c}-f0") for c in ("crip", "evaluation", "cadre-ase")},
        collectivite=Collectivite.objects.get(pk=HAUTE_RIVE).nom_complet, communes=_communes(fonds),
    )  # fmt: skip


def _communes(fonds: Fonds) -> dict[int, str]:
    codes = dict(Commune.objects.filter(collectivite_id=HAUTE_RIVE).values_list("nom", "code"))
    return {c["commune"]: codes[c["nom"]] for c in fonds.lignes("communes") if c["nom"] in codes}


def ecrire(fonds: Fonds, greffe: Greffe, gens: Gens) -> None:
    """Write the children and those around them."""
    _enfants(fonds, greffe, gens)
    _familles(fonds, greffe, gens)


def _unites(fonds: Fonds, greffe: Greffe) -> dict[int, UniteLocale]:
    """The units of the département that are there already, then as many new ones as needed."""
    connues = {u.code: u for u in UniteLocale.objects.filter(collectivite_id=HAUTE_RIVE)}
    unites = {mds: connues[code] for mds, code in enumerate(UNITES_DEJA_LA)}
    neuves = {
        ligne["mds"]: greffe.neuf(UniteLocale,
            code=f"MDS-{ligne['mds'] + 1:02d}", nature="MDS",
            nom=ligne["nom"].replace("MDS", "Maison des solidarités"),
        )
        for ligne in fonds.lignes("territoires") if ligne["mds"] not in unites
    }  # fmt: skip
    greffe.ecrire(list(neuves.values()))
    return unites | neuves


def _agents(fonds: Fonds) -> dict[int, Agent]:
    """The workers in charge; the demonstration's own référent is the first of them, the others cannot log in."""
    clos, agents = make_password(None), {}
    for ligne in fonds.lignes("referents"):
        if ligne["referent"] == 0:
            agents[0] = comptes.agent("referent-f0")
            continue
        courriel = f"referent-{ligne['referent']}-f0{comptes.DOMAINE_TIRE}"
        agents[ligne["referent"]] = Agent(
            courriel=courriel, prenom=ligne["prenom"], nom=ligne["nom"], password=clos,
            fonction="Référent éducatif (Haute-Rive)",
        )  # fmt: skip
    neufs = [a for a in agents.values() if a.pk is None]
    deja = {a.courriel: a for a in Agent.objects.filter(courriel__in=[a.courriel for a in neufs])}
    absents = [a for a in neufs if a.courriel not in deja]
    Agent.objects.bulk_create(absents)
    Affectation.objects.bulk_create(
        [
            Affectation(
                agent=a, role=Role.REFERENT, niveau=Niveau.DOSSIERS, collectivite_id=HAUTE_RIVE,
                debut=comptes.PREMIER_JOUR,
            )
            for a in absents
        ]
    )  # fmt: skip
    return {rang: deja.get(a.courriel, a) for rang, a in agents.items()}


def _enfants(fonds: Fonds, greffe: Greffe, gens: Gens) -> None:
    mds = {ligne["famille"]: ligne["mds"] for ligne in fonds.lignes("familles")}
    fratries: dict[int, Fratrie] = {}
    for famille, siens in fonds.par("enfants", "famille").items():
        gens.familles[famille] = [e["enfant"] for e in siens]
        if len(siens) > 1:
            fratries[famille] = greffe.neuf(Fratrie, numero=fonds.numero("fratrie", famille))
    greffe.ecrire(list(fratries.values()))
    for ligne in fonds.lignes("enfants"):
        enfant = _enfant(fonds, greffe, ligne)
        enfant.unite, enfant.fratrie = gens.unites[mds[ligne["famille"]]], fratries.get(ligne["famille"])
        gens.enfants[ligne["enfant"]] = enfant
    greffe.ecrire(list(gens.enfants.values()))
    cles = (
        (HAUTE_RIVE, cle, enfant.pk) for enfant in gens.enfants.values() for cle in sorted(cles_de(identite_de(enfant)))
    )
    greffe.copier(CleRecherche, ("collectivite_id", "cle", "enfant_id"), cles)


def _enfant(fonds: Fonds, greffe: Greffe, ligne: Ligne) -> Enfant:
    rang, naissance = ligne["enfant"], _naissance(ligne["naissance"], ligne["naissance_precision"])
    ecole, classe = _ecole(fonds, ligne)
    majeur = _annees(naissance.fin, fonds.au) >= 18
    statut = STATUTS.get(ligne["statut"], Enfant.Statut.MAJEUR if majeur else Enfant.Statut.AUTORITE_PARENTALE)
    return greffe.neuf(Enfant,
        numero=fonds.numero("enfant", rang), nom=ligne["nom"], prenom=ligne["prenom"],
        sexe=ligne["sexe"], naissance=naissance, statut=statut, non_accompagne=ligne["non_accompagne"], ecole=ecole,
        classe=classe,
        naissance_fiabilite=Enfant.Fiabilite.ESTIMEE if naissance.jour is None else Enfant.Fiabilite.ACTE,
    )  # fmt: skip


def _naissance(jour: date, precision: str) -> DateCivile:
    lue = DateCivile.lire(jour)
    return {"annee": DateCivile(lue.annee), "mois": DateCivile(lue.annee, lue.mois)}.get(precision, lue)


def _annees(de: date, a: date) -> int:
    return a.year - de.year - ((a.month, a.day) < (de.month, de.day))


def _ecole(fonds: Fonds, ligne: Ligne) -> tuple[str, str]:
    if ligne["scolarite"] not in ECOLES:
        return "", ""
    genre, classes = ECOLES[ligne["scolarite"]]
    age = _annees(ligne["naissance"], fonds.au)
    premiere = {"maternelle": 3, "élémentaire": 6, "collège": 11, "lycée": 15}.get(ligne["scolarite"], age)
    classe = classes[min(max(age - premiere, 0), len(classes) - 1)]
    voie = fonds.choix(VOIES, "école", ligne["famille"]).partition(" ")[2]
    return f"{genre} {voie}", classe


def _familles(fonds: Fonds, greffe: Greffe, gens: Gens) -> None:
    seules = {f["famille"] for f in fonds.lignes("familles") if f["sans_parent_en_france"]}
    communes = {c["commune"]: c["nom"] for c in fonds.lignes("communes")}
    personnes: list[Personne] = []
    liens: list[LienFamilial] = []
    membres: list[MembreFoyer] = []
    adresses: list[Adresse] = []
    foyers = {f["foyer"]: f for f in fonds.lignes("foyers") if f["famille"] not in seules}
    rangs = {rang: greffe.neuf(Foyer, numero=fonds.numero("foyer", rang)) for rang in foyers}
    greffe.ecrire(list(rangs.values()))
    for rang, ligne in foyers.items():
        adultes = list(_adultes(fonds, greffe, ligne, gens.enfants[gens.familles[ligne["famille"]][0]]))
        personnes += [personne for personne, _ in adultes]
        membres += [greffe.neuf(MembreFoyer, foyer=rangs[rang], personne=personne) for personne, _ in adultes]
        code = gens.communes.get(ligne["commune"])
        adresses.append(_adresse(fonds, greffe, ligne, rangs[rang], (communes[ligne["commune"]], code)))
        if ligne["rang"] == 1:
            gens.foyers[ligne["famille"]] = rangs[rang]
            membres += [
                greffe.neuf(MembreFoyer, foyer=rangs[rang], enfant=gens.enfants[e])
                for e in gens.familles[ligne["famille"]]
            ]
        for personne, lien in adultes:
            parent = lien in ("mere", "pere")
            if parent:
                gens.titulaires.setdefault(ligne["famille"], []).append(personne)
            liens += [
                _lien(greffe, gens.enfants[e], personne, lien, parent=parent) for e in gens.familles[ligne["famille"]]
            ]
    greffe.ecrire(personnes)
    greffe.ecrire(liens)
    greffe.ecrire(membres)
    greffe.ecrire(adresses)


def _adultes(fonds: Fonds, greffe: Greffe, foyer: Ligne, enfant: Enfant) -> Iterator[tuple[Personne, str]]:
    """The adults of a home, and what each is to the children."""
    for place, lien in enumerate(PARENTS[foyer["composition"]]):
        sexe = "M" if lien == "pere" or place else "F"
        nom = enfant.nom if lien in ("pere", "grand_parent") or place == 0 else fonds.nom(foyer["foyer"], place)
        telephone = f"00 00 {fonds.sort('tel', foyer['foyer'], place) % 10_000:04d}"
        yield (
            greffe.neuf(Personne,
                nom=nom, prenom=fonds.prenom(sexe, foyer["foyer"], place),
                telephone=telephone,
            ),
            lien,
        )  # fmt: skip


def _lien(greffe: Greffe, enfant: Enfant, personne: Personne, lien: str, *, parent: bool) -> LienFamilial:
    autorite = LienFamilial.Autorite.NON
    if parent:
        prive = enfant.statut in SANS_PARENTS
        autorite = LienFamilial.Autorite.RETIREE if prive else LienFamilial.Autorite.TITULAIRE
    return greffe.neuf(LienFamilial, enfant=enfant, personne=personne, lien=lien, autorite_parentale=autorite)


def _adresse(fonds: Fonds, greffe: Greffe, ligne: Ligne, foyer: Foyer, commune: tuple[str, str | None]) -> Adresse:
    """One in fifty is protected. ``commune``: its name and, if the base holds it, its code."""
    rang, (ville, code) = ligne["foyer"], commune
    protegee = fonds.chance(2, "adresse protégée", rang)
    return greffe.neuf(Adresse,
        foyer=foyer, voie=f"{1 + fonds.sort('voie', rang) % 90} {fonds.choix(VOIES, rang)}",
        code_postal=f"00{100 + ligne['commune']:03d}"[:5], ville=ville, commune_id=None if protegee else code,
        protegee=protegee,
        latitude=None if protegee else ligne["latitude"], longitude=None if protegee else ligne["longitude"],
        motif_protection="Ordonnance de protection" if protegee else "",
    )  # fmt: skip
