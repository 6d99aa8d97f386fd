/**
 * <aligned-margin class="letter__margin"> is the margin of one paragraph. Where it stands beside the text, each note and
 * footnote moves down to the line of its mark or marker, as far as the paragraph's height allows: no row ever grows by it.
 * Without a script they stand one under the other from the paragraph's first line. Notes that are folded away stay beneath the others.
 * Where they run on below the paragraph, its text stays in view beside them, if it leaves room in the window.
 */
class AlignedMargin extends HTMLElement {
  #observer = undefined
  #width = 0

  connectedCallback() {
    this.#observer = new ResizeObserver(([entry]) => {
      if (entry.contentRect.width === this.#width) return
      this.#width = entry.contentRect.width
      this.#align()
    })
    this.#observer.observe(this)
    document.fonts?.ready.then(() => this.#align())
  }

  disconnectedCallback() {
    this.#observer?.disconnect()
  }

  #align() {
    const row = this.closest('.letter__row')
    const text = row?.querySelector('.letter__text')
    if (!text || !this.isConnected) return
    const items = [...this.querySelectorAll('.notes:not(.notes .notes) > .note, .footnote')]
    const fold = this.querySelector('.notes__fold')
    for (const item of items) item.style.marginBlockStart = ''
    const textBox = text.getBoundingClientRect()
    const ownBox = this.getBoundingClientRect()
    const isBeside = ownBox.left >= textBox.right
    const runsOn = isBeside && ownBox.height > textBox.height && textBox.height < innerHeight / 2
    row.classList.toggle('letter__row--long-margin', runsOn)
    if (!isBeside) return
    const columns = Map.groupBy
      ? Map.groupBy(items, (item) => Math.round(item.getBoundingClientRect().left))
      : new Map([[0, items]])
    const bottom = textBox.bottom - (fold?.getBoundingClientRect().height ?? 0)
    const shifts = [...columns.values()].flatMap((column) => shiftsFor(column, row, bottom))
    for (const [item, shift] of shifts) item.style.marginBlockStart = `${shift}px`
  }
}

/** How far each item of a column moves below its natural place: towards its mark, never past `bottom`, never over the next. */
function shiftsFor(column, row, bottom) {
  const boxes = column.map((item) => item.getBoundingClientRect())
  const last = boxes.at(-1)
  const slack = last ? bottom - last.bottom : 0
  if (slack <= 0) return []
  let moved = 0
  return column.map((item, i) => {
    const mark = markOf(item, row)
    const wanted = mark ? mark.getClientRects()[0].top - boxes[i].top : moved
    const total = Math.min(Math.max(wanted, moved), slack)
    const shift = total - moved
    moved = total
    return [item, Math.round(shift)]
  })
}

function markOf(item, row) {
  if (item.classList.contains('footnote')) return row.querySelector(`#fnref-${CSS.escape(item.id.slice(3))}`)
  const [first] = item.dataset.assertion.split(' ')
  return row.querySelector(`.mark[data-assertion~="${CSS.escape(first)}"]`)
}

customElements.define('aligned-margin', AlignedMargin)
