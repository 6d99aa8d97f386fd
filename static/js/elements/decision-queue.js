/**
 * <decision-queue> around the suggestion that is being decided on and the letter beside it. When the next one comes, its
 * words are brought into view in the letter, and the button that was pressed has the focus again; after a key, or where the
 * focus was in something that is gone, the number of the suggestion that has come has it, so that it is read out.
 */
class DecisionQueue extends HTMLElement {
  #stop = new AbortController()

  connectedCallback() {
    this.#stop = new AbortController()
    const { signal } = this.#stop
    document.addEventListener(
      'htmx:before:swap',
      (event) => {
        if (event.detail.ctx.target !== this) return
        const active = document.activeElement
        focused = this.contains(active) ? active.id : null
        isFree = focused !== null || active === document.body
      },
      { signal },
    )
    // Once what stood here before is gone.
    if (isFree) document.addEventListener('htmx:after:swap', () => this.#focusAgain(), { signal, once: true })
    this.#bringIntoView()
  }

  #focusAgain() {
    isFree = false
    if (document.activeElement !== document.body) return
    const before = focused ? document.getElementById(focused) : null
    const isButton = before?.matches('button')
    if (isButton || (before && !this.dataset.decided)) return before.focus({ preventScroll: true })
    if (this.dataset.decided)
      (this.querySelector('#suggestion') ?? this.querySelector('#queue-title')).focus()
  }

  disconnectedCallback() {
    this.#stop.abort()
  }

  /** In the letter's own scrolling, where it has one: the page itself stays where it is. */
  #bringIntoView() {
    const letter = this.querySelector('.queue__letter')
    const words = this.querySelector('#now')
    if (!letter || !words || letter.scrollHeight <= letter.clientHeight + 1) return
    const above = words.getBoundingClientRect().top - letter.getBoundingClientRect().top
    letter.scrollTop += above - letter.clientHeight / 3
    const panel = this.querySelector('.queue__panel')
    if (panel) panel.scrollTop = 0
  }
}

/** What of the queue had the focus before the next part of it came, and whether that part may have it: nothing else had it. */
let focused = null
let isFree = false

customElements.define('decision-queue', DecisionQueue)
