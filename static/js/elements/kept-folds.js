/**
 * <kept-folds id="…"> around a part of the page that htmx replaces with a newer state of itself: the <details> in it that
 * have an id stay as the reader left them (the server does not know what is folded).
 */
class KeptFolds extends HTMLElement {
  #stop = new AbortController()
  #open = new Map()

  connectedCallback() {
    this.#stop = new AbortController()
    const { signal } = this.#stop
    this.addEventListener('toggle', ({ target }) => this.#remember(target), { capture: true, signal })
    document.addEventListener('htmx:after:swap', () => this.#restore(), { signal })
  }

  disconnectedCallback() {
    this.#stop.abort()
  }

  // Replacing closes what was open, too: only what the reader toggles counts, which is what has the focus.
  #remember(target) {
    if (target.id && target.contains(document.activeElement)) this.#open.set(target.id, target.open)
  }

  #restore() {
    for (const [id, isOpen] of this.#open) {
      const fold = document.getElementById(id)
      if (fold) fold.open = isOpen
    }
  }
}

customElements.define('kept-folds', KeptFolds)
