"""A second window of the same site, beside the one that is used: axe is compiled there once, and looks at page after page.

In the page itself its half megabyte of code would be compiled anew for each page, half of its time. The page stays what
the site sent: its own address, its scripts, its content policy, and nothing of axe in it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page

CHEMIN = "/.loupe"
LUE = "4.12"
"""The axe of which every rule was read: ``mesurer.js`` knows what a width may change for each."""
OUVERTURE = "!function a(window){var q=window,document=window.document;"
"""How axe keeps the window that it looks at; it must be able to look at another."""
TOURNEE = f"{OUVERTURE}q.axeVers=vue=>{{window=q=vue;document=vue.document}};"


def _code() -> str:
    axe = Axe().axe_script
    assert f"axe v{LUE}." in axe[:100], (
        "read again what each rule of axe reads of the layout, ADR 0063, then change LUE"
    )
    assert axe.count(OUVERTURE) == 1, "axe no longer begins as it did: see OUVERTURE in tests/parcours/loupe.py"
    return axe.replace(OUVERTURE, TOURNEE) + (Path(__file__).parent / "mesurer.js").read_text(encoding="utf-8")


CODE = _code()


class Loupe:
    """Opens windows of the site at ``adresse``, one at a time, and looks at what the last one shows."""

    def __init__(self, contexte: BrowserContext, adresse: str) -> None:
        self.contexte = contexte
        self._ici, self._prete = contexte.new_page(), False
        vide = {"Content-Type": "text/html", "Cross-Origin-Opener-Policy": "same-origin"}  # as every page of Jalons
        self._ici.route(adresse + CHEMIN, lambda demande: demande.fulfill(headers=vide, body="<!doctype html>"))
        self._ici.goto(adresse + CHEMIN)

    def ouvrir(self) -> Page:
        """A new window, empty."""
        with self._ici.expect_popup() as ouverte:
            self._ici.evaluate("() => { window.vue = window.open('about:blank') }")
        return ouverte.value

    def oublier(self) -> None:
        """Close what was opened; whoever comes next is nobody, and finds nothing kept by the browser for the former."""
        for page in self.contexte.pages:
            if page != self._ici:
                page.close()
        self.contexte.clear_cookies()
        self._ici.evaluate("() => { localStorage.clear(); sessionStorage.clear() }")

    def examiner(self, demande: dict[str, Any]) -> dict[str, Any]:
        """What axe refuses in the page that is shown, and how much too wide it is: ``jalonsExaminer`` in ``mesurer.js``."""
        if not self._prete:
            self._ici.evaluate(CODE)
            self._prete = True
        lu: dict[str, Any] = self._ici.evaluate("demande => jalonsExaminer(demande)", demande)
        return lu
