// Answers Material's search box instead of Material's own worker. The messages are those of mkdocs-material 9.8.1
// (src/templates/assets/javascripts/integrations/search/worker/message). Nothing is loaded before the first query.
const [SETUP, READY, QUERY, RESULT] = [0, 1, 2, 3]
const language = new URL(location.href).searchParams.get("language")

// Pagefind asks the document for the language of the index, and a worker has none.
self.document = { querySelector: () => ({ getAttribute: () => language }) }

let opened
let latest = 0

async function find(query) {
  if (!query.trim()) return []
  opened ??= import(new URL("results.js", location.href)).then(({ open }) => open(new URL("../../", location.href), language))
  try {
    return await (await opened)(query)
  } catch (error) {
    opened = undefined // a network that was away may be back for the next query
    throw error
  }
}

addEventListener("message", async ({ data: { type, data } }) => {
  if (type === SETUP) postMessage({ type: READY })
  if (type !== QUERY) return
  const own = ++latest
  const items = await find(data)
  if (own === latest) postMessage({ type: RESULT, data: { items } })
})
