/**
 * <key-actions data-keys="on"> lets single keys act: each clicks what carries it in `data-key`. Never while somebody types
 * in a field or with a modifier held; while an answer is awaited it is only said that it was not taken; and not at all without `data-keys` (an account's setting).
 * What has `data-shows` opens that dialogue, what has `data-opens` unfolds that part of the page in place of following its link,
 * and after a key the field that `data-typed` names has the focus: what is typed next goes there, and is no further key.
 */
class KeyActions extends HTMLElement {
  #stop = new AbortController()

  connectedCallback() {
    this.#stop = new AbortController()
    const { signal } = this.#stop
    document.addEventListener('keydown', (event) => this.#onKey(event), { signal })
    document.addEventListener('click', (event) => this.#onClick(event), { signal })
  }

  disconnectedCallback() {
    this.#stop.abort()
  }

  #onKey(event) {
    const isTaken =
      event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing
    if (this.dataset.keys !== 'on' || isTaken || event.repeat || isTyping(event.target)) return
    if (document.querySelector('dialog[open]')) return
    const acting = [...document.querySelectorAll('[data-key]')].find((one) => one.dataset.key === event.key)
    if (!acting) return
    event.preventDefault()
    // What comes next is not there yet: nobody can have decided on it.
    if (document.querySelector('.htmx-request:is(form, #queue)')) {
      const words = `Still sending: the key “${event.key}” was not taken.`
      return document.querySelector('sent-notice')?.say(words, { isPassing: true })
    }
    if (acting.matches('input')) acting.focus()
    acting.click()
    document.getElementById(acting.dataset.typed)?.focus()
  }

  #onClick(event) {
    const acting = event.target.closest?.('[data-shows], [data-opens]')
    if (!acting || event.ctrlKey || event.metaKey || event.shiftKey) return
    const { shows, opens } = acting.dataset
    if (shows) return document.getElementById(shows)?.showModal()
    const part = document.getElementById(opens)
    if (!part) return
    event.preventDefault()
    part.open = true
    part.querySelector('summary').focus()
    part.scrollIntoView({ block: 'nearest' })
  }
}

const isTyping = (target) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('input:not([type=checkbox], [type=radio]), textarea, select'))

customElements.define('key-actions', KeyActions)
