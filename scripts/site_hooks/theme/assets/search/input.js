// Material's search box listens to keys only: text that a mouse pastes or drops, or that is dictated, is told to it as a key.
const query = document.querySelector("[data-md-component=search-query]")
query.addEventListener("input", () => query.dispatchEvent(new Event("keyup")))
