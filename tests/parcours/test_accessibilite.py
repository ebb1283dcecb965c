"""Every page of the sweep, with an agent who holds every right: no violation of level A or AA, at both widths."""

from tests.parcours.semer import COMPTE


def est_une_page(navigateur, chemin):
    """Whether the address answers a page: documents, pictures, acts and addresses without object are not looked at."""
    reponse = navigateur.page.request.get(navigateur.adresse + chemin)
    assert reponse.status in (200, 302, 404, 405), f"{chemin}: {reponse.status}"
    html = reponse.headers.get("content-type", "").startswith("text/html")
    return reponse.status == 200 and html and "<html" in reponse.text()


def test_aucune_page_n_enfreint_les_niveaux_a_et_aa(navigateur, serveur):
    navigateur.connecter(COMPTE)
    chemins = [c for c in serveur.chemins if est_une_page(navigateur, c)]
    assert len(chemins) > 25, "the sweep has lost its pages"
    violations = []
    for chemin in chemins:
        navigateur.aller(chemin)
        violations += navigateur.violations()

    assert not violations, "\n".join(violations)
