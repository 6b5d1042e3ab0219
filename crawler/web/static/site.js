// The site works without this file; it adds the copy buttons, and folds the facets away on a narrow screen.
for (const button of document.querySelectorAll("button[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const source = document.getElementById(button.dataset.copy);
    await navigator.clipboard.writeText(source.textContent.trim().replace(/\s+/g, " "));
    const label = button.textContent;
    button.textContent = button.dataset.done;
    setTimeout(() => { button.textContent = label; }, 2000);
  });
}
for (const details of document.querySelectorAll("details[data-wide]")) {
  details.open = matchMedia("(min-width: 48rem)").matches;
}
