"""What each chain says of each link, worked by hand; the day known is the 100th."""

from datetime import timedelta

import polars as pl
import pytest

from jalons.analyse.parcours.delais import attentes, verifier
from jalons.analyse.parcours.delais.tests.fabrique import AU, ORIGINE, chaine, table
from jalons.noyau.saisie import EntreeRefusee

# link           what is known of the chain                                      state            days  why
CAS = """
qualification  | recue=90                                                      | attend         | 10  |
qualification  | recue=0 qualifiee=0                                           | finie          | 0   |
evaluation     | recue=0 qualifiee=3                                           | attend         | 97  |
evaluation     | recue=0 qualifiee=3 arret=non_qualifiee:3                     | sans_objet     | 0   | non_qualifiee
evaluation     | recue=0 qualifiee=3 arret=transferee:40                       | sans_objet     | 37  | transferee
evaluation     | recue=0 qualifiee=3 evaluee=80                                | finie          | 77  |
evaluation     | recue=0 qualifiee=9 evaluee=8                                 | non_verifiable | -   | dates_dans_le_desordre
evaluation     | recue=0 evaluee=8                                             | non_verifiable | -   | date_de_depart_absente
evaluation     | recue=0 qualifiee=3 decidee=50                                | non_verifiable | -   | date_d_arrivee_absente
evaluation     | recue=0 qualifiee=3 decidee=50 sans=evaluee                   | -              | -   |
evaluation     | recue=0                                                       | -              | -   |
decision       | recue=0 qualifiee=3 evaluee=60 arret=classee:60               | sans_objet     | 0   | classee
decision       | recue=0 qualifiee=3 evaluee=60                                | attend         | 40  |
decision       | recue=0 qualifiee=3 evaluee=60 decidee=130                    | attend         | 40  |
notification   | decidee=10 effective=20                                       | non_verifiable | -   | date_d_arrivee_absente
mise_en_oeuvre | decidee=10 notifiee=12 arret=annulee:50                       | sans_objet     | 38  | annulee
projet_signe   | decidee=10 effective=20 ppe_etabli=50 ppe_signe=62            | finie          | 42  |
projet_etabli  | decidee=10 effective=20 arret=finie:60                        | sans_objet     | 40  | finie
projet_etabli  | decidee=10 effective=20 arret=finie:110                       | attend         | 80  |
premier_jour   | recue=0 qualifiee=3 evaluee=30 decidee=40 effective=75        | finie          | 75  |
premier_jour   | recue=5 qualifiee=6 evaluee=30 decidee=40                     | attend         | 95  |
"""


def lire(ligne):
    lien, dite, etat, jours, pourquoi = (mot.strip() for mot in ligne.split("|"))
    champs = {}
    for mot in dite.split():
        cle, valeur = mot.split("=")
        if cle == "arret":
            motif, quand = valeur.split(":")
            champs["arret"] = (motif, int(quand))
        else:
            champs[cle] = (valeur,) if cle == "sans" else int(valeur)
    attendu = None if etat == "-" else (etat, None if jours == "-" else int(jours), pourquoi or None)
    return pytest.param(lien, champs, attendu, id=f"{lien}: {dite}")


@pytest.mark.parametrize(("lien", "champs", "attendu"), [lire(x) for x in CAS.strip().splitlines()])
def test_une_chaine_dit_de_chaque_maillon(lien, champs, attendu):
    lues = attentes(table(chaine(**champs)), AU).filter(pl.col("lien") == lien)
    assert lues.select("etat", "jours", "pourquoi").rows() == ([] if attendu is None else [attendu])


def test_ce_qui_viendra_apres_le_jour_n_est_pas_connu():
    veille = AU - timedelta(days=1)
    lue = table(chaine(recue=0, qualifiee=100))
    assert attentes(lue, veille)["etat"][0] == "attend"
    assert attentes(lue, AU)["etat"][0] == "finie"


def test_une_chaine_pas_encore_commencee_ne_compte_pas():
    assert attentes(table(chaine(recue=5)), ORIGINE).height == 0


def test_les_groupes_disent_l_inconnu():
    lue = attentes(table(chaine(recue=0), chaine(2, recue=95, age=4, origine="ecole", territoire="Nord")), AU)
    groupes = lue.filter(pl.col("lien") == "qualification").select("trimestre", "territoire", "age", "origine").rows()
    assert groupes == [
        ("2024-T1", "inconnu", "inconnu", "inconnu"), ("2024-T2", "Nord", "3-5 ans", "ecole"),
    ]  # fmt: skip


def test_toutes_les_fautes_d_une_table_sont_dites_a_la_fois():
    mauvaise = table(chaine(recue=0)).drop("enfant").with_columns(age=pl.lit("six"))
    with pytest.raises(EntreeRefusee) as refus:
        verifier(mauvaise)
    assert [f.lieu for f in refus.value.fautes] == ["enfant", "age"]


def test_une_chaine_decrite_deux_fois_est_refusee():
    with pytest.raises(EntreeRefusee, match="deux fois"):
        table(chaine(recue=0), chaine(recue=0))


def test_un_motif_d_arret_inconnu_est_refuse():
    with pytest.raises(EntreeRefusee, match="Motif d'arrêt inconnu"):
        table(chaine(recue=0, arret=("perdue", 3)))
