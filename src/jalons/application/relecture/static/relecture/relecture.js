// The review, beside ui/jalons.js: every page works without this file.
(function () {
  "use strict";

  // The chosen element comes in sight with its buttons; what is in sight already does not move.
  function montrer() {
    var choisi = document.querySelector(".element-choisi");
    if (!choisi) return;
    var place = choisi.getBoundingClientRect();
    var haut = 72; // the header stays over the page
    if (place.top >= haut && place.bottom <= window.innerHeight) return;
    var grand = place.height > window.innerHeight - haut;
    choisi.scrollIntoView({ block: grand ? "start" : "center" });
  }

  // Escape leaves the correction, and gives the keys back to the element.
  document.addEventListener("keydown", function (event) {
    var repli = event.key === "Escape" && event.target.closest(".element-choisi details[open]");
    if (!repli) return;
    repli.open = false;
    repli.querySelector("summary").focus();
  });

  // A colleague was faster: the page that says so is shown, not a sentence alone.
  document.addEventListener("htmx:beforeSwap", function (event) {
    if (event.detail.xhr.status === 409 && event.detail.target.id === "relecture") {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    }
  });

  // What is being typed is kept in this tab until it is recorded: a session that expires, a page left by mistake.
  // The version in the form tells whether the element is still the one that was being corrected.
  function cle(formulaire) {
    return "brouillon:" + formulaire.dataset.brouillon;
  }
  function champs(formulaire) {
    return Array.from(formulaire.elements).filter(function (champ) {
      return champ.name && champ.type !== "hidden" && champ.type !== "submit";
    });
  }
  function garder(formulaire) {
    var valeurs = {};
    champs(formulaire).forEach(function (champ) { valeurs[champ.name] = champ.value; });
    sessionStorage.setItem(cle(formulaire), JSON.stringify(valeurs));
  }
  function reprendre() {
    document.querySelectorAll("form[data-brouillon]").forEach(function (formulaire) {
      var garde = sessionStorage.getItem(cle(formulaire));
      if (!garde || formulaire.querySelector("[aria-invalid=true]")) return;
      var valeurs = JSON.parse(garde);
      var change = champs(formulaire).filter(function (champ) {
        return champ.name in valeurs && valeurs[champ.name] !== champ.value;
      });
      if (!change.length) return;
      change.forEach(function (champ) { champ.value = valeurs[champ.name]; });
      var repli = formulaire.closest("details");
      if (repli) repli.open = true;
      var dit = formulaire.querySelector("[data-reprise]");
      if (dit) dit.hidden = false;
    });
  }
  document.addEventListener("input", function (event) {
    var formulaire = event.target.closest("form[data-brouillon]");
    if (formulaire) garder(formulaire);
  });
  document.addEventListener("click", function (event) {
    var oubli = event.target.closest("[data-oublier]");
    if (!oubli) return;
    var formulaire = oubli.closest("form[data-brouillon]");
    sessionStorage.removeItem(cle(formulaire));
    formulaire.reset();
    formulaire.querySelector("[data-reprise]").hidden = true;
  });

  function arriver() {
    reprendre();
    montrer();
  }
  document.addEventListener("DOMContentLoaded", arriver);
  document.addEventListener("htmx:afterSettle", arriver);
})();
