"""On a whole synthetic département, each indicator equals what plain loops count."""

from datetime import date

import pytest

from jalons.analyse.indicateurs.calcul import calculer, choisis
from jalons.analyse.indicateurs.demande import Demande
from jalons.analyse.indicateurs.modele import CALCULE
from jalons.analyse.sources.registres import lire
from jalons.analyse.store import ouvrir
from jalons.cli import main
from jalons.cli.tests.compte_lent import Lent


@pytest.fixture(scope="module")
def registres_de_synthese(tmp_path_factory):
    dossier = tmp_path_factory.mktemp("registres")
    assert main(["synthese", "generer", "--enfants", "2000", "--au", "2022-12-31", "--sortie", str(dossier)]) == 0
    return dossier


def calcules(dossier, au, **options):
    with ouvrir() as magasin:
        return calculer(lire(magasin, dossier), Demande(au, **options))


@pytest.mark.parametrize("au", [date(2022, 12, 31), date(2020, 2, 29)])
def test_chaque_indicateur_est_celui_que_comptent_des_boucles(registres_de_synthese, au):
    codes = tuple(i.code for i in choisis() if i.famille != "delais")
    resultats = {r.code: r for r in calcules(registres_de_synthese, au, codes=codes) if r.etat == CALCULE}
    depuis = date(au.year - 1, au.month, min(au.day, 28) if au.month == 2 else au.day)
    attendus = Lent(registres_de_synthese, au, depuis).tout()

    assert set(resultats) == set(attendus), set(resultats) ^ set(attendus)
    faux = {
        c: (r.valeur, attendus[c]) for c, r in resultats.items() if r.valeur != pytest.approx(attendus[c], abs=1e-9)
    }
    assert faux == {}


def test_les_delais_sont_ceux_de_la_chaine(registres_de_synthese):
    from jalons.analyse.parcours.delais import mesurer
    from jalons.analyse.parcours.delais.chaines import depuis
    from jalons.analyse.parcours.delais.registres import chaines_des_registres, premier_jour_connu
    from jalons.analyse.parcours.delais.registres import lire as lire_la_chaine

    au = date(2022, 12, 31)
    tables = lire_la_chaine(registres_de_synthese)
    chaine = mesurer(depuis(chaines_des_registres(tables), premier_jour_connu(tables)), au)
    attendus = {f"delai_{r.lien}": r.mediane.jours for r in chaine}
    codes = tuple(i.code for i in choisis() if i.famille == "delais")
    lus = {r.code: r for r in calcules(registres_de_synthese, au, codes=codes)}
    assert {c: r.valeur for c, r in lus.items() if c.startswith("delai_")} == {
        c: attendus[c] for c in lus if c in attendus
    }
    assert 0 < lus["part_information_evaluation"].valeur < 100


def test_ce_qui_manque_est_dit_et_rien_d_autre(registres_de_synthese):
    sans = {r.code: r.raison for r in calcules(registres_de_synthese, date(2022, 12, 31)) if r.etat != CALCULE}
    assert {c.split("_")[0] for c in sans} == {"taux", "ip"}
    assert "--population" in sans["taux_accueillis_0_19"]


def test_les_unites_locales_se_partagent_l_ensemble(registres_de_synthese):
    lus = calcules(
        registres_de_synthese, date(2022, 12, 31), par_territoire=True, codes=("ase1_confies", "ase4_autres")
    )
    for code in ("ase1_confies", "ase4_autres"):
        tout, *parties = [r.valeur for r in lus if r.code == code]
        assert len(parties) > 1
        assert sum(parties) == tout
