"""A browser window as a user has it, that checks each page it is asked to look at."""

from __future__ import annotations

import os
import re
import time
from pathlib import Path
from typing import Any, ClassVar, Literal

from playwright.sync_api import Error, Locator
from tests.parcours.loupe import Loupe
from tests.parcours.serveur import MOT_DE_PASSE

ATTENTE_MS = 90_000
"""Longest wait for anything: a busy machine gives the browser little of its processors."""
LARGEURS = (1280, 390)
REGLES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
SANS_CONTRASTE = {**REGLES, "rules": {"color-contrast": {"enabled": False}}}
"""Contrast is half of the work, and depends on the colours alone: it is measured at the wide width, once for each way of
painting a text (``mesurer.js``); ``make test-long`` measures all of them everywhere."""
MISE_EN_PAGE = {"runOnly": {"type": "rule", "values": ["target-size", "scrollable-region-focusable"]}}
"""What the narrow width may change in a page whose other rules hold at the wide one."""
TROP_LARGE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
SUIVRE = """
addEventListener("click", e => {
  const lien = e.target.closest?.("a[href]");
  if (!lien || e.defaultPrevented || lien.download || lien.target) return;
  window.jalonsPart = lien.href.split("#")[0] !== location.href.split("#")[0] || !lien.href.includes("#");
});
addEventListener("submit", e => { if (!e.defaultPrevented) window.jalonsPart = true; });
"""
"""Whether the last act leaves the page, known at once: the new page may come much later on a busy machine."""
ARRIVE = """() => !window.jalonsPart && document.readyState === "complete"
  && !document.querySelector(".htmx-request, .htmx-swapping, .htmx-settling")"""
TOUT = os.environ.get("JALONS_TESTS_LONGS") == "oui"
CAPTURES = os.environ.get("JALONS_CAPTURES")
Role = Literal["link", "button"]


def courriel(compte: str) -> str:
    """The address of an account, said whole or by its name in the demonstration."""
    return compte if "@" in compte else f"{compte}@demo.invalid"


class Navigateur:
    """One window, one user; ``page`` is Playwright's."""

    _etroites: ClassVar[set[str]] = set()
    """Parts of Jalons of which one page has been looked at whole at the narrow width."""
    _vus: ClassVar[set[tuple[int, str, int]]] = set()
    """Width, kind and fingerprint of what is the same on page after page and has been looked at: ``mesurer.js``."""

    def __init__(
        self, loupe: Loupe, adresse: str, nom: str, *, sessions: dict[str, list[str]], scripts: bool = True
    ) -> None:
        self.adresse, self._nom, self._rang, self._scripts, self._largeur = adresse, nom, 0, scripts, 0
        self._loupe, self._sessions = loupe, sessions
        self.page = page = loupe.ouvrir()
        self._elargir(LARGEURS[0])
        self.plaintes: list[str] = []
        page.add_init_script(SUIVRE)
        page.on("console", self._entendre)
        page.on("pageerror", lambda erreur: self.plaintes.append(f"{page.url}: {erreur}"))

    def _entendre(self, message: Any) -> None:
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.plaintes.append(f"{self.page.url}: {message.text}")

    def aller(self, chemin: str) -> None:
        """Open a page of Jalons; it must answer."""
        reponse = self.page.goto(self.adresse + chemin)
        assert reponse is not None
        assert reponse.status < 400, f"{chemin}: {reponse.status}"

    def connecter(self, compte: str) -> None:
        """Be logged in as a demonstration account (``mission-f0``), on its first page, without the form and its slow hash."""
        cle = self._sessions[courriel(compte)].pop()
        self.page.context.add_cookies([{"name": "sessionid", "value": cle, "url": self.adresse}])
        self.aller("/")

    def entrer(self, compte: str, *, passe: str = MOT_DE_PASSE) -> None:
        """Log in by the form, as a user does."""
        self.aller("/connexion/")
        self.page.get_by_label("Adresse électronique").fill(courriel(compte))
        self.page.get_by_label("Mot de passe").fill(passe)
        self.presser("Se connecter")

    def sortir(self) -> None:
        """Forget who is logged in."""
        self.page.context.clear_cookies()

    def suivre(self, quoi: Locator) -> None:
        """Click, then wait for what it brings: another page, or a part of this one."""
        if self._scripts:
            quoi.click()
            self.attendre()
        else:
            with self.page.expect_navigation():
                quoi.click()

    def attendre(self) -> None:
        """Until the page that the last act called for is there, whole."""
        limite = time.monotonic() + ATTENTE_MS / 1000
        while not self._arrive():
            assert time.monotonic() < limite, f"{self._chemin()}: what was called for never came"
            self.page.wait_for_timeout(20)

    def _arrive(self) -> bool:
        try:
            return bool(self.page.evaluate(ARRIVE))
        except Error:  # the page went away under the question: the next one is coming
            return False

    def cliquer(self, nom: str, *, role: Role = "link", exact: bool = False) -> None:
        """Follow a link, or press a button, by its name."""
        self.suivre(self.page.get_by_role(role, name=nom, exact=exact).first)

    def presser(self, nom: str, *, exact: bool = False) -> None:
        """Press a button."""
        self.cliquer(nom, role="button", exact=exact)

    def envoyer(self) -> None:
        """Press the first button of the first form of the page's main part."""
        self.suivre(self.page.locator("main form button[type=submit]").first)

    def contenu(self) -> str:
        """Text of the page's main part, spaces made plain."""
        return re.sub(r"[\s\u00a0\u202f]+", " ", self.page.locator("main").inner_text())

    def verifier(self, quoi: str = "") -> None:
        """No violation of level A or AA at either width, no sideways scrolling, nothing refused by the content policy."""
        trouvees = self.violations(quoi)
        self._elargir(LARGEURS[0])
        assert not trouvees, "\n".join(trouvees)

    def violations(self, quoi: str = "", *, premiere: bool = True) -> list[str]:
        """What ``verifier`` refuses, one line each; ``premiere``: no page of that template has been looked at.

        The window keeps the last width: the next page is first looked at there.
        """
        self._rang += 1
        self.attendre()  # a part of the page that is still called for is pale
        trouvees = []
        self.page.mouse.move(0, 0)  # what the pointer is over has other colours
        for largeur in sorted(LARGEURS, key=lambda voulue: voulue != self._largeur):
            self._elargir(largeur)
            self._capturer(f"{self._nom}-{self._rang:02d}{'-' + quoi if quoi else ''}-{largeur}")
            trouvees += [f"{self._chemin()} {largeur} px: {v}" for v in self._mesurer(largeur, premiere)]
        return trouvees + [self.plaintes.pop() for _ in list(self.plaintes)]

    def _elargir(self, largeur: int) -> None:
        if largeur != self._largeur:
            self.page.set_viewport_size({"width": largeur, "height": 900})
            self._largeur = largeur

    def _regles(self, largeur: int, premiere: bool) -> dict[str, Any] | None:
        """The rules of axe that are tried: all of them by ``make test-long``; ``None`` when only the width is looked at."""
        if TOUT or largeur == LARGEURS[0]:
            return REGLES
        if not premiere:
            return None
        partie = self._chemin().split("/")[1]
        if partie in self._etroites:
            return MISE_EN_PAGE
        self._etroites.add(partie)
        return SANS_CONTRASTE

    def _mesurer(self, largeur: int, premiere: bool) -> list[str]:
        regles = self._regles(largeur, premiere)
        fautes = self._essayer(largeur, regles) if regles else []
        trop = self.page.evaluate(TROP_LARGE)
        return [*fautes, f"{trop} px too wide"] if trop > 1 else fautes

    def _essayer(self, largeur: int, regles: dict[str, Any]) -> list[str]:
        """What axe refuses; what was the same on a page already looked at with these rules is left out."""
        la = self._loupe.regarder(textes=regles is REGLES)
        genres = {"textes": "texte", "blocs": repr(regles), "feuilles": "feuilles"}
        cles = {quoi: [(largeur, genre, cle) for cle in la[quoi]] for quoi, genre in genres.items()}
        lu = self._loupe.mesurer({
            "regles": regles, "tous": TOUT, "textes": [c[2] for c in cles["textes"] if TOUT or c not in self._vus],
            "blocs": [c[2] for c in cles["blocs"] if not TOUT and c in self._vus],
            "feuilles": any(TOUT or c not in self._vus for c in cles["feuilles"]),
        })  # fmt: skip
        self._vus.update((largeur, genres["textes"], cle) for cle in lu["passes"])
        if not lu["fautes"]:
            self._vus.update(cles["blocs"] + cles["feuilles"])
        return lu["fautes"]

    def _chemin(self) -> str:
        return self.page.url.removeprefix(self.adresse)

    def _capturer(self, nom: str) -> None:
        if CAPTURES:
            Path(CAPTURES).mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=Path(CAPTURES) / f"{nom}.png", full_page=True)
