/**
 * <keep-draft> around a form (or several): what is typed stays in the browser, by the page's address and the form's own, until
 * the server has taken it. After a lost connection, a closed window or an ended session the page offers it back.
 *
 * What was sent has been taken when a redirect leads to the page that comes next: every form of the product that is taken
 * answers so, and none that is refused. Therefore every page loads this file. Passwords, files and hidden fields are never kept.
 */
const prefix = 'draft '
const keptFor = 14 * 24 * 60 * 60 * 1000
const sentKey = 'draft-sent'

class KeepDraft extends HTMLElement {
  #stop = new AbortController()
  #timer = undefined

  connectedCallback() {
    this.#stop = new AbortController()
    const { signal } = this.#stop
    dropOld()
    for (const form of this.querySelectorAll('form')) {
      this.#offer(form)
      form.addEventListener('input', () => this.#keepSoon(form), { signal })
      form.addEventListener('submit', () => this.#send(form), { signal })
    }
    // Typing just before a window is closed is kept too.
    window.addEventListener('pagehide', () => this.#keepNow(), { signal })
  }

  disconnectedCallback() {
    this.#keepNow()
    this.#stop.abort()
  }

  #pending = new Set()

  #keepSoon(form) {
    this.#pending.add(form)
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#keepNow(), 400)
  }

  #keepNow() {
    clearTimeout(this.#timer)
    for (const form of this.#pending) {
      const typed = typedIn(form)
      if (Object.keys(typed).length) write(keyOf(form), { at: Date.now(), typed })
      else remove(keyOf(form))
    }
    this.#pending.clear()
  }

  #send(form) {
    this.#keepNow()
    if (read(keyOf(form))) writeSession(sentKey, keyOf(form))
  }

  /** Shows that there is unsaved text, where the form does not hold it already. */
  #offer(form) {
    const kept = read(keyOf(form))
    if (!kept) return
    const isHeld = Object.entries(kept.typed).every(([name, value]) =>
      fieldsOf(form).some((field) => field.name === name && saidBy(field) === value),
    )
    if (isHeld) return
    const at = new Date(kept.at)
    const isToday = at.toDateString() === new Date().toDateString()
    const time = at.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })
    const day = at.toLocaleDateString('en-GB', { day: 'numeric', month: 'long' })
    const bar = document.createElement('div')
    bar.className = 'kept'
    bar.setAttribute('role', 'status')
    const words = document.createElement('p')
    words.textContent = `You have unsaved text from ${isToday ? time : `${day}, ${time}`}.`
    bar.append(
      words,
      button('Put it back', () => {
        putBack(form, kept.typed)
        bar.remove()
      }),
      button('Drop it', () => {
        remove(keyOf(form))
        bar.remove()
        fieldsOf(form)[0]?.focus()
      }),
    )
    form.before(bar)
  }
}

function button(text, act) {
  const element = document.createElement('button')
  element.type = 'button'
  element.className = 'button'
  element.textContent = text
  element.addEventListener('click', act)
  return element
}

const keyOf = (form) => `${prefix}${location.pathname} ${new URL(form.action, location.href).pathname}`

const unkept = ['hidden', 'password', 'file', 'submit', 'button', 'reset', 'image']
const fieldsOf = (form) =>
  [...form.elements].filter((field) => field.name && 'value' in field && !unkept.includes(field.type))
const isTicked = (field) => field.type === 'checkbox' || field.type === 'radio'
const saidBy = (field) => (isTicked(field) ? (field.checked ? field.value : '') : field.value)
const saidFirstBy = (field) => {
  if (isTicked(field)) return field.defaultChecked ? field.value : ''
  if (field.options)
    return [...field.options].find((option) => option.defaultSelected)?.value ?? field.options[0]?.value ?? ''
  return field.defaultValue
}

/** The fields that say something else than the page came with. Of ticks under one name only the last is told apart. */
const typedIn = (form) =>
  Object.fromEntries(
    fieldsOf(form).flatMap((field) =>
      saidBy(field) === saidFirstBy(field) ? [] : [[field.name, saidBy(field)]],
    ),
  )

function putBack(form, typed) {
  let first
  for (const field of fieldsOf(form)) {
    if (!(field.name in typed)) continue
    if (isTicked(field)) field.checked = field.value === typed[field.name]
    else field.value = typed[field.name]
    first ??= field
    field.dispatchEvent(new Event('input', { bubbles: true }))
  }
  first?.focus()
}

/** Drops what was sent last, where the page that has come says that it was taken. */
function settleSent() {
  const sent = readSession(sentKey)
  if (!sent) return
  writeSession(sentKey, null)
  const [navigation] = performance.getEntriesByType('navigation')
  if (navigation?.redirectCount > 0) remove(sent)
}

function dropOld() {
  try {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith(prefix) && Date.now() - (read(key)?.at ?? 0) > keptFor) localStorage.removeItem(key)
    }
  } catch {
    // A browser that keeps nothing: then nothing is old.
  }
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null')
  } catch {
    return null
  }
}

function write(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value))
  } catch {
    // No room, or not allowed: the page works as it would without.
  }
}

function remove(key) {
  try {
    localStorage.removeItem(key)
  } catch {
    // Nothing is kept.
  }
}

function readSession(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? 'null')
  } catch {
    return null
  }
}

function writeSession(key, value) {
  try {
    if (value === null) sessionStorage.removeItem(key)
    else sessionStorage.setItem(key, JSON.stringify(value))
  } catch {
    // Nothing is kept.
  }
}

settleSent()
customElements.define('keep-draft', KeepDraft)
