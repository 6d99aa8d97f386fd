/**
 * <linked-marks> around a letter. Pointing at, or focusing, a mark lights up its notes in the margin, every other part of
 * the same assertion, and the reverse. Marks and notes name their assertions in `data-assertion`, separated by blanks.
 * An address that ends in an assertion's id lights up all of it, not only the run that carries the id.
 */
class LinkedMarks extends HTMLElement {
  #stop = new AbortController()

  connectedCallback() {
    this.#stop = new AbortController()
    const { signal } = this.#stop
    for (const event of ['pointerover', 'focusin']) {
      this.addEventListener(event, ({ target }) => this.#light(assertionsAt(target)), { signal })
    }
    window.addEventListener('hashchange', () => this.#lightTarget(), { signal })
    this.#lightTarget()
    this.addEventListener('pointerleave', () => this.#light(assertionsAt(this.#focused)), { signal })
    this.addEventListener('focusout', ({ relatedTarget }) => this.#light(assertionsAt(relatedTarget)), {
      signal,
    })
  }

  disconnectedCallback() {
    this.#stop.abort()
    this.#light([])
  }

  get #focused() {
    return this.contains(document.activeElement) ? document.activeElement : null
  }

  #lightTarget() {
    const target = location.hash.slice(1).replace(/^note-/, '')
    for (const mark of this.querySelectorAll('.mark[data-assertion]')) {
      mark.classList.toggle('mark--target', assertionsOf(mark).includes(target))
    }
  }

  #light(assertions) {
    for (const element of this.querySelectorAll('[data-assertion]')) {
      const isLinked = assertionsOf(element).some((assertion) => assertions.includes(assertion))
      if (element.classList.contains('mark')) element.classList.toggle('mark--linked', isLinked)
      if (element.classList.contains('note')) element.classList.toggle('note--linked', isLinked)
    }
  }
}

const assertionsOf = (element) => element.dataset.assertion.split(' ').filter(Boolean)

function assertionsAt(target) {
  const element = target?.closest?.('[data-assertion]')
  return element ? assertionsOf(element) : []
}

customElements.define('linked-marks', LinkedMarks)
