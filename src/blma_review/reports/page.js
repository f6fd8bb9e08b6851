"use strict";
(() => {
  const findings = [...document.querySelectorAll(".finding")];
  const buttons = [...document.querySelectorAll("[data-filter-answer]")];
  const selects = [...document.querySelectorAll("select[data-filter]")];
  const count = document.getElementById("count");

  const apply = () => {
    const answers = new Set(
      buttons.filter((button) => button.getAttribute("aria-pressed") === "true").map((button) => button.dataset.filterAnswer),
    );
    let shown = 0;
    for (const finding of findings) {
      const wanted = answers.has(finding.dataset.answer)
        && selects.every((select) => !select.value || finding.dataset[select.dataset.filter].split(" ").includes(select.value));
      finding.hidden = !wanted;
      shown += wanted ? 1 : 0;
    }
    for (const mark of document.querySelectorAll("mark[data-rules]")) {
      const seen = mark.dataset.rules.split(" ").some((rule) => !document.getElementById("f-" + rule).hidden);
      mark.style.background = seen ? "" : "transparent";
    }
    count.textContent = count.dataset.words.replace("{shown}", shown).replace("{total}", findings.length);
  };

  for (const button of buttons) {
    button.addEventListener("click", () => {
      button.setAttribute("aria-pressed", button.getAttribute("aria-pressed") === "true" ? "false" : "true");
      apply();
    });
  }
  for (const select of selects) select.addEventListener("change", apply);
  for (const cell of document.querySelectorAll("[data-show-answer]")) {
    cell.addEventListener("click", () => {
      for (const button of buttons) {
        button.setAttribute("aria-pressed", String(button.dataset.filterAnswer === cell.dataset.showAnswer));
      }
      for (const select of selects) select.value = select.dataset.filter === "theme" ? cell.dataset.showTheme : "";
      apply();
      document.getElementById("findings").focus();
    });
  }
  document.getElementById("reset").addEventListener("click", () => {
    for (const button of buttons) button.setAttribute("aria-pressed", "true");
    for (const select of selects) select.value = "";
    apply();
  });
  // A link to a finding that a filter hides shows it.
  window.addEventListener("hashchange", () => {
    const target = document.getElementById(location.hash.slice(1));
    if (target && target.hidden) { target.hidden = false; target.scrollIntoView(); }
  });
  document.querySelector(".filters").hidden = false;
  apply();
})();
