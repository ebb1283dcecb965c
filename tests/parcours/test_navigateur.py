"""The journeys' own instrument: it finds the faults it is there for, and waits for a page that comes late."""

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

PAGES = {
    "/essai/": """<!doctype html><html lang=fr><title>Essai</title><main><form action="/suite/"><button type=submit style="width:900px">Envoyer
        </button></form><p style="color:#ccc">Trop pâle</p><input><a href="/suite/">Plus loin</a></main></html>""",
    "/lisible/": "<!doctype html><html lang=fr><title>Lisible</title><main><p style='color:#767676'>Assez sombre</p></main></html>",
    "/fond/": """<!doctype html><html lang=fr><title>Fond</title><main><p style="color:#767676">Assez sombre</p>
        <div style="background:#ddd"><section><p style="color:#767676">Le fond change tout</p></section></div></main></html>""",
    "/suite/": "<!doctype html><html lang=fr><title>Suite</title><main>Arrivé</main></html>",
}


class Lent(BaseHTTPRequestHandler):
    def do_GET(self):
        time.sleep(0.4 if self.path.startswith("/suite/") else 0)
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Cross-Origin-Opener-Policy", "same-origin")  # as Jalons does
        self.end_headers()
        self.wfile.write(PAGES.get(self.path.partition("?")[0], "").encode())

    def log_message(self, *mots):
        """Nothing on the terminal."""


@pytest.fixture
def lent():
    with ThreadingHTTPServer(("127.0.0.1", 0), Lent) as ouvert:
        threading.Thread(target=ouvert.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{ouvert.server_port}"
        ouvert.shutdown()


@pytest.fixture
def navigateur(fenetre, lent):
    return fenetre(adresse=lent)


def fautes(trouvees):
    """Without the markup."""
    return sorted(x.split(" ", 1)[1].split(" ×")[0] for x in trouvees)


def test_chaque_faute_est_trouvee_a_la_largeur_ou_elle_se_cherche(navigateur, monkeypatch):
    monkeypatch.setattr("tests.parcours.navigateur.TOUT", False)
    monkeypatch.setattr(type(navigateur), "_etroites", set())
    monkeypatch.setattr(type(navigateur), "_vus", set())
    navigateur.aller("/essai/")
    large, trop = ["1280 px: color-contrast", "1280 px: label"], "390 px: 518 px too wide"

    assert fautes(navigateur.violations()) == [*large, trop, "390 px: label"]
    assert fautes(navigateur.violations()) == [*large, trop]
    assert fautes(navigateur.violations(premiere=False)) == [*large, trop]
    monkeypatch.setattr("tests.parcours.navigateur.TOUT", True)
    assert {"390 px: color-contrast", "390 px: label", *large} < set(fautes(navigateur.violations(premiere=False)))


def test_un_texte_deja_vu_ailleurs_est_mesure_sur_un_autre_fond(navigateur, monkeypatch):
    monkeypatch.setattr("tests.parcours.navigateur.TOUT", False)
    monkeypatch.setattr(type(navigateur), "_vus", set())
    navigateur.aller("/lisible/")
    assert navigateur.violations() == []
    navigateur.aller("/fond/")

    [faute] = navigateur.violations()
    assert "1280 px: color-contrast ×1" in faute
    assert "Le fond change tout" in faute


@pytest.mark.parametrize("scripts", [True, False])
def test_une_page_qui_tarde_est_attendue(fenetre, lent, scripts):
    ici = fenetre(java_script_enabled=scripts, adresse=lent)
    for acte in (ici.envoyer, lambda: ici.presser("Envoyer"), lambda: ici.cliquer("Plus loin")):
        ici.aller("/essai/")
        acte()
        assert ici.contenu() == "Arrivé"
