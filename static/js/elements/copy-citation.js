/**
 * <copy-citation data-text="what is copied"><button class="button" type="button">Copy</button></copy-citation>
 * Without `data-text` it copies the text of the element that `data-from` (an id) names.
 * Hidden where there is no script or no clipboard (button.css).
 */
class CopyCitation extends HTMLElement {
  #stop = new AbortController()
  #said = undefined
  #timer = undefined

  connectedCallback() {
    this.#stop = new AbortController()
    this.toggleAttribute('data-unable', !navigator.clipboard)
    this.#said = this.querySelector('[role="status"]') ?? this.#addStatus()
    this.querySelector('button')?.addEventListener('click', () => this.#copy(), { signal: this.#stop.signal })
  }

  disconnectedCallback() {
    this.#stop.abort()
    clearTimeout(this.#timer)
    this.#say('')
  }

  #addStatus() {
    const status = document.createElement('span')
    status.className = 'copied'
    status.setAttribute('role', 'status')
    this.append(status)
    return status
  }

  async #copy() {
    const from = this.dataset.from && document.getElementById(this.dataset.from)
    const text = this.dataset.text ?? from?.textContent.trim() ?? ''
    try {
      await navigator.clipboard.writeText(text)
      this.#say('Copied')
    } catch {
      this.#say('Not copied: the browser refused')
    }
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#say(''), 4000)
  }

  #say(words) {
    if (this.#said) this.#said.textContent = words
  }
}

customElements.define('copy-citation', CopyCitation)
