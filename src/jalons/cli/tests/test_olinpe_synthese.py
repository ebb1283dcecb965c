"""The synthetic département, exported as the statutory file: the round trip holds on all of it."""

from datetime import date

from jalons.analyse.qualite import Etat
from jalons.analyse.sources import lire
from jalons.analyse.transmissions import exporter, fournisseur
from jalons.synthese.departement import Demande, generer


def test_un_departement_invente_s_exporte_se_relit_et_ne_porte_aucune_faute_de_forme(tmp_path):
    registres = generer(Demande(enfants=150, annees=3))
    envoi = exporter(registres, 2022, tmp_path / "o.xml", pseudonymes=fournisseur(), le=date(2023, 1, 9))

    with lire(envoi.sortie) as relus:
        colonnes = sorted(envoi.extraction.evenements.columns)
        assert relus.table(colonnes).select(colonnes).equals(envoi.extraction.evenements.select(colonnes))
    de_forme = ("0009", "0013", "0028", "0030", "0032", "0034", "0035", "0038", "0044", "0045", "0046", "0047", "0048", "0049",
                "0050", "0051", "0052", "0053", "0054", "0056", "0058", "0080", "0099", "0018", "0005", "X003")  # fmt: skip
    assert {code: envoi.rapport.resultat(code).fautes for code in de_forme} == dict.fromkeys(de_forme, 0)
    assert envoi.rapport.resultat("X003").etat is Etat.CONFORME
