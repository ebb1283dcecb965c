"""A browser window as a user has it, that checks each page it is asked to look at."""

from __future__ import annotations

import os
import re
import time
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Error, Locator
from tests.parcours.loupe import Loupe
from tests.parcours.serveur import MOT_DE_PASSE

ATTENTE_MS = 90_000
"""Longest wait for anything: a busy machine gives the browser little of its processors."""
LARGEURS = (1280, 390)
REGLES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
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
        self.page.mouse.move(0, 0)  # what the pointer is over has other colours
        trouvees = self.violations(quoi)
        self._elargir(LARGEURS[0])
        assert not trouvees, "\n".join(trouvees)

    def violations(self, quoi: str = "") -> list[str]:
        """What ``verifier`` refuses, one line each.

        The window keeps the last width: the next page is first looked at there.
        """
        self._rang += 1
        self.attendre()  # a part of the page that is still called for is pale
        trouvees = []
        for largeur in sorted(LARGEURS, key=lambda voulue: voulue != self._largeur):
            self._elargir(largeur)
            self._capturer(f"{self._nom}-{self._rang:02d}{'-' + quoi if quoi else ''}-{largeur}")
            trouvees += [f"{self._chemin()} {largeur} px: {v}" for v in self._mesurer(largeur)]
        return trouvees + [self.plaintes.pop() for _ in list(self.plaintes)]

    def _elargir(self, largeur: int) -> None:
        if largeur != self._largeur:
            self.page.set_viewport_size({"width": largeur, "height": 900})
            self._largeur = largeur

    def _mesurer(self, largeur: int) -> list[str]:
        lu = self._loupe.examiner({"largeur": largeur, "regles": REGLES, "tous": TOUT})
        return [*lu["fautes"], f"{lu['trop']} px too wide"] if lu["trop"] > 1 else lu["fautes"]

    def _chemin(self) -> str:
        return self.page.url.removeprefix(self.adresse)

    def _capturer(self, nom: str) -> None:
        if CAPTURES:
            Path(CAPTURES).mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=Path(CAPTURES) / f"{nom}.png", full_page=True)
