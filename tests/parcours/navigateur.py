"""A browser window as a user has it, that checks each page it is asked to look at."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page
from tests.parcours.serveur import MOT_DE_PASSE

LARGEURS = (1280, 390)
REGLES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}
SANS_CONTRASTE = {**REGLES, "rules": {"color-contrast": {"enabled": False}}}
"""At the narrow width the colours are those of the wide one, and they are three quarters of the work: their contrast is
measured again there by ``make test-long`` only."""
TOUT = os.environ.get("JALONS_TESTS_LONGS") == "oui"
CAPTURES = os.environ.get("JALONS_CAPTURES")


class Navigateur:
    """One window, one user; ``page`` is Playwright's."""

    def __init__(self, page: Page, adresse: str, nom: str) -> None:
        self.page, self.adresse, self._nom, self._rang = page, adresse, nom, 0
        self.plaintes: list[str] = []
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

    def connecter(self, compte: str, *, passe: str = MOT_DE_PASSE) -> None:
        """Log in as a demonstration account (``mission-f0``)."""
        self.aller("/connexion/")
        self.page.get_by_label("Adresse électronique").fill(f"{compte}@demo.invalid" if "@" not in compte else compte)
        self.page.get_by_label("Mot de passe").fill(passe)
        self.page.get_by_role("button", name="Se connecter").click()
        self.page.wait_for_load_state()

    def sortir(self) -> None:
        """Forget who is logged in."""
        self.page.context.clear_cookies()

    def cliquer(self, nom: str, *, role: str = "link", exact: bool = False) -> None:
        """Follow a link, or press a button, by its name."""
        self.page.get_by_role(role, name=nom, exact=exact).first.click()
        self.page.wait_for_load_state()

    def presser(self, nom: str, *, exact: bool = False) -> None:
        """Press a button."""
        self.cliquer(nom, role="button", exact=exact)

    def contenu(self) -> str:
        """Text of the page's main part, spaces made plain."""
        return re.sub(r"[\s\u00a0\u202f]+", " ", self.page.locator("main").inner_text())

    def verifier(self, quoi: str = "") -> None:
        """No violation of level A or AA at either width, no sideways scrolling, nothing refused by the content policy."""
        trouvees = self.violations(quoi)
        assert not trouvees, "\n".join(trouvees)

    def violations(self, quoi: str = "") -> list[str]:
        """What ``verifier`` refuses, one line each."""
        self._rang += 1
        trouvees = []
        for largeur in LARGEURS:
            self.page.set_viewport_size({"width": largeur, "height": 900})
            self.page.evaluate("window.scrollTo(0, 0)")  # scrolled, the sticky banner may cover half a link
            self._capturer(f"{self._nom}-{self._rang:02d}{'-' + quoi if quoi else ''}-{largeur}")
            regles = REGLES if TOUT or largeur == LARGEURS[0] else SANS_CONTRASTE
            for v in Axe().run(self.page, options=regles).response["violations"]:
                ou = "; ".join(n["html"][:160] for n in v["nodes"][:2])
                trouvees.append(f"{self._chemin()} {largeur} px: {v['id']} ×{len(v['nodes'])}: {ou}")
            trop = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            if trop > 1:
                trouvees.append(f"{self._chemin()} {largeur} px: {trop} px too wide")
        self.page.set_viewport_size({"width": LARGEURS[0], "height": 900})
        return trouvees + [self.plaintes.pop() for _ in list(self.plaintes)]

    def _chemin(self) -> str:
        return self.page.url.removeprefix(self.adresse)

    def _capturer(self, nom: str) -> None:
        if CAPTURES:
            Path(CAPTURES).mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=Path(CAPTURES) / f"{nom}.png", full_page=True)
