"""Figures as a reader sees them: cards, tables, pictures, cells of an export. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from jalons.analyse.effectifs import Effectifs
from jalons.analyse.effectifs.filtres import GROUPES
from jalons.analyse.effectifs.mesure import AGE_OUVERT
from jalons.analyse.graphiques import Figure, Mois, Tranche, mouvements, pyramide
from jalons.analyse.indicateurs.lecture import FAMILLES, indicateurs
from jalons.analyse.indicateurs.modele import SENS, Indicateur
from jalons.noyau.tableur import Tableau

EN_TETE = (
    "accueillis_personnes", "confies_personnes", "milieu_ouvert_personnes", "suivis", "entrees_accueil",
    "sorties_accueil", "en_attente", "part_judiciaire", "part_projet", "duree_mediane_sorties", "ip_recues",
    "jeunes_majeurs",
)  # fmt: skip
"""Indicators shown first, as cards."""
FIN = "\u202f"


def definition(code: str) -> Indicateur | None:
    """The indicator of the catalogue; those of table 7, one per band of ages, share one definition."""
    connus = indicateurs()
    return connus.get(code) or (connus["ase7_confies"] if code.startswith("ase7_") else None)


def dire_nombre(valeur: float | None, unite: str = "") -> str:
    """A number with its unit, or « non calculable ».

    >>> dire_nombre(1234.0, "enfants").replace(FIN, " ").replace(chr(160), " "), dire_nombre(None)
    ('1 234 enfants', 'non calculable')
    """
    if valeur is None:
        return "non calculable"
    texte = f"{valeur:,.0f}" if float(valeur).is_integer() else f"{valeur:,.1f}"
    texte = texte.replace(",", FIN).replace(".", ",").replace("-", "−")
    return f"{texte}\u00a0{unite}" if unite else texte


@dataclass(frozen=True, slots=True)
class Ligne:
    """One indicator in words.

    Attributes:
        dit: what the run kept of it.
        minimum: its source does not know every measure in progress.
        repere: what DREES publishes of the same thing (``Repere.en_json``); empty: nothing.
    """

    code: str
    dit: Mapping[str, Any]
    minimum: bool = False
    repere: Mapping[str, Any] = field(default_factory=dict)

    @property
    def libelle(self) -> str:
        """Its name."""
        return str(self.dit["libelle"])

    @property
    def definition(self) -> Indicateur | None:
        """What it counts."""
        return definition(self.code)

    @property
    def valeur(self) -> str:
        """With its unit; « au moins » when some rows do not say whether they count."""
        d = self.dit
        compte = d["denominateur"] is None and d["unite"] not in ("jours", "ans")
        moins = "au moins " if (d["inconnus"] or self.au_moins) and compte and d["valeur"] is not None else ""
        return moins + dire_nombre(d["valeur"], d["unite"])

    @property
    def au_moins(self) -> bool:
        """Whether it rests on what is in progress on a day, where the source knows a part of it only."""
        return self.minimum and self.definition is not None and self.definition.base == "stock"

    @property
    def chiffre(self) -> str:
        """The figure of a card: its unit is under it unless it is a sign."""
        return dire_nombre(self.dit["valeur"], self.dit["unite"] if self.dit["unite"] in ("%", "‰") else "")

    @property
    def avant(self) -> str:
        """Value a year before."""
        return dire_nombre(self.dit.get("avant"), self.dit["unite"]) if self.dit.get("avant") is not None else "inconnu"

    @property
    def evolution(self) -> str:
        """Since a year before: in points for a share, in percent otherwise; empty when not known."""
        avant, valeur = self.dit.get("avant"), self.dit["valeur"]
        if avant is None or valeur is None:
            return ""
        if self.dit["unite"] == "%":
            return _signe(valeur - avant, "point" if abs(valeur - avant) < 2 else "points")
        return _signe(100 * (valeur / avant - 1), "%") if avant else ""

    @property
    def en_regard(self) -> str:
        """Published figures of the département, its région and the nation; empty when there are none."""
        if not self.repere:
            return ""
        dits = "\u00a0; ".join(
            f"{t['nom']} {'inconnu' if t['valeur'] is None else dire_nombre(round(t['valeur'], 1))}"
            for t in self.repere["territoires"]
        )
        provisoire = " (provisoire)" if self.repere["statut"] == "provisoire" else ""
        return f"DREES {self.repere['annee']}{provisoire}\u00a0: {dits}"

    @property
    def valeurs_publiees(self) -> list[str]:
        """Those of the département, its région and the nation, in that order; a département may have no région."""
        dites = {
            t["niveau"]: "inconnu" if t["valeur"] is None else dire_nombre(round(t["valeur"], 1))
            for t in self.repere["territoires"]
        }
        return [dites[niveau] for niveau in ("departement", "region", "nation") if niveau in dites]

    @property
    def sens(self) -> str:
        """Which way is better, in words."""
        d = self.definition
        return SENS[d.sens] if d else ""

    @property
    def precision(self) -> str:
        """Under the figure of a card: a year before, how to read, what to beware of."""
        avant = "inconnu" if self.dit.get("avant") is None else dire_nombre(self.dit["avant"])
        dits = [f"{self.dit['unite']} ; un an avant : {avant}{f' ({self.evolution})' if self.evolution else ''}"]
        if self.dit["raison"]:
            dits = [str(self.dit["raison"])[:1].upper() + str(self.dit["raison"])[1:]]
        if self.dit["inconnus"]:
            dits.append(f"{dire_nombre(self.dit['inconnus'])} inconnus")
        if self.au_moins:
            dits.append("sur les seules mesures que l'import dit")
        if not self.dit["confirme"]:
            dits.append("définition non confirmée")
        return f"{' ; '.join([*dits, self.sens] if self.sens else dits)}."


def _signe(ecart: float, unite: str) -> str:
    return f"{ecart:+.1f}\u00a0{unite}".replace(".", ",").replace("-", "−")


def lignes(
    dits: Mapping[str, Mapping[str, Any]], *, minimum: bool = False, reperes: Mapping[str, Any] | None = None
) -> list[Ligne]:
    """Every indicator of a run, beside what DREES publishes."""
    return [Ligne(code, dit, minimum, (reperes or {}).get(code, {})) for code, dit in dits.items()]


def cartes(toutes: Iterable[Ligne]) -> list[Ligne]:
    """Those shown first."""
    par_code = {x.code: x for x in toutes}
    return [par_code[code] for code in EN_TETE if code in par_code]


def familles(toutes: Iterable[Ligne]) -> list[tuple[str, list[Ligne]]]:
    """By family, in the order in which they are read."""
    groupes: dict[str, list[Ligne]] = {}
    for ligne in toutes:
        groupes.setdefault(ligne.dit["famille"], []).append(ligne)
    return [(nom, groupes[code]) for code, nom in FAMILLES.items() if code in groupes]


def image_des_ages(e: Effectifs, *, par_sexe: bool) -> Figure:
    """The pyramid of ages: girls and boys in care, or those in care and those helped at home."""
    gauche, droite = (e.filles, e.garcons) if par_sexe else (e.accueil, e.domicile)
    cotes = ("Filles accueillies", "Garçons accueillis") if par_sexe else ("Accueillis", "Autres aides")
    noms = [*(f"{age} an{'s' if age > 1 else ''}" for age in range(AGE_OUVERT)), f"{AGE_OUVERT} et plus"]
    tranches = [Tranche(n, g, d) for n, g, d in zip(noms, gauche, droite, strict=True)]
    identifiant = "ages-par-sexe" if par_sexe else "ages-par-aide"
    titre = f"Pyramide des âges : {' et '.join(c.lower() for c in cotes)}"
    return pyramide(identifiant, titre=titre, cotes=cotes, tranches=tranches)


def image_des_mouvements(e: Effectifs, depuis: int = 0) -> Figure:
    """Measures begun and ended, month by month, from the month ``depuis`` (as 202401) when the source begins there."""
    mois = [
        Mois(f"{m % 100:02d}/{m // 100}", entrees, sorties, la) for m, entrees, sorties, la in e.mois if m >= depuis
    ]
    return mouvements("mouvements", titre="Mesures commencées et finies, mois par mois", mois=mois)


def images(e: Effectifs, depuis: int = 0) -> list[Figure]:
    """Those of the page of key figures; girls and boys only where the sex is known."""
    ages = [image_des_ages(e, par_sexe=True)] if any(e.filles) or any(e.garcons) else []
    return [image_des_ages(e, par_sexe=False), *ages, image_des_mouvements(e, depuis)]


def natures(e: Effectifs, libelles: Mapping[str, str]) -> list[tuple[str, str]]:
    """Kinds of measures in words, the most frequent first."""
    return [(libelles.get(code, code.replace("_", " ")), dire_nombre(n)) for code, n in e.natures.items()]


def groupes(e: Effectifs) -> list[tuple[str, str]]:
    """Types of care in words, in the order of the catalogue; those not classed only when there are some."""
    return [
        (nom, dire_nombre(e.groupes.get(c, 0))) for c, nom in GROUPES.items() if c in e.groupes or c != "non_classe"
    ]


COLONNES = (
    "Code", "Indicateur", "Famille", "Valeur", "Unité", "Un an avant", "Numérateur", "Dénominateur", "Inconnus",
    "Non calculable", "Définition confirmée", "Réserve", "En regard",
)  # fmt: skip


def tableau_des_indicateurs(toutes: Sequence[Ligne], note: str) -> Tableau:
    """Every indicator, numbers as numbers."""
    cellules = [
        (x.code, x.libelle, FAMILLES.get(x.dit["famille"], ""), x.dit["valeur"], x.dit["unite"], x.dit.get("avant"),
         x.dit["numerateur"], x.dit["denominateur"], x.dit["inconnus"], x.dit["raison"],
         "oui" if x.dit["confirme"] else "non", x.definition.reserve if x.definition else "", x.en_regard)
        for x in toutes
    ]  # fmt: skip
    return Tableau("Indicateurs", COLONNES, cellules, note=note, figees=2, largeurs=((1, 60), (11, 60), (12, 60)))


def tableau_drees(dits: Sequence[Mapping[str, Any]], note: str) -> Tableau:
    """Tables of the survey, one row per table and column."""
    colonnes = ("Tableau", "Colonne", "Valeur", "Inconnus", "Confirmé", "Non calculable")
    cles = ("tableau", "colonne", "valeur", "inconnus", "confirme", "raison")
    return Tableau(
        "Enquête Aide sociale", colonnes, [[d[c] for c in cles] for d in dits], note=note, largeurs=((1, 70),)
    )


def tableau_public(publics: Mapping[str, Any]) -> Tableau:
    """The table open to everybody, hidden cells under their mark."""
    note = (
        f"« {publics['masque']} » : masqué, car ce nombre, ou un autre que l'on en déduirait, est inférieur à "
        f"{publics['seuil']}. Un enfant est compté une fois par nature d'aide."
    )
    lignes_ = [[x["libelle"], *x["cellules"]] for x in publics["lignes"]]
    return Tableau("Effectifs", ("Type d'aide", *publics["colonnes"]), lignes_, note=note)


def comparaisons(lues: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """As a run keeps them, with each value in words."""
    return [
        {**c, "territoires": [
            {**t, "dit": "inconnu" if t["valeur"] is None else dire_nombre(t["valeur"])} for t in c["territoires"]
        ]}
        for c in lues
    ]  # fmt: skip


def tableau_des_comparaisons(lues: Sequence[Mapping[str, Any]], note: str) -> Tableau:
    """One row per indicator and territory."""
    colonnes = ("Indicateur", "Unité", "Année", "Territoire", "Valeur", "Rang", "Sur", "Quantile", "Réserve")
    cellules = [
        (c["libelle"], c["unite"], c["annee"], t["nom"], t["valeur"],
         *((c["rang"], c["sur"], c["quantile"]) if t["niveau"] == "departement" else (None, None, None)), c["reserve"])
        for c in lues
        for t in c["territoires"]
    ]  # fmt: skip
    return Tableau("Comparaison", colonnes, cellules, note=note, largeurs=((0, 60), (8, 60)))


def tableau_de_figure(figure: Figure, note: str = "") -> Tableau:
    """The table of a picture, numbers as numbers where they are whole."""
    lignes_ = [[_nombre(c) for c in ligne] for ligne in figure.lignes]
    return Tableau("Chiffres", figure.colonnes, lignes_, note=f"{figure.titre}. {figure.description} {note}".strip())


def _nombre(texte: str) -> Any:
    nu = texte.replace(FIN, "")
    return int(nu) if nu.isascii() and nu.isdigit() else texte
