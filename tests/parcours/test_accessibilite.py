"""Every page of the sweep, with an agent who holds every right: no violation of level A or AA, at both widths."""

from tests.parcours.semer import COMPTE


def test_aucune_page_n_enfreint_les_niveaux_a_et_aa(navigateur, serveur):
    navigateur.connecter(COMPTE)
    pages = [a for a in serveur.adresses if a["gabarit"]]
    assert {a["statut"] for a in serveur.adresses} <= {200, 302, 404, 405}, "an address of the sweep fails"
    assert len(pages) > 100, "the sweep has lost its pages"
    violations = []
    for page in pages:
        navigateur.aller(page["chemin"])
        violations += navigateur.violations()

    assert not violations, "\n".join(violations)
