"""The pivot, on lines worked out by hand. No database."""

from decimal import Decimal

import pytest

from jalons.application.finances.calculs import lignes_retenues
from jalons.application.finances.lignes import LigneFinanciere, Version
from jalons.application.finances.tableaux import Rythme, pivoter
from jalons.noyau.dates import DateCivile
from jalons.noyau.montants import PrecisionMontant
from jalons.noyau.periodes import Periode


def ligne(valeur, source="P304", version=Version.SIGNE, **champs):
    return LigneFinanciere(champs.pop("cle", "x"), "x", Decimal(valeur), version, source, **champs)


def par_source(lignes, **options):
    return pivoter(lignes, lambda x: x.source, **options)


def test_une_cellule_additionne_ce_qui_est_de_meme_annee_et_de_meme_version():
    pivot = par_source([ligne(10, annee=2022), ligne(5, annee=2022), ligne(7, annee=2022, version=Version.PAYE)])

    [rangee] = pivot.lignes
    assert str(rangee.cellules[0].de(Version.SIGNE).valeur) == "15"
    assert str(rangee.cellules[0].de(Version.PAYE).valeur) == "7"
    assert rangee.cellules[0].de(Version.ENGAGE) is None


def test_un_montant_par_an_n_est_jamais_multiplie_et_ne_s_ajoute_pas_a_une_annee():
    trois_ans = Periode(DateCivile(2022), DateCivile(2024))

    pivot = par_source([ligne(600, par_an=True, periode=trois_ans), ligne(50, annee=2022)])

    assert [(c.libelle, c.rythme) for c in pivot.colonnes] == [
        ("2022", Rythme.DATE),
        ("par an (2022-2024)", Rythme.PAR_AN),
    ]
    assert pivot.rythmes_melanges
    assert pivot.total is None
    assert pivot.pied[1].de(Version.SIGNE).valeur == 600


def test_des_montants_tous_par_an_ont_un_total_par_an():
    pivot = par_source([ligne(100_000, "FIR1", par_an=True), ligne(600_000, par_an=True)])

    assert pivot.total.de(Version.SIGNE).valeur == 700_000
    assert not pivot.rythmes_melanges


def test_deux_periodes_par_an_differentes_n_ont_pas_de_total():
    a = ligne(1, par_an=True, periode=Periode(DateCivile(2022), DateCivile(2023)))
    b = ligne(2, par_an=True, periode=Periode(DateCivile(2024), DateCivile(2025)))

    assert par_source([a, b]).total is None


def test_un_total_annonce_et_une_partie_restent_hors_du_tableau():
    pivot = par_source([
        ligne(10, annee=2022, cle="a"), ligne(10, "", annee=2022, total=True), ligne(4, annee=2022, inclus_dans="a"),
    ])  # fmt: skip

    assert pivot.total.de(Version.SIGNE).valeur == 10
    assert [r.cle for r in pivot.lignes] == ["P304"]


def test_la_precision_se_propage_a_la_somme():
    pivot = par_source([ligne(10, annee=2022), ligne(5, annee=2022, precision=PrecisionMontant.ENVIRON)])

    assert pivot.total.de(Version.SIGNE).precision is PrecisionMontant.ENVIRON


@pytest.mark.parametrize(("ordre", "attendu"), [((), ["P304", "FIR1"]), (("FIR1", "P304", "DEPT"), ["FIR1", "P304"])])
def test_les_lignes_suivent_l_ordre_demande_sans_lignes_vides(ordre, attendu):
    pivot = par_source([ligne(1, annee=2022), ligne(2, "FIR1", annee=2022)], ordre=ordre)

    assert [r.cle for r in pivot.lignes] == attendu


def test_sans_montant_le_tableau_est_vide():
    pivot = par_source([])

    assert (pivot.colonnes, pivot.lignes, pivot.total) == ((), (), None)


def test_ce_qui_est_signe_par_source_remplace_ce_qui_etait_prevu_par_action():
    prevus = [ligne(40, annee=2022, version=Version.PREVU, action=a) for a in ("a", "b")]
    ailleurs = ligne(7, annee=2023, version=Version.PREVU, action="a")
    signe = ligne(100, periode=Periode(DateCivile(2021, 10), DateCivile(2022, 12)))

    retenues = lignes_retenues([*prevus, ailleurs, signe])

    assert [x.valeur for x in retenues] == [7, 100]


def test_les_memes_lignes_ne_sont_triees_qu_une_fois_et_d_autres_egales_le_sont_pour_elles_memes():
    lignes = (ligne(1, annee=2022, version=Version.PREVU), ligne(2, annee=2022))
    egales = (ligne(1, annee=2022, version=Version.PREVU), ligne(2, annee=2022))

    retenues = lignes_retenues(lignes)

    assert retenues == (lignes[1],) == lignes_retenues(list(lignes))
    assert lignes_retenues(lignes) is retenues
    assert lignes_retenues(egales)[0] is egales[1]
