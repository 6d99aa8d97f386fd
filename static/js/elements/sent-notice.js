/**
 * <sent-notice> at the foot of the window, on every page: what htmx sends for the page and how that went. While an answer is
 * awaited, what was sent and the part of the page that will be replaced are `aria-busy`. Where none comes, or the server failed,
 * the page stays as it is, with all that was typed, and the notice says so until the next try. What a page asks of itself
 * every few seconds is passed over: it will ask again.
 */
class SentNotice extends HTMLElement {
  #stop = new AbortController()
  #awaited = new Map()
  #isPassing = false

  connectedCallback() {
    this.#stop = new AbortController()
    const { signal } = this.#stop
    const on = (name, act) =>
      document.addEventListener(
        name,
        (event) => {
          const { ctx } = event.detail
          if (ctx?.request && ctx.sourceEvent?.type !== 'every') act(ctx, event)
          else if (ctx?.response?.status >= 500) event.preventDefault()
        },
        { signal },
      )
    on('htmx:before:request', (ctx) => this.#await(ctx))
    on('htmx:finally:request', (ctx) => this.#settle(ctx))
    on('htmx:before:swap', (ctx, event) => this.#onAnswer(ctx, event))
    on('htmx:error', (ctx) => this.#onError(ctx))
    // A page that is left, and come back to later.
    window.addEventListener('pageshow', (event) => event.persisted && this.say(''), { signal })
  }

  disconnectedCallback() {
    this.#stop.abort()
  }

  /** Shows these words, or with "" none any more; what is passing goes once the answer is there. */
  say(words, { isPassing = false } = {}) {
    this.#isPassing = isPassing
    this.hidden = !words
    this.firstElementChild.textContent = words
  }

  #await(ctx) {
    this.say('')
    const parts = new Set([ctx.sourceElement, ctx.target].filter(Boolean))
    this.#awaited.set(ctx, parts)
    for (const part of parts) part.setAttribute('aria-busy', 'true')
  }

  #settle(ctx) {
    const parts = this.#awaited.get(ctx) ?? []
    this.#awaited.delete(ctx)
    const stillBusy = new Set([...this.#awaited.values()].flatMap((others) => [...others]))
    for (const part of parts) if (!stillBusy.has(part)) part.removeAttribute('aria-busy')
    if (this.#isPassing) this.say('')
  }

  #onAnswer(ctx, event) {
    if (ctx.response.status < 500) return
    event.preventDefault()
    const problem = new DOMParser().parseFromString(ctx.text, 'text/html').querySelector('#problem')
    const told = ['.problem__title', '.problem__detail']
      .map((part) => problem?.querySelector(part)?.textContent.trim())
      .filter(Boolean)
      .map((words) => (/[.!?]$/.test(words) ? words : `${words}.`))
    this.#fail(ctx, told.length ? told.join(' ') : 'the server did not answer as it should.')
  }

  #onError(ctx) {
    if (ctx.response) return
    const isLate = ctx.request.signal?.reason === 'timeout'
    this.#fail(ctx, isLate ? 'no answer came in time.' : 'the connection is lost.')
  }

  #fail({ request }, why) {
    this.say(
      request.method === 'GET'
        ? `Not fetched: ${why} Try again.`
        : `Not sent: ${why} What you typed is kept here; try again.`,
    )
  }
}

customElements.define('sent-notice', SentNotice)
