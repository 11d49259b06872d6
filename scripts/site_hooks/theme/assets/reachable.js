// Gives what Material makes in the browser to those who use a keyboard or a screen reader.
{ // names of its own: Material's script has a "label", too
  const scrolls = new ResizeObserver((boxes) => {
    for (const { target } of boxes) {
      if (target.scrollWidth > target.clientWidth) target.tabIndex = 0
      else target.removeAttribute("tabindex")
    }
  })
  const mend = () => {
    // A landmark for each block of code would drown the page's own; the button in it has a name.
    for (const bar of document.querySelectorAll(".md-code__nav:not([role])")) bar.setAttribute("role", "none")
    for (const box of document.querySelectorAll(".md-typeset__scrollwrap")) scrolls.observe(box)
  }
  mend()
  new MutationObserver(mend).observe(document.querySelector("article"), { childList: true, subtree: true })

  // Material opens the drawer of a narrow window with a label, which no keyboard reaches.
  const drawer = document.getElementById("__drawer")
  const label = document.querySelector(".md-header label[for=__drawer]")
  const button = document.createElement("button")
  button.type = "button"
  button.className = `${label.className} handbook-drawer`
  button.setAttribute("aria-label", document.querySelector(".md-nav--primary").getAttribute("aria-label"))
  button.append(...label.childNodes)
  button.addEventListener("click", () => drawer.click())
  const say = () => button.setAttribute("aria-expanded", String(drawer.checked))
  drawer.addEventListener("change", say)
  say()
  label.replaceWith(button)
}
