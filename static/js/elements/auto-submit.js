/**
 * <auto-submit> around a form that htmx answers in place (`hx-get` on the form): a changed choice submits it at once.
 * A form without `hx-get` is left alone, for a page that reloads at every click loses the reader's place.
 */
class AutoSubmit extends HTMLElement {
  #stop = new AbortController()
  #timer = undefined

  connectedCallback() {
    this.#stop = new AbortController()
    this.addEventListener('change', ({ target }) => this.#onChange(target), { signal: this.#stop.signal })
  }

  disconnectedCallback() {
    this.#stop.abort()
    clearTimeout(this.#timer)
  }

  #onChange(target) {
    const form = target?.form
    if (!form?.hasAttribute('hx-get') || !('htmx' in window)) return
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => form.requestSubmit(), 120)
  }
}

customElements.define('auto-submit', AutoSubmit)
