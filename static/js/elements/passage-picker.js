/**
 * <passage-picker> around a sentence, word by word, and the list of ranges that the form sends. Words are chosen by drawing
 * over them, by a click (which moves the nearer end), and by two handles that are dragged, or moved with the arrow keys.
 * Without it words are typed, or chosen by their numbers. It tells the server, which proposes claims for the new words.
 * For a draft that is kept of the form (js/elements/keep-draft.js) it is a field: its value are the ranges and their text.
 */
class PassagePicker extends HTMLElement {
  #stop = new AbortController()
  #timer = undefined
  #words = []
  #ranges = []
  #active = 0
  #drag = null
  #handles = null

  connectedCallback() {
    this.#stop = new AbortController()
    const { signal } = this.#stop
    this.#words = [...this.querySelectorAll('.picker__word')].map((element) => ({
      element,
      start: Number(element.dataset.start),
      end: Number(element.dataset.end),
    }))
    this.addEventListener('click', (event) => this.#onClick(event), { signal })
    document.addEventListener('htmx:after:swap', () => this.#beginAnew(), { signal })
    if (!this.#words.length) return
    this.#ranges = this.#inputs().map((input) => rangeOf(input.value))
    this.#handles = { start: this.#makeHandle('start'), end: this.#makeHandle('end') }
    this.#addTools()
    // Words can be drawn over: the other ways are folded away, unless something is wrong with what was chosen there.
    const otherwise = this.querySelector('details')
    if (!otherwise.querySelector('[aria-invalid]')) otherwise.open = this.#ranges.length > 1
    this.addEventListener('pointerdown', (event) => this.#onDown(event), { signal })
    window.addEventListener('pointermove', (event) => this.#onMove(event), { signal })
    window.addEventListener('pointerup', (event) => this.#onUp(event), { signal })
    window.addEventListener('pointercancel', () => this.#endDrag(), { signal })
    this.addEventListener('keydown', (event) => this.#onKey(event), { signal })
    this.addEventListener('change', (event) => this.#onTicked(event), { signal })
    this.#show()
    // Once what stood here before is gone.
    if (areTaken)
      document.addEventListener('htmx:after:swap', () => this.#focusTaken(), { signal, once: true })
  }

  /** A newer state that the server sent has been merged into it: without what only a script offers, maybe with other words. */
  #beginAnew() {
    if (!this.isConnected || !this.querySelector('.picker__word') || this.querySelector('.picker__tools'))
      return
    this.disconnectedCallback()
    this.connectedCallback()
  }

  get name() {
    return 'range'
  }

  get value() {
    const chosen = this.#inputs().filter((input) => input.checked)
    return this.#inText(chosen.map((input) => input.value).join(' '))
  }

  /** Ranges of another text than the letter has now are places of other words: they are not taken. */
  set value(typed) {
    const places = typed.split('@')[0]
    if (!places || typed !== this.#inText(places)) return
    this.#ranges = places.split(' ').map(rangeOf)
    this.#active = 0
    this.#list.replaceChildren(...this.#ranges.map((range, i) => this.#item(range, i)))
    if (this.#handles) this.#show()
  }

  get defaultValue() {
    return this.#inText(this.dataset.before)
  }

  #inText(places) {
    return `${places}@${this.closest('form').elements.text.value}`
  }

  disconnectedCallback() {
    this.#stop.abort()
    clearTimeout(this.#timer)
    this.#handles?.start.remove()
    this.#handles?.end.remove()
    this.querySelector('.picker__tools')?.remove()
  }

  get #list() {
    return this.querySelector('[data-ranges]')
  }

  #inputs() {
    return [...this.#list.querySelectorAll('input[name="range"]')]
  }

  #makeHandle(end) {
    const handle = document.createElement('span')
    handle.className = `picker__handle picker__handle--${end}`
    handle.dataset.end = end
    handle.tabIndex = 0
    handle.setAttribute('role', 'slider')
    handle.setAttribute('aria-label', end === 'start' ? 'First word' : 'Last word')
    handle.setAttribute('aria-valuemin', '1')
    handle.setAttribute('aria-valuemax', String(this.#words.length))
    return handle
  }

  /** What only a script can offer. */
  #addTools() {
    const tools = document.createElement('p')
    tools.className = 'picker__tools'
    const apart = document.createElement('button')
    apart.type = 'button'
    apart.className = 'button button--quiet'
    apart.textContent = 'Add words that stand apart'
    apart.addEventListener('click', () => {
      this.#active = this.#ranges.length
      this.#show()
      this.#words[0].element.closest('.picker__text').focus?.()
    })
    const hint = document.createElement('span')
    hint.className = 'field__hint'
    hint.textContent = 'Draw over words, or move the two handles.'
    tools.append(hint, ' ', apart)
    this.querySelector('details').before(tools)
  }

  #wordAt(target) {
    const element = target?.closest?.('.picker__word')
    return element ? this.#words.findIndex((word) => word.element === element) : -1
  }

  /** The first and the last word of a range, or none. */
  #span({ start, end } = {}) {
    const first = this.#words.findIndex((word) => word.end > start)
    const last = this.#words.findLastIndex((word) => word.start < end)
    return first >= 0 && last >= first ? { first, last } : null
  }

  #onDown(event) {
    if (event.button) return
    const handle = event.target.closest?.('.picker__handle')
    const span = this.#span(this.#ranges[this.#active])
    if (handle && span) {
      event.preventDefault()
      handle.focus()
      const anchor = handle.dataset.end === 'start' ? span.last : span.first
      this.#drag = { anchor, at: null, isHandle: true }
      return
    }
    const word = this.#wordAt(event.target)
    if (word < 0) return
    const other = this.#ranges.findIndex((range, i) => i !== this.#active && isIn(this.#words[word], range))
    if (other >= 0) {
      this.#active = other
      this.#show()
      return
    }
    // A finger that is drawn over the text scrolls the page: it taps, or takes a handle.
    if (event.pointerType === 'touch') {
      this.#drag = { anchor: word, at: null, isTap: true }
      return
    }
    event.preventDefault()
    this.#drag = { anchor: word, at: null }
  }

  #onMove(event) {
    if (!this.#drag || this.#drag.isTap) return
    const word = this.#wordAt(document.elementFromPoint(event.clientX, event.clientY))
    if (word < 0 || word === (this.#drag.at ?? (this.#drag.isHandle ? -1 : this.#drag.anchor))) return
    this.#drag.at = word
    this.#choose(this.#drag.anchor, word)
  }

  #onUp(event) {
    if (!this.#drag) return
    const { anchor, at, isHandle } = this.#drag
    if (at === null && !isHandle && this.#wordAt(event.target) === anchor) this.#moveNearer(anchor)
    this.#endDrag()
  }

  #endDrag() {
    if (!this.#drag) return
    this.#drag = null
    this.#tell()
  }

  /** A click on a word moves that end of the range which is nearer to it. */
  #moveNearer(word) {
    const span = this.#span(this.#ranges[this.#active])
    if (!span) return this.#choose(word, word)
    const isNearStart = Math.abs(word - span.first) < Math.abs(word - span.last)
    if (isNearStart) this.#choose(word, span.last)
    else this.#choose(span.first, word)
  }

  #onKey(event) {
    const end = event.target.dataset?.end
    if (!event.target.classList?.contains('picker__handle') || event.ctrlKey || event.metaKey || event.altKey)
      return
    const span = this.#span(this.#ranges[this.#active])
    const step = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1, Home: -Infinity, End: Infinity }[
      event.key
    ]
    if (!span || step === undefined) return
    event.preventDefault()
    const last = this.#words.length - 1
    const moved = Math.min(last, Math.max(0, (end === 'start' ? span.first : span.last) + step))
    if (end === 'start') this.#choose(Math.min(moved, span.last), span.last)
    else this.#choose(span.first, Math.max(moved, span.first))
    event.target.focus()
    this.#tell()
  }

  /** Words that were typed have been sent: those that come in their place have the focus. */
  #onClick(event) {
    if (event.target.closest('[data-again]')) areTaken = true
  }

  #focusTaken() {
    areTaken = false
    const isFree = document.activeElement === document.body && !this.querySelector('[aria-invalid]')
    if (isFree) this.#handles.start.focus()
  }

  /** Somebody has unticked a range. */
  #onTicked(event) {
    if (event.target.name !== 'range') return
    this.#ranges = this.#inputs()
      .filter((input) => input.checked)
      .map((input) => rangeOf(input.value))
    this.#active = 0
    this.#show()
    this.#tell()
  }

  /** Marks from one word to another. A range stays within its paragraph: it ends where that does. */
  #choose(one, other) {
    const paragraph = this.#words[one].element.closest('.picker__text')
    const within = (word) => this.#words[word].element.closest('.picker__text') === paragraph
    const step = other < one ? -1 : 1
    let to = one
    while (to !== other && within(to + step)) to += step
    const [first, last] = [Math.min(one, to), Math.max(one, to)]
    this.#ranges[this.#active] = { start: this.#words[first].start, end: this.#words[last].end }
    this.#list.replaceChildren(...this.#ranges.map((range, i) => this.#item(range, i)))
    this.#show()
  }

  #item(range, i) {
    const item = document.createElement('li')
    item.className = 'choice'
    const input = document.createElement('input')
    Object.assign(input, {
      className: 'choice__input',
      type: 'checkbox',
      id: `range-${i + 1}`,
      name: 'range',
      checked: true,
    })
    input.value = `${range.start}-${range.end}`
    input.setAttribute('checked', '')
    input.dataset.passing = ''
    const label = document.createElement('label')
    label.className = 'choice__label'
    label.htmlFor = input.id
    label.append(document.createElement('q'))
    label.firstChild.textContent = this.#textOf(range)
    item.append(input, label)
    return item
  }

  #textOf(range) {
    const span = this.#span(range)
    if (!span) return ''
    const words = document.createRange()
    words.setStartBefore(this.#words[span.first].element)
    words.setEndAfter(this.#words[span.last].element)
    return words.toString()
  }

  #show() {
    for (const [i, word] of this.#words.entries()) {
      const at = this.#ranges.findIndex((range) => range && isIn(word, range))
      word.element.classList.toggle('picker__word--marked', at >= 0)
      word.element.classList.toggle('picker__word--active', at >= 0 && at === this.#active)
      const next = this.#words[i + 1]
      const isJoined = at >= 0 && next && isIn(next, this.#ranges[at])
      for (const gap of gapsBehind(word.element))
        gap.classList.toggle('picker__word--marked', Boolean(isJoined))
    }
    const span = this.#span(this.#ranges[this.#active])
    const { start, end } = this.#handles
    if (!span) {
      start.remove()
      end.remove()
      return
    }
    this.#place(start, span.first, 'prepend')
    this.#place(end, span.last, 'append')
  }

  #place(handle, word, side) {
    const { element } = this.#words[word]
    handle.setAttribute('aria-valuenow', String(word + 1))
    handle.setAttribute('aria-valuetext', element.textContent)
    // Within the word, so that no line ends between the two.
    if (handle.parentElement !== element) element[side](handle)
  }

  /** Asks for the claims that the words may bear on now, once the hand rests. */
  #tell() {
    this.dispatchEvent(new Event('input', { bubbles: true }))
    clearTimeout(this.#timer)
    if (!('htmx' in window)) return
    this.#timer = setTimeout(() => this.querySelector('.picker__again')?.click(), 500)
  }
}

/** What stands between a word and the next one; a handle may stand there too. */
function* gapsBehind(element) {
  for (
    let next = element.nextElementSibling;
    next && !next.matches('.picker__word');
    next = next.nextElementSibling
  ) {
    if (next.matches('.picker__gap')) yield next
  }
}

/** Whether words were typed, of which the answer is awaited. */
let areTaken = false

const rangeOf = (value) => {
  const [start, end] = value.split('-').map(Number)
  return { start, end }
}
const isIn = (word, range) => Boolean(range) && word.start < range.end && word.end > range.start

customElements.define('passage-picker', PassagePicker)
