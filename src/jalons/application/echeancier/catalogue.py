"""Rules in a reader's words, and what a département adds to them. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from jalons.droit.echeances import RegleDelai, Regles, regles_nationales
from jalons.droit.echeances.local import MATIERE_LOCALE
from jalons.droit.echeances.phrases import dire_delai, dire_effet, dire_fenetre
from jalons.droit.echeances.regles import LIBELLES_FORME, LIBELLES_NATURE, Forme, Version


@dataclass(frozen=True, slots=True)
class VersionLue:
    """What a rule says for a time."""

    quand: str
    delai: str
    reference: str
    note: str


@dataclass(frozen=True, slots=True)
class RegleLue:
    """A rule on a page."""

    regle: RegleDelai
    forme: str
    nature: str
    ouverte_par: tuple[str, ...]
    versions: tuple[VersionLue, ...]


@dataclass(frozen=True, slots=True)
class Local:
    """What a département adds: rules switched on, values given, rules of its own."""

    activees: tuple[RegleLue, ...]
    chiffrees: tuple[RegleLue, ...]
    propres: tuple[RegleLue, ...]
    jours_feries: str
    preavis_jours: int

    @property
    def vide(self) -> bool:
        """Whether it adds nothing."""
        return not (self.activees or self.chiffrees or self.propres)


def decrire(regle: RegleDelai, regles: Regles | None = None) -> RegleLue:
    """The rule in words, its versions the oldest first."""
    noms = (regles or regles_nationales()).evenements
    return RegleLue(
        regle, LIBELLES_FORME[_forme(regle)], LIBELLES_NATURE[regle.nature],
        tuple(noms[c].libelle for c in regle.ouverte_par if c in noms), tuple(_version(v) for v in regle.versions),
    )  # fmt: skip


def _forme(regle: RegleDelai) -> Forme:
    """Of the rule as it stands: the value that a département gives makes a deadline of a duty without a date."""
    datee = regle.forme == "sans_date" and regle.versions[-1].delai.duree is not None
    return "echeance" if datee else regle.forme


def effet_de(regle: RegleDelai) -> str:
    """From when to when a rule is in force, its versions one after the other."""
    return " ; ".join(dire_effet(v) for v in regle.versions)


def _version(version: Version) -> VersionLue:
    delai = dire_delai(version.delai) if version.fin is None else dire_fenetre(version.delai, version.fin)
    return VersionLue(dire_effet(version), delai, version.reference, version.note)


def du_departement(regles: Regles) -> Local:
    """What ``regles`` hold that the national ones do not."""
    nationales = regles_nationales().par_code
    propres = [r for r in regles.regles if r.matiere == MATIERE_LOCALE]
    communes = [r for r in regles.regles if r.matiere != MATIERE_LOCALE and r.code in nationales]
    chiffrees = [r for r in communes if r.versions != nationales[r.code].versions]
    activees = [r for r in communes if not r.par_defaut and r not in chiffrees]
    lues = [tuple(decrire(r, regles) for r in liste) for liste in (activees, chiffrees, propres)]
    return Local(
        activees=lues[0],
        chiffrees=lues[1],
        propres=lues[2],
        jours_feries=regles.territoire.libelle,
        preavis_jours=regles.preavis_jours,
    )
