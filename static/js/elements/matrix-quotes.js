/**
 * <matrix-quotes> around the matrix: the quotes that htmx puts beneath a line are shown, the cell that was opened says so,
 * and Escape, or the same cell again, closes them. Without it a cell is a link to its quotes.
 */
class MatrixQuotes extends HTMLElement {
  #stop = new AbortController()
  #asked = null

  connectedCallback() {
    this.#stop = new AbortController()
    const { signal } = this.#stop
    this.addEventListener('click', (event) => this.#onClick(event), { capture: true, signal })
    this.addEventListener('keydown', (event) => this.#onKey(event), { signal })
    document.addEventListener('htmx:after:swap', () => this.#show(), { signal })
    for (const link of this.#links()) link.setAttribute('aria-expanded', 'false')
  }

  disconnectedCallback() {
    this.#stop.abort()
  }

  #links() {
    return this.querySelectorAll('.matrix__link[hx-get]')
  }

  #onClick(event) {
    const link = event.target.closest?.('.matrix__link[hx-get]')
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return
    if (link.getAttribute('aria-expanded') !== 'true') {
      this.#asked = link
      return
    }
    event.preventDefault()
    event.stopImmediatePropagation()
    this.#close()
  }

  #onKey(event) {
    if (event.key !== 'Escape') return
    const open = this.querySelector('.matrix__link[aria-expanded="true"]')
    if (!open) return
    event.preventDefault()
    this.#close()
    open.focus()
  }

  #show() {
    const link = this.#asked
    const cell = link && document.querySelector(link.getAttribute('hx-target'))
    if (!cell?.firstElementChild || !this.contains(link)) return
    this.#asked = null
    this.#close(cell)
    cell.append(this.#closeButton(link))
    cell.parentElement.hidden = false
    link.setAttribute('aria-expanded', 'true')
    link.setAttribute('aria-controls', cell.id)
  }

  #closeButton(link) {
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'button button--quiet'
    button.textContent = 'Close'
    button.addEventListener('click', () => {
      this.#close()
      link.focus()
    })
    return button
  }

  #close(except) {
    for (const row of this.querySelectorAll('.matrix__detail:not([hidden])')) {
      if (row.firstElementChild === except) continue
      row.hidden = true
      row.firstElementChild.replaceChildren()
    }
    for (const link of this.#links()) {
      link.setAttribute('aria-expanded', 'false')
      link.removeAttribute('aria-controls')
    }
  }
}

customElements.define('matrix-quotes', MatrixQuotes)
