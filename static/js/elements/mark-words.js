/**
 * <mark-words data-marking="/desk/letters/x/marking" data-paragraphs="1:0 2:345"> around a letter's text, for who may mark
 * words: selected words of one paragraph get a link that leads to the form for them. The server takes whole words.
 */
class MarkWords extends HTMLElement {
  #stop = new AbortController()
  #link = document.createElement('a')

  connectedCallback() {
    this.#stop = new AbortController()
    const { signal } = this.#stop
    this.#link.className = 'button button--primary mark-words__link'
    this.#link.textContent = 'Mark these words'
    this.#link.hidden = true
    this.append(this.#link)
    document.addEventListener('selectionchange', () => this.#show(), { signal })
    // A press on the link must not end the selection that it is about.
    this.#link.addEventListener('mousedown', (event) => event.preventDefault(), { signal })
  }

  disconnectedCallback() {
    this.#stop.abort()
    this.#link.remove()
  }

  #show() {
    const selection = document.getSelection()
    const range = selection?.rangeCount && !selection.isCollapsed ? selection.getRangeAt(0) : null
    const place = range && this.#placeOf(range)
    this.#link.hidden = !place
    if (!place) return
    this.#link.href = `${this.dataset.marking}?start=${place.start}&end=${place.end}`
    const [words, around] = [range.getBoundingClientRect(), this.getBoundingClientRect()]
    const left = Math.min(words.left - around.left, around.width - this.#link.offsetWidth)
    this.#link.style.setProperty('inset-inline-start', `${Math.max(0, left)}px`)
    this.#link.style.setProperty('inset-block-start', `${words.bottom - around.top + 6}px`)
  }

  /** Where the selected words stand in the letter, in code points; null where they are not words of one paragraph. */
  #placeOf(range) {
    const text = elementOf(range.commonAncestorContainer)?.closest('.letter__text')
    const label = text?.closest('.letter__row')?.id.slice('p-'.length)
    const start = this.contains(text) ? this.#startOf(label) : undefined
    if (start === undefined) return null
    const before = document.createRange()
    before.setStart(text, 0)
    before.setEnd(range.startContainer, range.startOffset)
    const from = lengthOf(before.cloneContents())
    const length = lengthOf(range.cloneContents(), from > 0)
    return length ? { start: start + from, end: start + from + length } : null
  }

  #startOf(label) {
    const found = this.dataset.paragraphs
      .split(' ')
      .find((one) => one.slice(0, one.lastIndexOf(':')) === label)
    return found && Number(found.slice(found.lastIndexOf(':') + 1))
  }
}

const elementOf = (node) => (node instanceof Element ? node : node.parentElement)

/** How many code points of the letter a part of a paragraph holds: markers of notes and of list items are none of its words. */
function lengthOf(part, isInside = false) {
  for (const marker of part.querySelectorAll('.letter__marker, .letter__item')) marker.remove()
  const words = isInside ? part.textContent : part.textContent.replace(/^\s+/, '')
  return Array.from(words).length
}

customElements.define('mark-words', MarkWords)
