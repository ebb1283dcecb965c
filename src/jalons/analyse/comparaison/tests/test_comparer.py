"""A département against the others: invented series, then the real ones."""

import polars as pl
import pytest

from jalons.analyse.comparaison import figures as dessins
from jalons.analyse.comparaison.comparer import choisis, comparer
from jalons.analyse.comparaison.entonnoir import Position
from jalons.analyse.comparaison.figures import figures
from jalons.analyse.comparaison.reperes import reperes
from jalons.analyse.comparaison.series import NATION, Series, millesimes
from jalons.analyse.graphiques.figure import Figure
from jalons.analyse.sources.drees import SCHEMA
from jalons.analyse.sources.tests.donnees import VRAIES, drees, population

SANS = ("", "non_precise")


def ligne(code, annee, valeur, indicateur="aed", niveau="departement", statut="non_precise", etat="dite"):
    nom = {"departement": f"D{code}", "region": "Région", "nation": "France"}[niveau]
    region = "R" if niveau == "departement" else ""
    return (annee, niveau, code, nom, region, indicateur, valeur, etat, False, "enfants", "", statut, "f.csv", 2)


def series(*lignes, millesime=SANS):
    return Series(pl.DataFrame(list(lignes), schema=SCHEMA, orient="row"), millesime)


def une(lue, code="01", annee=2020, indicateur="serie_aed", **options):
    (comparaison,) = comparer(lue, code, annee, (indicateur,), **options)
    return comparaison


def test_le_rang_va_du_plus_haut_et_les_egaux_le_partagent():
    lues = series(*(ligne(c, 2020, v) for c, v in (("01", 5.0), ("02", 9.0), ("03", 5.0), ("04", 1.0))))
    place = une(lues).place
    assert (place.rang, place.sur, place.quantile) == (2, 4, 0.5)
    assert une(lues, "04").place.quantile == 0


def test_une_valeur_inconnue_n_a_ni_rang_ni_evolution():
    lues = series(ligne("01", 2020, None, etat="non_diffusee"), ligne("01", 2019, 4.0), ligne("02", 2020, 9.0))
    comparaison = une(lues)
    assert (comparaison.place, comparaison.evolution) == (None, None)
    assert "ND" in comparaison.valeurs[0].raison
    assert une(lues, "02").place.sur == 1


def test_un_territoire_nomme_comme_une_formule_reste_un_texte(tmp_path, monkeypatch):
    figure = Figure("f", "<svg/>", "Titre", "Dit.", ("territoire", "valeur"), (("=cmd|' /C calc'!A0", "3"),))
    monkeypatch.setattr(dessins, "figures", lambda c: [figure])

    _, table = dessins.ecrire(tmp_path, [None])

    assert table.read_text(encoding="utf-8").splitlines()[1].startswith("'=")


def test_l_evolution_d_un_nombre_est_en_pour_cent_celle_d_une_part_en_points():
    lues = series(
        *(
            ligne("01", a, v, i)
            for a, v, i in (
                (2019, 100.0, "aemo"),
                (2020, 110.0, "aemo"),
                (2019, 200.0, "actions_educatives_total"),
                (2020, 200.0, "actions_educatives_total"),
            )
        )
    )
    assert une(lues, indicateur="serie_aemo").evolution == pytest.approx(10)
    assert une(lues, indicateur="part_aemo_drees").evolution == pytest.approx(5)


def test_la_base_100_et_les_annees_sans_valeur():
    lues = series(
        ligne("01", 2018, 50.0),
        ligne("01", 2020, 60.0),
        ligne("FR", 2018, 10.0, niveau="nation"),
        ligne("FR", 2019, 11.0, niveau="nation"),
        ligne("FR", 2020, 12.0, niveau="nation"),
    )
    comparaison = une(lues)
    assert comparaison.base == 2018
    assert [(h.annee, h.indices) for h in comparaison.historique] == [
        (2018, (100, 100)),
        (2019, (None, pytest.approx(110))),
        (2020, (pytest.approx(120), pytest.approx(120))),
    ]
    assert une(lues, base=2020).historique[0].indices[0] == pytest.approx(100 * 50 / 60)


def test_deux_lignes_qui_se_contredisent_ne_donnent_pas_de_valeur():
    lue = une(series(ligne("01", 2020, 1.0), ligne("01", 2020, 2.0))).valeurs[0]
    assert lue.valeur is None
    assert "contradictoire (1 ou 2)" in lue.raison


def test_provisoire_et_definitif_sont_deux_comparaisons():
    table = pl.DataFrame(
        [ligne("01", 2024, 10.0, statut="provisoire"), ligne("01", 2024, 11.0, statut="definitif")],
        schema=SCHEMA,
        orient="row",
    )
    trouves = list(millesimes(table, "01", 2024))
    assert trouves == [("", "definitif"), ("", "provisoire")]
    assert [une(Series(table, m), annee=2024).valeurs[0].valeur for m in trouves] == [11, 10]


def test_un_departement_inconnu_se_dit():
    with pytest.raises(KeyError):
        comparer(series(ligne("01", 2020, 1.0)), "99", 2020)


def test_les_nombres_viennent_avant_les_taux_et_les_taux_avant_les_parts():
    unites = [i.unite for i in choisis()]
    assert unites.index("‰") > max(r for r, u in enumerate(unites) if u in ("enfants", "mesures", "personnes"))
    assert unites.index("%") > max(r for r, u in enumerate(unites) if u == "‰")


def test_en_regard_des_registres_le_definitif_de_la_derniere_annee_publiee():
    lignes = [
        ligne("01", 2019, 1.0),
        ligne("01", 2020, 2.0, statut="provisoire"),
        ligne("01", 2020, 3.0, statut="definitif"),
    ]
    trouves = reperes(pl.DataFrame(lignes, schema=SCHEMA, orient="row"), "01", 2022, {"ase9_aed", "ase1_confies"})
    assert {c: (r.annee, r.statut, r.valeurs[0].valeur) for c, r in trouves.items()} == {
        "ase9_aed": (2020, "definitif", 3.0), "ase1_confies": (2020, "definitif", None),
    }  # fmt: skip
    assert trouves["ase9_aed"].phrase() == "DREES 2020 : D01 3 mesures ; France entière (hors Mayotte) inconnu"
    assert reperes(pl.DataFrame(lignes, schema=SCHEMA, orient="row"), "99", 2022, {"ase9_aed"}) == {}


@VRAIES
class TestLePasDeCalais:
    @pytest.fixture(scope="class")
    def lus(self):
        (millesime,) = millesimes(drees().series, "62", 2020)
        return {c.indicateur.code: c for c in comparer(Series(drees().series, millesime, population()), "62", 2020)}

    @pytest.mark.parametrize(
        ("code", "departement", "nation"),
        [("serie_confies", 7265, 183_915), ("serie_directs", 479, 15_615), ("serie_accueillis", 7744, 199_530),
         ("serie_aed", 637, 52_427), ("serie_aemo", 2925, 118_243), ("serie_mesures", 11_306, 370_200)],
    )  # fmt: skip
    def test_les_chiffres_de_2020(self, lus, code, departement, nation):
        valeurs = lus[code].valeurs
        assert (valeurs[0].valeur, valeurs[-1].valeur) == (departement, nation)

    @pytest.mark.parametrize(
        ("code", "arrondi"),
        [("part_judiciaire_drees", 80.2), ("part_accueil_drees", 68.5), ("part_familles_accueil_drees", 55.3),
         ("part_etablissements_drees", 24.3), ("taux_mesures", 30.9)],
    )  # fmt: skip
    def test_les_rapports_attendus(self, lus, code, arrondi):
        assert round(lus[code].valeurs[0].valeur, 1) == arrondi

    def test_les_evolutions_attendues(self, lus):
        accueillis = lus["serie_accueillis"]
        assert (round(accueillis.evolution, 1), accueillis.base, round(accueillis.depuis_base, 1)) == (0.7, 2010, 36.1)

    def test_le_taux_dit_qu_il_n_est_pas_celui_des_mineurs(self, lus):
        i = lus["taux_accueillis"].indicateur
        assert "0 à 19" in i.libelle
        assert "0-17" in i.reserve
        assert lus["taux_accueillis"].valeurs[0].bas == 365_588

    def test_l_entonnoir_remplace_le_rang_nu(self, lus):
        taux = lus["taux_accueillis"]
        assert len(taux.entonnoir.points) == 99
        assert taux.entonnoir.position(taux.point) is Position.HORS_HAUT
        part = lus["part_judiciaire_drees"]
        assert part.entonnoir.position(part.point) is Position.DEDANS
        assert sum(p.observe for p in taux.entonnoir.points) == 199_530

    def test_les_figures_ont_chacune_leur_table(self, lus):
        entonnoir, courbes = figures(lus["taux_accueillis"])
        assert len(entonnoir.lignes) == 99
        assert "Pas-de-Calais" in entonnoir.svg
        assert [c.split(" ")[0] for c in courbes.colonnes] == ["Année", "Pas-de-Calais", "Hauts-de-France", "France"]
        assert "style=" not in entonnoir.svg + courbes.svg

    def test_un_total_national_contradictoire_laisse_un_trou(self, lus):
        par_annee = {h.annee: h for h in lus["serie_directs"].historique}
        assert par_annee[2007].valeurs[-1] is None
        assert par_annee[2006].valeurs[-1] is not None


@VRAIES
def test_une_partie_se_compare_aux_autres_sans_double_compte():
    (millesime,) = millesimes(drees().series, "69M", 2020)
    lues = Series(drees().series, millesime, population())
    codes = {d.code for d in lues.departements(2020, "69M")}
    assert {"69M", "69D", "20"} <= codes
    assert not codes & {"69", "2A", "2B"}
    metropole = une(lues, "69M", 2020, "taux_accueillis")
    assert metropole.valeurs[0].valeur is None  # INSEE does not cut the Rhône
    assert metropole.entonnoir is not None
    assert NATION in metropole.lieux
