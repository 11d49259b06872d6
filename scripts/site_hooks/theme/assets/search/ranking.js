// Ranks pages by the terms of a query that they have: a rare one says more than a common one, and not every word that a
// reader types is on the page that answers. Pagefind alone returns only pages that have all of them.
const SHORTEST_ENDING = 6
const WEIGHT_OF_BEGINNING = 0.4
const LENGTH_OF_BEGINNING = 0.6
const WEIGHT_OF_HIRAGANA = 0.3 // it writes endings and particles
const WEIGHT_OF_PHRASE = 1.5
const FEW_PAGES = 5
const LEAST_OF_BEST = 0.2
const MOST_TERMS = 16

/** Pages for terms, best first: Pagefind's page, its score, and the terms that it lacks. */
export async function rank(index, pageCount, terms) {
  const asked = [...new Set(terms)].slice(0, MOST_TERMS)
  const matches = await Promise.all(asked.map((term) => matchesOf(index, pageCount, term)))
  const known = matches.filter(({ pages }) => pages.size)
  const phrase = await pagesWithPhrase(index, terms)
  const found = [...new Set(known.flatMap(({ pages }) => [...pages.keys()]))].map((id) => pageOf(id, known, phrase))
  const least = Math.max(0, ...found.map(({ share }) => share)) * LEAST_OF_BEST
  return found.sort((a, b) => b.score - a.score).filter(({ share }, place) => place < FEW_PAGES || share >= least)
}

async function matchesOf(index, pageCount, term) {
  const weight = /^\p{Script=Hiragana}|\p{Script=Hiragana}$/u.test(term) ? WEIGHT_OF_HIRAGANA : 1
  const pages = await pagesOf(index, term)
  return { term, pages, weight, rarity: weight * rarity(pages.size, pageCount) }
}

async function pagesWithPhrase(index, terms) {
  if (terms.length < 2) return new Set()
  const { results } = await index.search(`"${terms.join(" ").replaceAll('"', "")}"`)
  return new Set(results.map((page) => page.id))
}

function pageOf(id, known, phrase) {
  const has = known.filter(({ pages }) => pages.has(id))
  const sum = (values) => values.reduce((total, value) => total + value, 0)
  const share = sum(has.map((match) => match.rarity)) / sum(known.map((match) => match.rarity))
  const best = has.map(({ pages }) => pages.get(id)).sort((a, b) => b.score - a.score)[0]
  const score = sum(has.map(({ pages, weight }) => weight * pages.get(id).score)) * share * (phrase.has(id) ? WEIGHT_OF_PHRASE : 1)
  return { page: best.page, score, share, missing: known.filter((match) => !has.includes(match)).map(({ term }) => term) }
}

/** Pages of a term by id. Those that have only its beginning count less: endings that Pagefind does not know. */
async function pagesOf(index, term) {
  const begun = beginning(term)
  const [exact, similar] = await Promise.all([term, begun].map(async (word) => (word ? (await index.search(word)).results : [])))
  const pages = new Map(similar.map((page) => [page.id, { page, score: page.score * WEIGHT_OF_BEGINNING }]))
  for (const page of exact) pages.set(page.id, { page, score: Math.max(page.score, pages.get(page.id)?.score ?? 0) })
  return pages
}

function beginning(term) {
  const letters = [...term]
  if (letters.length < SHORTEST_ENDING || !/^\p{L}+$/u.test(term)) return ""
  return letters.slice(0, Math.ceil(letters.length * LENGTH_OF_BEGINNING)).join("")
}

const rarity = (pages, pageCount) => Math.log(1 + (pageCount - pages + 0.5) / (pages + 0.5))
