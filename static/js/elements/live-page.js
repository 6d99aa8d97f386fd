/**
 * <live-page id="…" data-title="…"> around a page, or a part of one, that htmx replaces with a newer state of itself: the window's title follows,
 * and the <details> in it that have an id stay as the reader left them (the server does not know what is folded).
 */
class LivePage extends HTMLElement {
  #stop = new AbortController()
  #folds = new Map()

  connectedCallback() {
    this.#stop = new AbortController()
    const { signal } = this.#stop
    document.addEventListener('htmx:before:swap', () => this.#remember(), { signal })
    document.addEventListener('htmx:after:swap', () => this.#restore(), { signal })
  }

  disconnectedCallback() {
    this.#stop.abort()
  }

  #remember() {
    this.#folds = new Map([...this.querySelectorAll('details[id]')].map((fold) => [fold.id, fold.open]))
  }

  #restore() {
    for (const [id, isOpen] of this.#folds) {
      const fold = document.getElementById(id)
      if (fold) fold.open = isOpen
    }
    if (this.dataset.title) document.title = this.dataset.title
  }
}

customElements.define('live-page', LivePage)
