"""The file is written in the order of the format, read back the same, checked, and never sent under test identifiers."""

from datetime import date

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from jalons.analyse.sources import lire
from jalons.analyse.tables.olinpe import Genre, regime
from jalons.analyse.transmissions import exporter, fournisseur, limite
from jalons.analyse.transmissions.ecriture import ecrire, lignes_xml
from jalons.analyse.transmissions.pseudonymes import IDENTIFIANT, PseudonymesDEssai
from jalons.analyse.transmissions.tests.registres import tables
from jalons.noyau.ecarts import RegleNonRespectee
from jalons.noyau.saisie import EntreeRefusee

LE = date(2023, 1, 9)


class Reels(PseudonymesDEssai):
    nom, reel = "national", True


def envoyer(dossier, registres=None, annee=2022, **options):
    options = {"pseudonymes": PseudonymesDEssai()} | options
    return exporter(registres or tables(), annee, dossier / "olinpe.xml", le=LE, **options)


def test_le_fichier_suit_l_ordre_du_format_et_garde_les_vides(tmp_path):
    envoi = envoyer(tmp_path)
    racine = etree.parse(envoi.sortie).getroot()
    assert [e.tag for e in racine][:2] == ["INTRO", "DONNEE"]
    assert [(e.tag, e.text) for e in racine[0]] == [("VERSIONXSD", "2.0"), ("DATEXPORT", "2023-01-09")]
    for donnee in racine[1:]:
        noms = [e.tag for e in donnee]
        assert noms == sorted(set(noms))
        assert "DATFIN" in noms
        assert "NUMANONYMANT" not in noms


def test_un_fichier_d_essai_le_dit_et_un_vrai_ne_le_dit_pas(tmp_path):
    essai = envoyer(tmp_path)
    assert essai.essai
    assert lire(essai.sortie).entete.pseudonymes == "essai"
    avec_mere = tables(enfants=lambda t: t.with_columns(nom_mere=pl.col("nom")))
    vrai = envoyer(tmp_path, avec_mere, pseudonymes=Reels(), reel=True)
    assert not vrai.essai
    assert lire(vrai.sortie).entete.pseudonymes == ""


def test_les_pseudonymes_d_essai_sont_refuses_pour_une_vraie_transmission(tmp_path):
    with pytest.raises(EntreeRefusee, match="ne protègent personne"):
        envoyer(tmp_path, reel=True)
    assert list(tmp_path.iterdir()) == []


def test_sans_le_nom_de_la_mere_l_identifiant_national_ne_peut_etre_fait(tmp_path):
    with pytest.raises(EntreeRefusee, match="nom de la mère"):
        envoyer(tmp_path, pseudonymes=Reels(), reel=True)


def test_une_faute_rouge_empeche_l_envoi_et_rien_n_est_ecrit(tmp_path, monkeypatch):
    from jalons.analyse.transmissions import evenements

    sans = evenements.correspondances() | {
        "natures": {**evenements.correspondances()["natures"], "aed": {"NATPDECADM": "10"}}
    }
    monkeypatch.setattr(evenements, "correspondances", lambda: sans)
    with pytest.raises(RegleNonRespectee) as refus:
        envoyer(tmp_path)
    assert [e.code for e in refus.value.ecarts] == ["0028"]
    assert list(tmp_path.iterdir()) == []
    assert envoyer(tmp_path, forcer=True).rapport.resultat("0028").fautes == 1


def test_le_fichier_n_est_lisible_que_par_son_proprietaire(tmp_path):
    assert envoyer(tmp_path).sortie.stat().st_mode & 0o077 == 0


def valeurs(variable):
    if variable.type is Genre.CODE:
        return st.sampled_from(["", *variable.valeurs, *variable.ne_sait_pas])
    if variable.type is Genre.IDENTIFIANT:
        return st.text("0123456789abcdef", min_size=40, max_size=40)
    return st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), max_size=12).filter(
        lambda t: t.strip() == t and t[:1] not in ("=", "+", "@", "-")
    )


LIGNE = st.fixed_dictionaries(
    {v: valeurs(regime(2016).par_code[v]) for v in ("AUTREDA", "NIVSCO", "NUMANONYM", "SEXE", "TYPEV")}
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lignes=st.lists(LIGNE, min_size=1, max_size=6))
def test_ce_qui_est_ecrit_se_relit_a_l_identique(tmp_path, lignes):
    table = pl.DataFrame(lignes)
    chemin = ecrire(lignes_xml(table, version_xsd="2.0", date_export="2024-01-01"), tmp_path / "a.xml")
    with lire(chemin) as relus:
        assert relus.table(table.columns).select(table.columns).equals(table)
    chemin.unlink()


def test_la_limite_est_le_30_avril_de_l_annee_suivante():
    assert limite(2022).jour == date(2023, 4, 30)
    assert "L226-3-3" in limite(2022).reference


def test_la_meme_identite_a_le_meme_identifiant_sans_accents_ni_casse():
    identites = pl.DataFrame(
        {"prenom": ["Zoé", "ZOE", "Zoé", None], "nom_mere": ["Aube"] * 4, "annee": [2012] * 4, "mois": [5, 5, 6, 5]}
    )
    premier, pareil, autre, sans = PseudonymesDEssai().identifiants(identites)
    assert premier == pareil != autre
    assert sans is None
    assert IDENTIFIANT.fullmatch(premier)
    assert "aube" not in premier.lower()


def test_un_fournisseur_inconnu_dit_lesquels_existent():
    with pytest.raises(EntreeRefusee, match="choisissez parmi essai"):
        fournisseur("national")


def test_un_fournisseur_installe_est_trouve_par_son_nom(monkeypatch):
    class Point:
        name = "national"

        def load(self):
            return Reels

    monkeypatch.setattr("jalons.analyse.transmissions.pseudonymes.entry_points", lambda group: [Point()])
    assert fournisseur("national").reel
