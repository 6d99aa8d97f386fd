/**
 * <claims-choice> around the claims of the form for an assertion. It says beside the buttons, in what has the class
 * `chosen-claims`, on which claims the words will bear: the choice itself may stand out of sight. And Enter in the field
 * by which a claim is found looks for it, or leads to those that were found; it does not send the form. What is chosen while
 * claims are being asked for is asked for with them: it must not be missing among those that come.
 */
class ClaimsChoice extends HTMLElement {
  #stop = new AbortController()

  connectedCallback() {
    this.#stop = new AbortController()
    const { signal } = this.#stop
    this.addEventListener('change', (event) => this.#onChange(event), { signal })
    this.addEventListener('input', () => this.#tell(), { signal })
    this.addEventListener('keydown', (event) => this.#onKey(event), { signal })
    document.addEventListener('htmx:after:swap', () => this.#tell(), { signal })
    // What stands behind it in the page may not be there yet.
    queueMicrotask(() => this.#tell())
  }

  disconnectedCallback() {
    this.#stop.abort()
  }

  #onChange({ target }) {
    this.#tell()
    if (target.matches('.claim-choice__radio') && this.ariaBusy === 'true')
      this.closest('form').querySelector('.picker__again').click()
  }

  #tell() {
    const place = this.closest('form')?.querySelector('.chosen-claims')
    if (!place) return
    const chosen = [...this.querySelectorAll('.claim-choice__radio:checked')].flatMap(wordsOf)
    const words = chosen.join('; ') || 'No claim is chosen yet'
    if (place.textContent !== words) place.textContent = words
  }

  #onKey(event) {
    if (event.key !== 'Enter' || event.isComposing || !event.target.matches('input[type="search"]')) return
    event.preventDefault()
    const link = event.target.closest('.link-choice')
    const found = event.target.value === event.target.defaultValue && link.querySelector('[data-found="1"]')
    if (found) found.focus()
    else link.querySelector('[data-finds]').click()
  }
}

/** What a choice says; nothing where it is that there is no claim. */
function wordsOf(radio) {
  if (radio.value === 'none') return []
  const choice = radio.closest('.claim-choice')
  if (radio.value === 'find') return ['Another claim, which is still to be found']
  const stance = choice.querySelector('.stance-choice__one:has(:checked)')?.textContent.trim() ?? ''
  const wording =
    radio.value === 'new'
      ? choice.querySelector('textarea').value.trim() || 'not worded yet'
      : choice.querySelector('[data-wording]').textContent
  return [`${stance}${radio.value === 'new' ? ', a new claim' : ''}: ${wording}`]
}

customElements.define('claims-choice', ClaimsChoice)
