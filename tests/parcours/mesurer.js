// What axe finds in the page of another window, window.vue, each thing looked at once: ``loupe.py``. First
// jalonsRegarder, then jalonsMesurer.
//
// Nothing here has a style of its own (the content policy forbids it): the contrast of a text follows from its computed
// colours and from those behind it. Two texts painted alike have the same contrast, on whatever page they stand.
(() => {
  const BLOCS = "body > header, nav.menu, footer.pied";  // the same on page after page
  const ESSAIS = 4;  // texts painted alike that are tried, in one page
  const ecrits = "input, select, textarea, button";
  let document, getComputedStyle;  // those of the page

  const empreinte = texte => {  // cyrb53: 53 bits are enough for some thousands of ways of painting
    let a = 0xdeadbeef, b = 0x41c6ce57;
    for (let i = 0; i < texte.length; i++) {
      const c = texte.charCodeAt(i);
      a = Math.imul(a ^ c, 2654435761);
      b = Math.imul(b ^ c, 1597334677);
    }
    a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
    b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
    return 4294967296 * (2097151 & b) + (a >>> 0);
  };

  const nom = el => `${el.tagName}.${el.getAttribute("class") ?? ""}`;

  const fonds = new Map();
  const fond = el => {  // what is painted behind, from the root of the page; a box out of the flow is told by its name
    if (!el) return 0;
    if (!fonds.has(el)) {
      const s = getComputedStyle(el), dessous = fond(el.parentElement);
      const flux = s.position === "static" && s.float === "none" && s.transform === "none"
        && !/grid|flex/.test(el.parentElement ? getComputedStyle(el.parentElement).display : "");
      const rien = s.backgroundColor === "rgba(0, 0, 0, 0)" && s.backgroundImage === "none" && s.opacity === "1"
        && s.filter === "none" && s.mixBlendMode === "normal" && s.clip === "auto" && s.clipPath === "none";
      const propre = [s.backgroundColor, s.backgroundImage, s.opacity, s.filter, s.mixBlendMode, s.clip, s.clipPath];
      fonds.set(el, flux && rien ? dessous : empreinte([dessous, flux ? "" : nom(el), ...propre].join("|")));
    }
    return fonds.get(el);
  };

  const peinture = el => {
    const s = getComputedStyle(el);
    const propre = [s.color, s.fill, s.fontSize, s.fontWeight, s.textShadow, s.visibility, s.textIndent];
    const inactif = el.matches(":disabled, [aria-disabled=true], [aria-disabled=true] *, :disabled *");
    return empreinte([fond(el), el.tagName, el.type, inactif, el.hasAttribute("placeholder"), ...propre].join("|"));
  };

  const textes = () => {  // elements that bear text, by the way they are painted
    fonds.clear();
    const par = new Map();
    for (const el of document.body.querySelectorAll("*")) {
      const parle = el.matches(ecrits) || [...el.childNodes].some(n => n.nodeType === 3 && n.data.trim());
      if (!parle || !el.checkVisibility()) continue;
      const p = peinture(el);
      par.has(p) ? par.get(p).push(el) : par.set(p, [el]);
    }
    return par;
  };

  const blocs = () => [...document.querySelectorAll(BLOCS)].map(el => ({
    el, cle: empreinte(el.outerHTML.replace(/(name="csrfmiddlewaretoken" value=)"[^"]*"/g, "$1")),
  }));

  axe.configure({rules: [{id: "color-contrast", selector: "[data-contraste]"}]});
  axe.addReporter("jalons", (regles, _, rendre) => rendre(regles));

  let vu = null;
  window.jalonsRegarder = async contraste => {
    if (!vue.document?.body) throw new Error("La page ne se laisse pas regarder : son en-tête Cross-Origin-Opener-Policy manque.");
    axeVers(vue);
    document = vue.document;
    getComputedStyle = el => vue.getComputedStyle(el);
    vue.scrollTo(0, 0);  // scrolled, the sticky banner may cover half a link
    for (let i = 0; i < 2; i++) await new Promise(vue.requestAnimationFrame);  // what the new width makes the page do
    vu = {textes: contraste ? textes() : new Map(), blocs: blocs(), feuilles: empreinte([...document.styleSheets].map(f => f.href).join())};
    return {textes: [...vu.textes.keys()], blocs: vu.blocs.map(b => b.cle), feuilles: [vu.feuilles]};
  };

  const marquer = (cle, tous) => {
    const peints = vu.textes.get(cle), pas = tous ? 1 : Math.max(1, Math.ceil(peints.length / ESSAIS));
    peints.forEach((el, rang) => { if (rang % pas === 0) el.dataset.contraste = cle; });
  };

  window.jalonsMesurer = async ({regles, textes, tous, blocs, feuilles}) => {
    textes.forEach(cle => marquer(cle, tous));
    const exclude = vu.blocs.filter(b => blocs.includes(b.cle)).map(b => b.el);
    const lus = await axe.run({include: [document], ...(exclude.length && {exclude})}, {...regles, preload: feuilles, reporter: "jalons"});
    const contraste = lus.find(r => r.id === "color-contrast");
    const passes = new Set(contraste ? contraste.passes.map(n => Number(n.node.element.dataset.contraste)) : []);
    document.querySelectorAll("[data-contraste]").forEach(el => delete el.dataset.contraste);
    const fautes = lus.filter(r => r.violations.length).map(r =>
      `${r.id} ×${r.violations.length}: ${r.violations.slice(0, 2).map(n => n.node.source.slice(0, 160)).join("; ")}`);
    return {fautes, passes: [...passes]};
  };
})();
