/**
 * <keep-place> around a part of the page that is put in anew. Where the button that was pressed is gone then, the focus goes
 * to the nearest part with an id that it stood in, and not back to the top of the page.
 */
class KeepPlace extends HTMLElement {
  #stop = new AbortController()
  #places = []

  connectedCallback() {
    this.#stop = new AbortController()
    const { signal } = this.#stop
    document.addEventListener('htmx:before:swap', () => this.#note(), { signal })
    document.addEventListener('htmx:after:swap', () => this.#goBack(), { signal })
  }

  disconnectedCallback() {
    this.#stop.abort()
  }

  #note() {
    this.#places = []
    if (!this.contains(document.activeElement)) return
    for (let at = document.activeElement; at !== this; at = at.parentElement)
      if (at.id) this.#places.push(at.id)
  }

  #goBack() {
    if (document.activeElement !== document.body) return
    const place = this.#places.map((id) => document.getElementById(id)).find((found) => found)
    this.#places = []
    if (!place) return
    if (!place.matches('a, button, input, select, textarea, summary')) place.tabIndex = -1
    place.focus({ preventScroll: true })
  }
}

customElements.define('keep-place', KeepPlace)
