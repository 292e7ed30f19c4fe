// The only script: light or dark by choice, remembered where the browser allows it.
(() => {
  const root = document.documentElement;
  const memory = action => { try { return action(localStorage); } catch { return null; } };
  const chosen = memory(store => store.getItem("theme"));
  if (chosen === "light" || chosen === "dark") root.dataset.theme = chosen;
  addEventListener("DOMContentLoaded", () => document.getElementById("theme").addEventListener("click", () => {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    memory(store => store.setItem("theme", root.dataset.theme));
  }));
})();
