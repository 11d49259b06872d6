// Shows the language that the address begins with, on a host that answers every wrong address with the root's 404.html.
const sections = [...document.querySelectorAll("section[data-home]")]
const homes = (section) => new URL(section.dataset.home, document.baseURI).pathname
const asked = sections
  .filter((section) => location.pathname.startsWith(homes(section)))
  .sort((a, b) => homes(b).length - homes(a).length)[0]
if (asked) {
  for (const section of sections) section.hidden = section !== asked
  document.documentElement.lang = asked.lang
  document.title = asked.querySelector("h1").textContent
}
