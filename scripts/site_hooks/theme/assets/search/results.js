// Finds pages with Pagefind and describes them as Material's search box shows them: a page, then its sections.
import { rank } from "./ranking.js"
import { readable, words } from "./words.js"

const MOST_PAGES = 10
const OPEN_SECTIONS = 3
const MOST_SECTIONS = 8
const EXCERPT = { words: 30, characters: 80 }

/** Opens the index of a language; returns what answers a query with Material's items. */
export async function open(site, language) {
  const { createInstance } = await import(new URL("pagefind/pagefind.js", site))
  const index = createInstance({
    basePath: new URL("pagefind/", site).href,
    baseUrl: "/",
    ranking: { metaWeights: { title: 5, keywords: 2 } },
    excerptLength: language.startsWith("und-") ? EXCERPT.characters : EXCERPT.words,
  })
  const everything = await index.search(null)
  return (query) => answer(index, everything.results.length, words(query))
}

async function answer(index, pageCount, terms) {
  const pages = await rank(index, pageCount, terms)
  const whole = new Map((await index.search(terms.join(" "))).results.map((page) => [page.id, page]))
  // A page that has all terms shows where all of them are, not only its best one.
  const shown = pages.slice(0, MOST_PAGES).map((found) => ({ ...found, page: whole.get(found.page.id) ?? found.page }))
  return Promise.all(shown.map(item))
}

async function item({ page, score, missing }) {
  const data = await page.data()
  const sections = data.sub_results.filter((section) => section.anchor)
  const weighed = sections.map((section) => ({ section, weight: weight(section) })).sort((a, b) => b.weight - a.weight)
  return [
    entry({ url: data.url, title: data.meta.title, excerpt: data.excerpt }, score, missing),
    ...weighed.slice(0, MOST_SECTIONS).map(({ section }, place) => entry(section, place < OPEN_SECTIONS ? score : 0, missing)),
  ]
}

const weight = (section) => section.weighted_locations.reduce((sum, { balanced_score }) => sum + balanced_score, 0)

function entry({ url, title, excerpt }, score, missing) {
  const { html, found } = readable(excerpt)
  const terms = Object.fromEntries([...found.map((word) => [word, true]), ...missing.map((word) => [word, false])])
  return { location: url.slice(1), title: readable(title).html, text: html, score, terms }
}
