/**
 * <decision-queue> around the suggestion that is being decided on and the letter beside it. When the next one comes, its
 * words are brought into view in the letter, and the button that was pressed has the focus again.
 */
class DecisionQueue extends HTMLElement {
  #stop = new AbortController()

  connectedCallback() {
    this.#stop = new AbortController()
    const { signal } = this.#stop
    document.addEventListener(
      'htmx:before:swap',
      () => {
        focused = this.contains(document.activeElement) ? document.activeElement.id : ''
      },
      { signal },
    )
    if (focused && document.activeElement === document.body)
      document.getElementById(focused)?.focus({ preventScroll: true })
    this.#bringIntoView()
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

/** What had the focus before the last part of the page was put in. */
let focused = ''

customElements.define('decision-queue', DecisionQueue)
