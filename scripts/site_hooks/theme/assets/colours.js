/* The colours that the reader chose on any page of the handbook, or those of the system. */
{
  const { body, currentScript: { dataset: { base } } } = document
  const key = `${new URL(base, location).pathname}.__palette`
  const system = matchMedia("(prefers-color-scheme: dark)")
  const options = [...document.getElementsByName("__palette")]

  const paint = scheme => {
    if (scheme === body.dataset.mdColorScheme) return
    body.dataset.mdColorSwitching = "" // Material's: nothing fades meanwhile
    body.dataset.mdColorScheme = scheme
    void getComputedStyle(body).color
    delete body.dataset.mdColorSwitching
  }

  const show = () => {
    const { index = 0, color } = JSON.parse(localStorage.getItem(key)) ?? {}
    const dark = index ? color.scheme === "slate" : system.matches
    paint(dark ? "slate" : "default")
    document.documentElement.style.colorScheme = dark ? "dark" : "light"
    options.forEach((option, number) => {
      option.checked = number === index
      option.nextElementSibling.hidden = number !== index
    })
  }

  options.forEach((option, index) => {
    option.addEventListener("change", () => {
      const { mdColorScheme: scheme } = option.dataset
      localStorage.setItem(key, JSON.stringify({ index, color: { scheme } }))
      show()
    })
    option.addEventListener("keydown", event => {
      if (event.key !== "Enter") return
      event.preventDefault()
      const next = options[(index + 1) % options.length]
      next.click()
      next.focus()
    })
  })
  system.addEventListener("change", show)
  show()
}
