// Writes a query in the words of the index, and what the index says as text: scripts/site_hooks/search_words.py.
const BLANK = "\ue000"
const JOINT = "\ue001"
const STROKE = "\u0335"
const RUN = /[\u3005\u3040-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3400-\u9fff\uf900-\ufaff]+/g
const ALONE = /^[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff01-\uff60]/

const pairs = (run) => (run.length === 1 ? [run] : [...run.slice(1)].map((_, place) => run.slice(place, place + 2)))

/** The words of a query: letters of full width are the same as others, a pair of characters is a word. */
export function words(query) {
  const text = query.normalize("NFKC").replace(/ł/g, "l").replace(/Ł/g, "L").replace(/(?<=\w)[.(](?=[A-Za-z_])/g, " ")
  return text.replace(RUN, (run) => ` ${pairs(run).join(" ")} `).split(/\s+/).filter(Boolean)
}

const escaped = (text) => text.replace(/&(?!lt;|gt;)/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;")

/** Parts of a text of the index, as they are read: what is to be shown, and whether it was found. */
function* parts(text) {
  let [apart, pair] = [false, false]
  for (const word of text.split(" ")) {
    const found = word.startsWith("<mark>")
    const said = word.replace(/^<mark>|<\/mark>$/g, "").replaceAll(`l${STROKE}`, "ł").replaceAll(`L${STROKE}`, "Ł")
    const character = ALONE.test(said)
    if (said === BLANK) yield { shown: " ", found: false }
    else if (said === JOINT) yield { shown: "", found: false }
    else if (character) yield { shown: said[0], found: found || pair }
    else yield { shown: (apart ? " " : "") + said, found }
    apart = !character && said !== BLANK && said !== JOINT
    pair = found && character && said.length > 1
  }
}

/** HTML of a text of the index, with what was found marked, and the set of what was found. */
export function readable(text) {
  const found = new Set()
  let [html, run] = ["", ""]
  const close = () => {
    if (run) found.add(run.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ""))
    if (run) html += `<mark data-md-highlight>${escaped(run)}</mark>`
    run = ""
  }
  for (const part of parts(text)) {
    if (!part.found || part.shown.startsWith(" ")) close()
    if (part.found) {
      html += part.shown.startsWith(" ") ? " " : ""
      run += part.shown.trimStart()
    } else html += escaped(part.shown)
  }
  close()
  return { html, found: [...found].filter(Boolean) }
}
