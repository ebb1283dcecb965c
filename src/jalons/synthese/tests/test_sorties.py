"""Files, faults, facts and the country: what leaves the module."""

import json

import polars as pl
import pytest

from jalons.droit import loader
from jalons.noyau.saisie import EntreeRefusee
from jalons.synthese.departement import Demande, generer
from jalons.synthese.ecriture import ecrire, lire
from jalons.synthese.faits import en_faits, en_json, lignes
from jalons.synthese.fautes import GENRES, fauter, lire_demande
from jalons.synthese.pays import TOUS, ecrire_pays, effectifs

col = pl.col


@pytest.fixture(scope="module")
def petite():
    return Demande(400, annees=4, graine=3)


@pytest.fixture(scope="module")
def petites(petite):
    return generer(petite)


def test_une_autre_graine_donne_d_autres_enfants(petites):
    autres = generer(Demande(400, annees=4, graine=4))

    assert not autres["enfants"].equals(petites["enfants"])


def test_ce_qui_est_ecrit_se_relit(tmp_path, petites):
    ecrire(petites, tmp_path)

    relues = lire(tmp_path)

    assert set(relues) == set(petites)
    assert all(relues[nom].equals(table) for nom, table in petites.items())


def test_un_dossier_sans_table_le_dit(tmp_path):
    with pytest.raises(EntreeRefusee, match="ne contient aucune table"):
        lire(tmp_path)


def test_sans_faute_demandee_le_journal_est_vide_et_rien_ne_change(petite, petites):
    fautives = fauter(petites, {}, 1, petite.au)

    assert fautives.pop("fautes_injectees").is_empty()
    assert all(fautives[nom].equals(petites[nom]) for nom in petites)


@pytest.fixture(scope="module")
def fautives(petite, petites):
    return fauter(petites, dict.fromkeys(GENRES, 0.03), 1, petite.au)


def test_chaque_genre_de_faute_est_journalise(fautives):
    journal = fautives["fautes_injectees"]

    assert set(journal["genre"].unique()) == set(GENRES)
    assert journal.select("table", "cle", "colonne").is_unique().all()


def test_le_journal_dit_exactement_les_cellules_changees(petites, fautives):
    journal = fautives["fautes_injectees"].filter(col("genre") != "doublon")
    for table, cle in (
        ("sejours", "sejour"),
        ("mesures", "mesure"),
        ("enfants", "enfant"),
        ("informations_preoccupantes", "ip"),
    ):
        for colonne in petites[table].columns:
            if (table, colonne) == ("mesures", "enfant"):
                continue  # half of a duplicated child's measures follow its second file
            paire = petites[table].join(fautives[table], on=cle, suffix="_f") if colonne != cle else None
            if paire is None:
                continue
            changees = paire.filter(col(colonne).ne_missing(col(f"{colonne}_f")))[cle]
            dites = journal.filter((col("table") == table) & (col("colonne") == colonne))["cle"]
            assert sorted(changees) == sorted(dites), (table, colonne)


def test_les_fautes_sont_celles_que_leur_nom_dit(petite, fautives):
    journal = fautives["fautes_injectees"]

    def lignes_de(genre, table, cle):
        cles = journal.filter((col("genre") == genre) & (col("table") == table)).select(col("cle").alias(cle))
        return fautives[table].join(cles, on=cle, how="semi")

    finies = lignes_de("fin_avant_debut", "mesures", "mesure")
    assert (finies["fin_le"] < finies["debut_le"]).all()
    assert lignes_de("debut_manquant", "mesures", "mesure")["debut_le"].is_null().all()
    naissances = lignes_de("age_impossible", "enfants", "enfant")["naissance"]
    assert ((naissances > petite.au) | (naissances.dt.year() < 1940)).all()
    suite = (
        fautives["sejours"]
        .sort("enfant", "debut_le", "sejour")
        .with_columns(apres=col("debut_le").shift(-1).over("enfant"))
    )
    cles = journal.filter(col("genre") == "chevauchement").select(col("cle").alias("sejour"))
    chevauchants = suite.join(cles, on="sejour", how="semi")
    assert (chevauchants["fin_le"] > chevauchants["apres"]).all()


def test_un_doublon_garde_la_famille_et_perd_les_accents_ou_inverse_jour_et_mois(petites, fautives):
    journal = fautives["fautes_injectees"].filter(col("genre") == "doublon")
    doubles = journal.select(enfant=col("cle"), modele=col("avant").cast(pl.Int64)).join(
        fautives["enfants"], on="enfant"
    )
    paires = doubles.join(petites["enfants"], left_on="modele", right_on="enfant", suffix="_m")

    assert (paires["famille"] == paires["famille_m"]).all()
    assert paires["nom"].str.contains(r"^[A-Z ]+$").all()
    inversees = paires.filter(col("naissance") != col("naissance_m"))
    assert len(inversees) > 0
    assert (inversees["naissance"].dt.day() == inversees["naissance_m"].dt.month()).all()


@pytest.mark.parametrize("texte", ["inconnu", "doublon=2", "doublon=abc", "1.5"])
def test_une_demande_de_fautes_mal_ecrite_est_refusee(texte):
    with pytest.raises(EntreeRefusee):
        lire_demande(texte)


@pytest.fixture(scope="module")
def faits(petites):
    return en_faits(petites)


def test_les_evenements_et_leurs_attributs_sont_ceux_du_catalogue(faits):
    dossier = loader.CATALOGUE / "nomenclatures" / "evenements"
    if not dossier.is_dir():
        pytest.skip("the catalogue of events is not here yet")
    from jalons.noyau.yaml_simple import charger

    connus = {
        e["code"]: {a["nom"] for a in e["attributs"]}
        for fichier in dossier.glob("*.yaml")
        for e in charger(fichier.read_bytes())["evenements"]
    }
    for (evenement,), lot in faits.group_by("evenement"):
        assert evenement in connus
        attributs = lot["attributs"].struct.unnest()
        portes = {nom for nom in attributs.columns if attributs[nom].null_count() < len(lot)}
        assert portes <= connus[evenement], evenement


def test_chaque_fait_a_son_jour_et_un_enfant_connu(faits, petites):
    enfants = {f"99-E{numero}" for numero in petites["enfants"]["enfant"]}

    assert faits["le"].null_count() == 0
    assert set(faits["sujet"].unique()) <= enfants
    assert len(faits.filter(col("evenement") == "naissance")) == len(enfants)


def test_une_information_recue_porte_son_instant_avec_le_fuseau(faits):
    [une] = lignes(faits.filter(col("evenement") == "ip_recue").head(1))

    assert set(une) == {"sujet_type", "sujet", "evenement", "instant", "attributs"}
    assert une["instant"][-6:] in ("+00:00", "+01:00", "+02:00")
    assert set(une["attributs"]) == {"ip", "origine"}


def test_une_naissance_incertaine_garde_sa_precision(faits):
    vagues = faits.filter((col("evenement") == "naissance") & (col("precision") == "annee")).head(1)

    [une] = json.loads(en_json(vagues))["faits"]

    assert len(une["le"]) == 4


def test_le_pays_se_partage_entre_cent_un_departements():
    parts = effectifs(30_000, TOUS, 1)

    assert len(parts) == 101
    assert sum(parts.values()) == 30_000
    assert min(parts.values()) >= 30


def test_le_pays_s_ecrit_departement_par_departement(tmp_path):
    nombres = ecrire_pays(Demande(120, annees=2), tmp_path, ("59", "62", "2A"))

    assert sorted(d.name for d in tmp_path.iterdir()) == ["2A", "59", "62"]
    lus = [lire(tmp_path / code)["enfants"] for code in ("59", "62", "2A")]
    assert sum(len(t) for t in lus) == nombres["enfants"]
    assert [t["departement"].unique().to_list() for t in lus] == [["59"], ["62"], ["2A"]]
    assert lus[0]["naissance"].to_list()[:50] != lus[1]["naissance"].to_list()[:50]
