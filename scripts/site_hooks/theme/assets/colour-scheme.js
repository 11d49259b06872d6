/* The colours that the reader chose on the pages of the handbook, or those of the system. */
const { base } = document.currentScript.dataset
const root = new URL(base, location).pathname
const stored = JSON.parse(localStorage.getItem(`${root}.__palette`))
const dark = matchMedia("(prefers-color-scheme: dark)").matches
const byReader = stored?.color.media !== "(prefers-color-scheme)" && stored?.color.scheme
document.body.dataset.mdColorScheme = byReader || (dark ? "slate" : "default")
