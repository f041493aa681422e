/** Switches of this device: each stands on until it is switched off, and is kept in the browser only. */

for (const box of /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("[data-switch]"))) {
  const name = box.dataset.switch ?? "";
  try {
    box.checked = localStorage.getItem(name) !== "off";
  } catch {
    continue; // A browser that keeps nothing has nothing to switch.
  }
  /** @type {HTMLElement} */ (box.closest("label")).hidden = false;
  box.addEventListener("change", () => {
    if (box.checked) localStorage.removeItem(name);
    else localStorage.setItem(name, "off");
  });
}
