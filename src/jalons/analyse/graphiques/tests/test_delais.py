"""Pictures of waits: what they say, what is not reached, the same bytes for the same data."""

from xml.etree import ElementTree

from jalons.analyse.graphiques import Attente, PointDeCourbe, courbe_d_attente, haltere

ATTENTES = [
    Attente("Qualifier", 2, 2, 3, 8),
    Attente("Décider", 51, 50, None, None),
    Attente("Commencer", None, None, None, None),
    Attente("Signer", None, None, None, None, vide=True),
]
POINTS = [PointDeCourbe(0, 0.9, None, None), PointDeCourbe(10, 0.6, 0.5, 0.7), PointDeCourbe(40, 0.3, 0.2, 0.4)]


def textes(figure):
    return [t.text for t in ElementTree.fromstring(figure.svg).iter("{http://www.w3.org/2000/svg}text")]  # noqa: S314


def test_la_table_dit_non_atteint_et_jamais_un_nombre_a_sa_place():
    figure = haltere("chaine", titre="Délais", attentes=ATTENTES)
    assert figure.lignes == (
        ("Qualifier", "2\xa0j", "8\xa0j"),
        ("Décider", "51\xa0j", "non atteint"),
        ("Commencer", "non atteint", "non atteint"),
        ("Signer", "aucune attente", "aucune attente"),
    )


def test_l_image_nomme_chaque_delai_et_celui_qui_n_a_pas_commence():
    dits = textes(haltere("chaine", titre="Délais", attentes=ATTENTES))
    assert {"Qualifier", "Décider", "Commencer", "Signer", "aucune attente"} <= set(dits)


def test_la_phrase_d_une_chaine_vide():
    figure = haltere("chaine", titre="Délais", attentes=[Attente("Signer", None, None, None, None, vide=True)])
    assert figure.description == "Aucune attente n'a commencé."


def test_la_courbe_dit_quand_la_moitie_a_fini_et_porte_son_repere():
    figure = courbe_d_attente("courbe", titre="Attentes", points=POINTS, repere=(91, "3 mois"))
    assert "au bout de 40 jours" in figure.description
    assert figure.lignes == (("0", "90\xa0%"), ("10", "60\xa0%"), ("40", "30\xa0%"))
    assert "3 mois" in textes(figure)


def test_une_courbe_sans_attente_se_dessine():
    figure = courbe_d_attente("courbe", titre="Attentes", points=[])
    assert (figure.lignes, figure.description) == ((), "Aucune attente n'a commencé.")


def test_les_memes_donnees_donnent_les_memes_octets():
    une, autre = (courbe_d_attente("courbe", titre="Attentes", points=POINTS).svg for _ in range(2))
    assert une == autre
    assert "style=" not in une
