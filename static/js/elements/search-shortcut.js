/** <search-shortcut> around the search form: "/" moves to its field, unless somebody is typing or a modifier is held. */
class SearchShortcut extends HTMLElement {
  #stop = new AbortController()

  connectedCallback() {
    this.#stop = new AbortController()
    document.addEventListener('keydown', (event) => this.#onKey(event), { signal: this.#stop.signal })
  }

  disconnectedCallback() {
    this.#stop.abort()
  }

  #onKey(event) {
    const isTaken =
      event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing
    if (event.key !== '/' || isTaken || isTyping(event.target)) return
    const field = this.querySelector('input[type="search"]')
    if (!field) return
    event.preventDefault()
    field.focus()
    field.select()
  }
}

const isTyping = (target) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('input:not([type=checkbox], [type=radio]), textarea, select'))

customElements.define('search-shortcut', SearchShortcut)
