// Streamlit's own controls are labelled in English; on a German page they are labelled in German.
"use strict";
(() => {
  const GERMAN = [
    [/^Skip to main content$/, "Zum Inhalt springen"],
    [/^App pages$/, "Seiten"],
    [/^Sidebar$/, "Seitenleiste"],
    [/^Collapse sidebar$/, "Seitenleiste schließen"],
    [/^Expand sidebar$/, "Seitenleiste öffnen"],
    [/^Clear (?:entry|value|all)$/, "Eingabe löschen"],
    [/^Open$/, "Auswahl öffnen"],
    [/^Close$/, "Schließen"],
    [/^Help for (.+)$/, "Hilfe zu „$1“"],
    [/^Show data(.*)$/, "Daten zeigen$1"],
    [/^Download as (PNG|SVG|CSV)(.*)$/, "Als $1 speichern$2"],
    [/^Copy Vega-Lite spec(.*)$/, "Als Vega-Lite kopieren$1"],
    [/^Copy to clipboard$/, "Kopieren"],
    [/^Fullscreen(.*)$/, "Vollbild$1"],
    [/^Close fullscreen(.*)$/, "Vollbild verlassen$1"],
    [/^Previous page$/, "Vorige Seite"],
    [/^Next page$/, "Nächste Seite"],
    [/^Page (\d+)$/, "Seite $1"],
    [/^Remove (.+)$/, "$1 entfernen"],
    [/^No (?:results|options to select)\.?$/, "Nichts gefunden"],
  ];
  // Where Streamlit says something in words; what stands in releases is never touched.
  const WORDS = "a[href^='#']:not(.skip), [data-testid=stTooltipContent], [role=listbox] li, [role=tooltip]";
  const LABELS = ["aria-label", "title"];

  if (document.documentElement.lang !== "de") return;

  function german(text) {
    const known = GERMAN.find(([english]) => english.test(text));
    return known ? text.replace(known[0], known[1]) : text;
  }

  function relabel(element) {
    for (const name of LABELS) {
      const said = element.getAttribute(name);
      if (said && german(said) !== said) element.setAttribute(name, german(said));
    }
    if (element.matches(WORDS) && !element.childElementCount) {
      const said = element.textContent.trim();
      if (german(said) !== said) element.textContent = german(said);
    }
  }

  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "attributes") relabel(change.target);
      for (const added of change.addedNodes) {
        if (!(added instanceof Element)) continue;
        relabel(added);
        added.querySelectorAll("[aria-label], [title], " + WORDS).forEach(relabel);
      }
    }
  }).observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: LABELS });
})();
