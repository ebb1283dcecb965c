"""The journeys' own instrument: it finds the faults it is there for, and waits for a page that comes late."""

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import quote, unquote

import pytest

TETE = '<!doctype html><html lang=fr><meta name=viewport content="width=device-width"><title>Essai</title>'
MENU = '<header><a href="/"><span>Accueil</span></a></header>'
ETROIT = "<style>@media (max-width: 640px) {%s}</style>"
SAIN = f"{TETE}{MENU}<main><h1>Rien à dire</h1><p id=la>Un texte, <a href='#la'>un lien.</a></p></main></html>"
PAGES = {
    "/essai/": """<!doctype html><html lang=fr><title>Essai</title><main><form action="/suite/"><button type=submit style="width:900px">Envoyer
        </button></form><p style="color:#ccc">Trop pâle</p><input><a href="/suite/">Plus loin</a></main></html>""",
    "/suite/": "<!doctype html><html lang=fr><title>Suite</title><main>Arrivé</main></html>",
    "/sain/": SAIN,
}
"""What a window is led through."""
FAUTES = {
    "un texte pâle": ("<p style='color:#bbb'>Pâle</p>", "", "1280 390 color-contrast"),
    "un texte pâle à 390": ("<p class=x>Pâle</p>", ".x {color: #bbb}", "390 color-contrast"),
    "un fond qui change à 390": (
        "<div class=x><section><p>Noir</p></section></div>",
        ".x {background: #333}",
        "390 color-contrast",
    ),
    "un fond posé dessous à 390": (
        "<div style='position:relative'><b class=x></b><p style='position:relative'>Noir</p></div>",
        ".x {position: absolute; inset: 0; background: #333}",
        "390 color-contrast",
    ),
    "un texte sorti de sa boîte à 390": (
        "<div style='background:#333;height:9em'><div style='background:#fff;height:2em'><b class=x>Noir</b></div></div>",
        ".x {position: relative; top: 4em}",
        "390 color-contrast",
    ),
    "un texte voilé à 390": ("<div class=x><p>Noir</p></div>", ".x {opacity: .3}", "390 color-contrast"),
    "un bouton sans nom": ("<button></button>", "", "1280 390 button-name"),
    "un bouton sans nom montré à 390": ("<button class=x></button>", "", "390 button-name"),
    "un nom caché à 390": ("<button><span class=x>Fermer</span></button>", ".x {display: none}", "390 button-name"),
    "un lien que rien ne distingue de son texte à 390": (
        "<p>Un long texte et <a class=x href='/'>un lien</a> dedans.</p>",
        ".x {color: #333; text-decoration: none}",
        "390 link-in-text-block",
    ),
    "un lien sans nom dans le bandeau": ("<header><a href='/'><span></span></a></header>", "", "1280 390 link-name"),
    "un lien du bandeau connu qui perd son nom à 390": ("", "header span {display: none}", "390 link-name"),
    "un texte pâle dans le bandeau connu à 390": ("", "header span {color: #bbb}", "390 color-contrast"),
    "un nom donné deux fois": ("<i id=n>a</i><i id=n>b</i><input aria-labelledby=n>", "", "1280 390 duplicate-id-aria"),
    "une cible étroite à 390": (
        "<button class=x>a</button><button class=x>b</button>",
        ".x {width: 12px; height: 12px; padding: 0; border: 0}",
        "390 target-size",
    ),
    "une cible couverte à 390": (
        "<div style='position:relative;height:99px'><button style='width:99px;height:40px'>a</button><button class=x>b</button></div>",
        ".x {position: absolute; inset: 0 auto auto 10px; height: 40px; width: 85px}",
        "390 target-size",
    ),
    "une zone qui défile sans clavier à 390": (
        f"<div class=x><p style='white-space:nowrap'>{'Large ' * 20}</p></div>",
        ".x {overflow: auto; width: 200px}",
        "390 scrollable-region-focusable",
    ),
}
"""A fault, the style of the narrow width, where and by which rule it is found; ``x`` is hidden at the wide width when the
narrow one says nothing of it."""


def fautive(nom):
    corps, etroit, _ = FAUTES[nom]
    cache = "" if etroit or "class=x" not in corps else "<style>@media (min-width: 641px) {.x {display: none}}</style>"
    page = corps if corps.startswith("<header>") else f"{MENU}<main>{corps}</main>"
    return f"{TETE}{ETROIT % etroit}{cache}{page}</html>"


class Lent(BaseHTTPRequestHandler):
    def do_GET(self):
        time.sleep(0.2 if self.path.startswith("/suite/") else 0)
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Cross-Origin-Opener-Policy", "same-origin")  # as Jalons does
        self.end_headers()
        chemin = unquote(self.path.partition("?")[0]).strip("/")
        page = fautive(chemin) if chemin in FAUTES else PAGES.get(f"/{chemin}/", "")
        self.wfile.write(page.encode())

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


def attendues(dites):
    *largeurs, regle = dites.split()
    return {f"{largeur} px: {regle}" for largeur in largeurs}


@pytest.mark.parametrize("large_d_abord", [True, False])
def test_chaque_faute_est_trouvee_a_chaque_largeur_ou_elle_est(navigateur, monkeypatch, large_d_abord):
    """After pages without fault whose banner and texts are the same, from either width."""
    monkeypatch.setattr("tests.parcours.navigateur.TOUT", False)
    navigateur.aller("/sain/")
    assert navigateur.violations() == []
    assert navigateur.violations() == []
    for nom, (_, _, dites) in FAUTES.items():
        navigateur._elargir(1280 if large_d_abord else 390)
        navigateur.aller(f"/{quote(nom)}/")
        assert attendues(dites) <= set(fautes(navigateur.violations())), nom


def test_ce_qui_est_regarde_vite_est_ce_que_tout_regarder_trouve(navigateur, monkeypatch):
    """No more, no less."""
    for nom in ("essai", "sain", *FAUTES):
        navigateur.aller(f"/{quote(nom)}/")
        trouvees = []
        for tout in (False, True):
            monkeypatch.setattr("tests.parcours.navigateur.TOUT", tout)
            trouvees.append(fautes(navigateur.violations()))
        assert trouvees[0] == trouvees[1], nom


@pytest.mark.parametrize("scripts", [True, False])
def test_une_page_qui_tarde_est_attendue(fenetre, lent, scripts):
    ici = fenetre(java_script_enabled=scripts, adresse=lent)
    for acte in (ici.envoyer, lambda: ici.presser("Envoyer"), lambda: ici.cliquer("Plus loin")):
        ici.aller("/essai/")
        acte()
        assert ici.contenu() == "Arrivé"
