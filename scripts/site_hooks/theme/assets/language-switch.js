// Keeps the reader at the heading when the language changes: headings have the same ids in all languages.
for (const link of document.querySelectorAll("a.md-select__link")) {
  link.addEventListener("click", () => { link.hash = location.hash })
}
