"""One rule of each form and option, and facts drawn to trouble them: what property tests are run on."""

from datetime import UTC, date, datetime

from hypothesis import strategies as st

from jalons.droit.echeances.catalogue import evenement, regle, territoire
from jalons.droit.echeances.faits import Fait
from jalons.droit.echeances.regles import Regles
from jalons.droit.valeurs import Provenance
from jalons.noyau.dates import DateCivile

PROVENANCE = Provenance("essai", "B")
OUVERTE = {"du": None, "au": None, "reference": "essai"}


def une(code, delai, *, fin=None, **champs):
    version = OUVERTE | {"delai": delai} | ({"fin": fin} if fin else {})
    donnees = {
        "code": code, "libelle": code, "sujet": "enfant", "nature": "obligation", "forme": "echeance",
        "ouverte_par": ["debut"], "lien": None, "tenue_par": ["acte"], "acte": "acte", "qui": "service",
        "versions": [version], "certain": True,
    }  # fmt: skip
    return regle(donnees | champs, "essai", PROVENANCE)


MOIS_3 = {"valeur": 3, "unite": "mois"}
DEUX_VERSIONS = [
    {"du": None, "au": "2021-12-31", "delai": {"valeur": 2, "unite": "mois"}, "reference": "avant"},
    {"du": "2022-02-01", "au": None, "delai": {"valeur": 6, "unite": "mois"}, "reference": "après"},
]
REGLES = (
    une("SIMPLE", MOIS_3),
    une("LIEE", MOIS_3, lien="affaire", sans_objet_par=["fin"]),
    une("REMPLACEE", MOIS_3, sans_objet_par=["debut", "fin"]),
    une("RECURRENTE", {"valeur": 1, "unite": "an"}, ouverte_par=["debut", "acte"], sans_objet_par=["fin"]),
    une("IMMEDIATE", {"unite": "immediat"}),
    une("SEMAINES", {"valeur": 2, "unite": "semaine"}, report="jour_ouvrable"),
    une("OUVRABLES", {"valeur": 5, "unite": "jour_ouvrable"}),
    une("OUVRES", {"valeur": -3, "unite": "jour_ouvre"}),
    une("HEURES", {"valeur": 48, "unite": "heure"}, lien="affaire"),
    une("HEURES-SUJET", {"valeur": 72, "unite": "heure"}, forme="duree_maximale", sans_objet_par=["fin"]),
    une("AVANT", {"valeur": -1, "unite": "mois"}),
    une("AVANT-LIMITE", {"valeur": -15, "unite": "jour"}, avance={"valeur": 2, "unite": "mois"}, sans_objet_par=["fin"]),
    une("FENETRE", {"valeur": -2, "unite": "mois"}, fin={"unite": "immediat"}, forme="fenetre"),
    une("FENETRE-AGE", {"age": 3}, fin={"age": 4}, forme="fenetre", ouverte_par=["naissance"]),
    une("VEILLE", {"valeur": 1, "unite": "an"}, dernier_jour="veille", forme="duree_maximale", lien="affaire"),
    une("MINIMAL", {"valeur": 1, "unite": "an"}, forme="delai_minimal"),
    une("PIECE", {"valeur": 6, "unite": "mois"}, forme="validite_piece"),
    une("TIERS", {"valeur": 15, "unite": "jour"}, forme="droit_d_un_tiers"),
    une("AGE", {"age": 17}, ouverte_par=["naissance"], sans_objet_par=["fin"]),
    une("AGE-DATE", {"age": 11}, ouverte_par=["naissance"], en_vigueur_au="terme", versions=[
        {"du": "2024-02-16", "au": None, "delai": {"age": 11}, "reference": "texte de 2024"}]),
    une("ANNUELLE", {"le": "30-04", "annee": 1}, lien="affaire"),
    une("BISSEXTILE", {"le": "29-02", "annee": 0}),
    une("FIXE", {"date": "2024-03-31"}),
    une("DECIDEE", {"decision": "terme"}, forme="duree_maximale"),
    une("DECIDEE-SINON", {"decision": "terme", "a_defaut": {"valeur": 1, "unite": "an"}}),
    une("DECIDEE-MOIS", {"decision": "nombre", "unite": "mois"}, dernier_jour="veille"),
    une("DECIDEE-JOURS", {"decision": "nombre", "unite": "semaine"}),
    une("DECIDEE-SANS", {"decision": "terme"}, forme="sans_date"),
    une("SANS", {"unite": "meilleurs_delais"}, forme="sans_date", sans_objet_par=["fin"]),
    une("PREALABLE", {"unite": "prealable"}, forme="sans_date"),
    une("LOCALE", {"parametre": "local"}, forme="sans_date"),
    une("SEUIL", {"seuil": 2}, forme="seuil", sans_objet_par=["fin"]),
    une("SEUIL-LIE", {"seuil": 1}, forme="seuil", lien="affaire"),
    une("SEUIL-PORTE", {"seuil": 3, "attribut": "nombre"}, forme="seuil"),
    une("SEUIL-TEXTE", {"seuil": 3, "attribut": "origine"}, forme="seuil", sans_objet_par=["fin"]),
    une("SEUIL-NON-LU", {"seuil": None}, forme="seuil", sans_objet_par=["fin"]),
    une("SEUIL-NUL", {"seuil": 0}, forme="seuil"),
    une("INTERDITE", {"unite": "interdiction"}, forme="interdiction", sans_objet_par=["fin"]),
    une("VERSIONS", MOIS_3, versions=DEUX_VERSIONS),
    une("MOINS-DE-3-ANS", {"valeur": 6, "unite": "mois"}, si=[{"age": {"moins_de": 3}}]),
    une("DE-3-ANS", {"valeur": 1, "unite": "an"}, si=[{"age": {"au_moins": 36, "moins_de": 216, "unite": "mois"}}]),
    une("ORIGINE", MOIS_3, si=[{"attribut": "origine", "dans": ["juge", "parquet"]}]),
    une("AUTRE-ORIGINE", MOIS_3, si=[{"attribut": "origine", "hors": ["juge"]}, {"attribut": "urgent", "egal": True}]),
    une("NOMBRE", MOIS_3, si=[{"attribut": "nombre", "au_moins": 2, "moins_de": 5}]),
    une("NOMBRE-DU-TEXTE", MOIS_3, si=[{"attribut": "origine", "au_moins": 2}]),
    une("MAL-TYPEE", MOIS_3, si=[{"attribut": "nombre", "egal": "2"}]),
    une("APRES-FAIT", MOIS_3, si=[{"fait": ["evaluation"]}]),
    une("SANS-FAIT", MOIS_3, si=[{"sans_fait": ["evaluation"]}]),
    une("FAIT-LIE", MOIS_3, lien="affaire", si=[{"fait": ["evaluation"], "portee": "lien"}]),
    une("SANS-FAIT-LIE", MOIS_3, lien="affaire", si=[{"sans_fait": ["evaluation"], "portee": "lien"}]),
    une("PROLONGEE", MOIS_3, lien="affaire", report="jour_ouvrable", prolongee_par={
        "evenement": "prolongation", "delai": {"valeur": 2, "unite": "mois"}, "motif": "motif", "au_plus": 2}),
    une("SUSPENDUE", MOIS_3, suspendue_par={"debut": "suspension", "fin": "reprise"}),
    une("LOCAL-OBJECTIF", MOIS_3, nature="objectif_local", certain=False),
    une("ETABLISSEMENT", MOIS_3, sujet="etablissement"),
)  # fmt: skip

EVENEMENTS = (
    "naissance", "debut", "acte", "fin", "evaluation", "prolongation", "suspension", "reprise", "deces", "sans_rapport",
)  # fmt: skip
TIRAGE = (*EVENEMENTS, "debut", "debut", "acte", "acte", "acte", "naissance", "evaluation")
FICHES = {e: evenement({"code": e, "libelle": e, "sujet": ["enfant"], "attributs": []}) for e in EVENEMENTS}


def regles(code="metropole", **change):
    return Regles(**{"regles": REGLES, "evenements": FICHES, "territoire": territoire(code)} | change)


JOURS = st.dates(date(2019, 1, 1), date(2026, 12, 31)) | st.dates(date(2023, 12, 20), date(2024, 3, 10))
SANS_LACUNE = st.fixed_dictionaries(
    {"affaire": st.integers(1, 2), "origine": st.sampled_from(["juge", "parquet"]), "urgent": st.booleans(),
     "nombre": st.integers(0, 6), "terme": st.just("2024-06-30"), "motif": st.just("complexité")},
)  # fmt: skip
ATTRIBUTS = SANS_LACUNE | st.fixed_dictionaries(
    {},
    optional={
        "affaire": st.integers(1, 2),
        "origine": st.sampled_from(["juge", "parquet", "parent"]),
        "urgent": st.booleans(),
        "nombre": st.integers(0, 6),
        "terme": st.sampled_from(["2024-06-30", "2024-02-30", "bientôt", "2025-1-1"]),
        "exercice": st.integers(2022, 2024),
        "motif": st.just("complexité"),
    },
)


@st.composite
def un_fait(draw, evenements=TIRAGE, vagues=True, sujets=("a", "a", "a", "b")):
    jour = draw(JOURS)
    forme = draw(st.sampled_from(["jour"] * 9 + ["instant"] * 3 + (["mois", "annee"] if vagues else [])))
    instant = None
    if forme == "instant":
        instant = datetime(jour.year, jour.month, jour.day, draw(st.integers(0, 23)), 30, tzinfo=UTC)
        jour = territoire("metropole").jour_local(instant)
    le = {"mois": DateCivile(jour.year, jour.month), "annee": DateCivile(jour.year)}.get(forme, DateCivile.lire(jour))
    type_ = draw(st.sampled_from(["enfant"] * 9 + ["etablissement"]))
    return Fait(type_, draw(st.sampled_from(sujets)), draw(st.sampled_from(evenements)), le, instant, draw(ATTRIBUTS))


def des_faits(**options):
    return st.lists(un_fait(**options), min_size=2, max_size=14)
