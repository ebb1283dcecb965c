"""Pages kept by a process: how many, and who draws."""

from threading import Barrier, Thread

import pytest

from jalons.application.socle.rendus import Rendu, Rendus, decouper

JETON = b"aB3" * 21 + b"z"


def rendu(octets=10):
    return Rendu((b"x" * octets,), (), frozenset(), {})


def test_les_jetons_sont_otes_et_remis():
    page = b'<body hx-headers=\'{"X-CSRFToken": "%s"}\'><input name="csrfmiddlewaretoken" value="%s"></body>'

    morceaux = decouper(page % (JETON, JETON))

    assert Rendu(morceaux, (), frozenset(), {}).corps("N" * 64) == page % (b"N" * 64, b"N" * 64)
    assert all(JETON not in m for m in morceaux)


@pytest.mark.parametrize("ailleurs", [b'<a data-x="%s">', b"<code>%s</code>", b'value="%s"'])
def test_une_page_ou_un_jeton_peut_se_cacher_n_est_pas_gardee(ailleurs):
    assert decouper(ailleurs % JETON) is None


def test_la_page_demandee_il_y_a_le_plus_longtemps_part_la_premiere():
    gardes = Rendus(octets_au_plus=25)
    for cle in "ab":
        gardes.garder(cle, rendu())
    gardes.lire("a")
    gardes.garder("c", rendu())

    assert [cle for cle in "abc" if gardes.lire(cle)] == ["a", "c"]


def test_une_page_plus_lourde_que_la_memoire_n_en_chasse_aucune_autre():
    gardes = Rendus(octets_au_plus=25)
    gardes.garder("a", rendu())
    gardes.garder("b", rendu(26))

    assert (gardes.lire("a") is not None, gardes.lire("b")) == (True, None)


def test_refaire_une_page_ne_compte_pas_deux_fois():
    gardes = Rendus(octets_au_plus=25)
    for _ in range(5):
        gardes.garder("a", rendu(20))

    assert gardes.lire("a") is not None


def test_huit_demandes_ensemble_dessinent_une_fois():
    gardes, dessinees, depart = Rendus(octets_au_plus=100), [], Barrier(8)

    def demander():
        depart.wait()
        with gardes.tour("a"):
            if gardes.lire("a") is None:
                dessinees.append(1)
                gardes.garder("a", rendu())

    fils = [Thread(target=demander) for _ in range(8)]
    for fil in fils:
        fil.start()
    for fil in fils:
        fil.join()

    assert (len(dessinees), gardes._tours) == (1, {})


def test_une_page_qui_echoue_laisse_le_tour_aux_autres():
    gardes = Rendus(octets_au_plus=100)
    with pytest.raises(ZeroDivisionError), gardes.tour("a"):
        raise ZeroDivisionError
    with gardes.tour("a"):
        pass

    assert gardes._tours == {}
