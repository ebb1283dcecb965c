"""The relations on which indicators count: what is in progress on a day, what happened in a year. Ibis expressions.

Each base names where each of its columns comes from, so that an indicator whose source is missing says so instead of
counting nothing. A row told twice counts once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from jalons.analyse.indicateurs.classement import PROPRIETES, Classement
from jalons.analyse.indicateurs.expressions import age_au, code_classe, en_cours, entre, premiere
from jalons.analyse.sources.registres import Registres
from jalons.analyse.tables.registres import TABLES

if TYPE_CHECKING:
    import ibis.expr.types as ir

COLONNES = {t.nom: tuple(c.nom for c in t.colonnes) for t in TABLES}
PLACES = ("confie", "direct")
"""Groups of measures by which a child is in care."""


@dataclass(frozen=True, slots=True)
class Contexte:
    """What a base is built from: registers, the day, the period that ends on it (``depuis`` excluded)."""

    registres: Registres
    au: date
    depuis: date
    classement: Classement

    def table(self, nom: str) -> ir.Table:
        """A table of the registers: its declared columns that are there, and the code of the département."""
        table = self.registres.tables[nom]
        utiles = [c for c in (*COLONNES[nom], "departement") if c in table.columns]
        return table.select(utiles)

    def a(self, table: str, colonne: str) -> bool:
        """Whether the registers say this."""
        return not self.registres.manque(table, colonne)


@dataclass(frozen=True, slots=True)
class Base:
    """A relation: how it is built, and the table and column that each of its columns comes from."""

    code: str
    libelle: str
    construire: Callable[[Contexte], Any]
    colonnes: Mapping[str, tuple[str, str]]


def stock(c: Contexte) -> ir.Table:
    """One row per child and kind of measure in progress on the day: DREES counts a child once per kind of measure."""
    m = c.table("mesures")
    ici = premiere(m.filter(en_cours(m, c.au)), ["enfant", "type"], ["debut_le", "mesure"])
    lignes = _natures(ici, c)
    lignes = lignes.mutate(anciennete=_jours(c.au) - lignes.debut_le.epoch_days())
    lignes = _enfants(lignes, c, c.au)
    return _projets(_hebergement(lignes, c), c)


def flux(c: Contexte) -> ir.Table:
    """One row per measure decided, begun or ended in the period."""
    m = c.table("mesures")
    etapes = {"decidee": "decidee_le", "commencee": "debut_le", "finie": "fin_le"}
    connues = {nom: entre(m[col], c.depuis, c.au) for nom, col in etapes.items() if col in m.columns}
    une = None
    for condition in connues.values():
        une = condition if une is None else une | condition
    ici = premiere(m.mutate(**connues).filter(une), ["mesure"], ["debut_le", "fin_le"])
    ici = ici.mutate(duree=ici.fin_le.epoch_days() - ici.debut_le.epoch_days())
    return _enfants(_natures(ici, c), c, ici_debut=True)


def attente(c: Contexte) -> ir.Table:
    """One row per measure decided and neither begun nor ended on the day."""
    m = c.table("mesures")
    pas_la = (m.debut_le.isnull() | (m.debut_le > c.au)) & (m.fin_le.isnull() | (m.fin_le > c.au))
    ici = premiere(m.filter(m.decidee_le <= c.au, pas_la), ["mesure"], ["decidee_le"])
    ici = ici.mutate(attente=_jours(c.au) - ici.decidee_le.epoch_days())
    return _enfants(_natures(ici, c), c, c.au)


def episodes(c: Contexte) -> ir.Table:
    """One row per time in care that began or ended in the period: measures of care that touch or overlap are one.

    A measure that begins the day after another touches it: registers that write the last day of a measure rather than
    the day of leaving would otherwise tell a return at every renewal.
    """
    import ibis

    m = c.table("mesures")
    accueils = [code for code, groupe in c.classement.natures["groupe"].items() if groupe in PLACES]
    m = m.filter(m.type.isin(accueils), m.debut_le <= c.au, m.fin_le.isnull() | (m.fin_le >= m.debut_le))
    bougent = m.filter(entre(m.debut_le, c.depuis, c.au) | entre(m.fin_le, c.depuis, c.au)).select("enfant").distinct()
    m = premiere(m.semi_join(bougent, "enfant"), ["mesure"], ["debut_le", "fin_le"])
    sans_fin = ibis.date(9999, 12, 31)
    m = m.mutate(fin=ibis.coalesce(m.fin_le, sans_fin))
    avant = ibis.rows_window(group_by="enfant", order_by=[m.debut_le, m.mesure], preceding=(None, 1))
    m = m.mutate(vu=m.fin.max().over(avant))
    m = m.mutate(neuf=(m.vu.isnull() | (m.vu.epoch_days() + 1 < m.debut_le.epoch_days())).cast("int64"))
    jusque = ibis.cumulative_window(group_by="enfant", order_by=[m.debut_le, m.mesure])
    m = m.mutate(rang=m.neuf.sum().over(jusque))
    par = m.group_by(["enfant", "rang"]).aggregate(debut_le=m.debut_le.min(), fin=m.fin.max(), **_territoire(m))
    par = par.mutate(
        entree=entre(par.debut_le, c.depuis, c.au), sortie=entre(par.fin, c.depuis, c.au), deja=par.rang > 1,
        duree=par.fin.epoch_days() - par.debut_le.epoch_days(),
    )  # fmt: skip
    return _enfants(par.filter(par.entree | par.sortie), c, ici_debut=True)


def informations(c: Contexte) -> ir.Table:
    """One row per information received in the period."""
    t = c.table("informations_preoccupantes")
    return premiere(t.filter(entre(t.recue_le, c.depuis, c.au)), ["ip"], ["recue_le"])


def enfants_signales(c: Contexte) -> ir.Table:
    """One row per information received in the period and child that it names."""
    recues = informations(c).select("ip")
    nommes = c.table("ip_enfants").semi_join(recues, "ip")
    if c.a("ip_enfants", "cite"):  # the other minors of the home are evaluated, not named
        nommes = nommes.filter(nommes.cite)
    nommes = nommes.select("ip", "enfant").distinct()
    return _enfants(nommes, c, c.au)


def evaluations(c: Contexte) -> ir.Table:
    """One row per child and situation whose evaluation was reported in the period."""
    t = c.table("evaluations")
    return premiere(
        t.filter(entre(t.rapport_le, c.depuis, c.au)), ["situation", "enfant"], ["rapport_le", "evaluation"]
    )


def entretiens(c: Contexte) -> ir.Table:
    """One row per child in care who turned 17, or entered after, in the period."""
    t = c.table("entretiens_17")
    ici = premiere(t.filter(entre(t.dix_sept_ans_le, c.depuis, c.au)), ["enfant"], ["dix_sept_ans_le"])
    return ici.mutate(fait=ici.realise_le.notnull() & (ici.realise_le <= c.au))


def enfance(c: Contexte) -> ir.Table:
    """One row per child followed on the day, with the examinations of early childhood that are known of him."""
    m = c.table("mesures")
    suivis = _enfants(m.filter(en_cours(m, c.au)).select("enfant").distinct(), c, c.au)
    t = c.table("examens_enfance")
    faits = t.filter(t.realise_le <= c.au)
    par = faits.group_by("enfant").aggregate(**{e: (faits.genre == e).max() for e in EXAMENS})
    joint = suivis.left_join(par, "enfant")
    return joint.mutate(**{e: joint[e].fill_null(False) for e in EXAMENS}).drop("enfant_right")


EXAMENS = ("certificat_8j", "certificat_9m", "certificat_24m", "bilan_3_4_ans")


def _natures(lignes: ir.Table, c: Contexte) -> ir.Table:
    return lignes.mutate(**{p: code_classe(lignes.type, codes) for p, codes in c.classement.natures.items()})


def _territoire(m: ir.Table) -> dict[str, Any]:
    return {"mds": m.mds.min()} if "mds" in m.columns else {}


def _enfants(lignes: ir.Table, c: Contexte, jour: date | None = None, *, ici_debut: bool = False) -> ir.Table:
    """Adds age, on ``jour`` or on the day when the row began, and whether the child came alone; null when not known."""
    import ibis

    e = c.table("enfants")
    e = premiere(e.semi_join(lignes, "enfant"), ["enfant"], ["naissance"])  # only those asked for: they are few
    seul = e.non_accompagne if "non_accompagne" in e.columns else ibis.null("boolean")
    if seul.type().is_string():  # another software's extract says it in words
        seul = seul == "oui"
    e = e.select("enfant", "naissance", non_accompagne=seul)
    joint = lignes.left_join(e, "enfant").drop("enfant_right")
    du = joint.debut_le if ici_debut else ibis.literal(jour)
    return joint.mutate(age=age_au(joint.naissance, du))


def _hebergement(lignes: ir.Table, c: Contexte) -> ir.Table:
    """Adds where the child lives: columns of tables 4, 5 and 6; null where the registers do not say."""
    import ibis

    if not (c.a("sejours", "genre") and c.a("sejours", "mesure")):
        vides = dict.fromkeys(("ase4", "ase6"), ibis.null("string"))
        return lignes.mutate(**vides, hors=ibis.null("boolean"))
    s = c.table("sejours")
    presents = premiere(s.filter(en_cours(s, c.au)), ["mesure"], [s.debut_le.desc(), s.sejour.desc()])
    presents = presents.select("mesure", "lieu", "genre")
    joint = lignes.left_join(presents, "mesure").drop("mesure_right")
    joint = joint.mutate(ase4=code_classe(joint.genre, c.classement.genres))
    return _lieux(joint, c)


def _lieux(joint: ir.Table, c: Contexte) -> ir.Table:
    import ibis

    vide = {"ase6": ibis.null("string"), "hors": ibis.null("boolean")}
    if "lieux" not in c.registres.tables:
        return joint.mutate(**vide)
    lieux = premiere(c.table("lieux"), ["lieu"], [])
    ase6 = (
        code_classe(lieux.categorie_finess, c.classement.finess) if c.a("lieux", "categorie_finess") else vide["ase6"]
    )
    ailleurs = lieux.departement_du_lieu if c.a("lieux", "departement_du_lieu") else ibis.null("string")
    lieux = lieux.select("lieu", ase6=ase6, ailleurs=ailleurs)
    joint = joint.left_join(lieux, "lieu").drop("lieu_right")
    ici = joint.departement if "departement" in joint.columns else ibis.null("string")
    return joint.mutate(hors=joint.ailleurs != ici)


def _projets(lignes: ir.Table, c: Contexte) -> ir.Table:
    import ibis

    if not c.a("ppe", "etabli_le"):
        return lignes.mutate(projet=ibis.null("boolean"))
    p = c.table("ppe")
    avec = p.filter(p.etabli_le <= c.au).select("enfant").distinct().mutate(projet=True)
    joint = lignes.left_join(avec, "enfant").drop("enfant_right")
    return joint.mutate(projet=joint.projet.fill_null(False))


def _jours(jour: date) -> int:
    return (jour - date(1970, 1, 1)).days


_MESURE = {
    "enfant": ("mesures", "enfant"), "type": ("mesures", "type"), "debut_le": ("mesures", "debut_le"),
    "age": ("enfants", "naissance"), "non_accompagne": ("enfants", "non_accompagne"), "mds": ("mesures", "mds"),
    **dict.fromkeys(PROPRIETES, ("mesures", "type")),
}  # fmt: skip
_INFORMATION = {
    nom: ("informations_preoccupantes", nom) for nom in ("ip", "famille", "origine", "recue_le", "qualification")
}
BASES: Mapping[str, Base] = {
    b.code: b
    for b in (
        Base("stock", "Mesures en cours au jour dit, un enfant une fois par nature", stock, {
            **_MESURE, "anciennete": ("mesures", "debut_le"), "ase4": ("sejours", "genre"),
            "ase6": ("lieux", "categorie_finess"), "hors": ("lieux", "departement_du_lieu"),
            "projet": ("ppe", "etabli_le"),
        }),
        Base("flux", "Mesures décidées, commencées ou finies dans les douze mois", flux, {
            **_MESURE, "mesure": ("mesures", "mesure"), "decidee": ("mesures", "decidee_le"),
            "commencee": ("mesures", "debut_le"), "finie": ("mesures", "fin_le"), "duree": ("mesures", "fin_le"),
        }),
        Base("attente", "Mesures décidées qui n'ont pas commencé", attente, {
            **_MESURE, "attente": ("mesures", "decidee_le"),
        }),
        Base("episodes", "Temps d'accueil commencés ou finis dans les douze mois", episodes, {
            "enfant": ("mesures", "enfant"), "entree": ("mesures", "debut_le"), "sortie": ("mesures", "fin_le"),
            "deja": ("mesures", "debut_le"), "duree": ("mesures", "fin_le"), "age": ("enfants", "naissance"),
            "non_accompagne": ("enfants", "non_accompagne"), "mds": ("mesures", "mds"),
        }),
        Base("informations", "Informations préoccupantes reçues dans les douze mois", informations, _INFORMATION),
        Base("enfants_signales", "Enfants nommés par ces informations", enfants_signales, {
            "enfant": ("ip_enfants", "enfant"), "ip": ("informations_preoccupantes", "recue_le"),
            "age": ("enfants", "naissance"),
        }),
        Base("evaluations", "Évaluations rendues dans les douze mois", evaluations, {
            "situation": ("evaluations", "situation"), "enfant": ("evaluations", "enfant"),
            "rapport_le": ("evaluations", "rapport_le"), "conclusion": ("evaluations", "conclusion"),
        }),
        Base("entretiens", "Enfants accueillis devenus dix-sept ans dans les douze mois", entretiens, {
            "enfant": ("entretiens_17", "enfant"), "fait": ("entretiens_17", "realise_le"),
            "dix_sept_ans_le": ("entretiens_17", "dix_sept_ans_le"),
        }),
        Base("enfance", "Enfants suivis, et leurs examens de la petite enfance", enfance, {
            "enfant": ("mesures", "enfant"), "age": ("enfants", "naissance"),
            **dict.fromkeys(EXAMENS, ("examens_enfance", "realise_le")),
        }),
    )
}  # fmt: skip
"""Every relation by code."""
