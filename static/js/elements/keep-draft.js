/**
 * <keep-draft> around a form (or several): what is typed stays in the browser, by the page's address and the form's own, until
 * the server has taken it. After a lost connection, a closed window or an ended session the page offers it back.
 *
 * What was sent has been taken when a redirect leads to the page that comes next: every form of the product that is taken
 * answers so, and none that is refused. Therefore every page loads this file. Where htmx takes a form and puts the next part
 * of the page in its place, that part says in `data-taken` where the form went. Passwords, files and hidden fields are never
 * kept, nor what is marked `data-passing`: it says what to show next, and is used up once it was sent.
 *
 * What is put back may need more than the page has: a claim that was offered for other words, a row more. Then the form is
 * sent by its button `data-again`, which only gives it back, with all that was typed. What can't be put back is told.
 */
const prefix = 'draft '
const keptFor = 14 * 24 * 60 * 60 * 1000
const sentKey = 'draft-sent'
const refusedKey = 'draft-refused'

class KeepDraft extends HTMLElement {
  #stop = new AbortController()
  #timer = undefined

  connectedCallback() {
    this.#stop = new AbortController()
    const { signal } = this.#stop
    dropOld()
    if (this.dataset.taken) removeTaken(this.dataset.taken)
    // The elements within it that are fields too are at work only after it.
    queueMicrotask(() => {
      for (const form of this.querySelectorAll('form')) this.#offer(form)
    })
    // Its forms may be replaced.
    this.addEventListener('input', ({ target }) => this.#keepSoon(target.closest('form')), { signal })
    this.addEventListener('submit', ({ target }) => this.#send(target), { signal })
    // Typing just before a window is closed is kept too, or before a newer state of the form comes: it has it from the first.
    window.addEventListener('pagehide', () => this.#keepNow(), { signal })
    document.addEventListener('htmx:before:swap', () => this.#keepNow(), { signal })
  }

  disconnectedCallback() {
    this.#keepNow()
    this.#stop.abort()
  }

  #pending = new Set()

  #keepSoon(form) {
    if (!form) return
    this.#pending.add(form)
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#keepNow(), 400)
  }

  #keepNow() {
    clearTimeout(this.#timer)
    for (const form of this.#pending) {
      const typed = { ...stillHeld(form, read(keyOf(form))?.typed), ...typedIn(form) }
      if (Object.keys(typed).length) write(keyOf(form), { at: Date.now(), typed })
      else remove(keyOf(form))
    }
    this.#pending.clear()
  }

  #send(form) {
    this.#keepNow()
    const address = addressOf(form)
    // A form that came back to be sent elsewhere says where it went before.
    const was = form.dataset.was ?? address
    const refused = [readSession(refusedKey), readSession(sentKey)].find((sent) => sent?.address === was)
    const before = refused?.keys ?? []
    if (read(keyOf(form)) || before.length) writeSession(sentKey, { address, keys: [...before, keyOf(form)] })
  }

  /** Shows that there is unsaved text, where the form does not hold it already. */
  #offer(form) {
    const kept = read(keyOf(form))
    if (!kept) return
    const held = stillHeld(form, kept.typed)
    if (Object.keys(held).length === Object.keys(kept.typed).length) return
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
        const missing = putBack(form, kept.typed)
        bar.remove()
        // Other words tell other things of the rest.
        if (missing.length || 'range' in kept.typed) this.#putMore(form, kept.typed, missing)
      }),
      button('Drop it', () => {
        remove(keyOf(form))
        bar.remove()
        fieldsOf(form)[0]?.focus()
      }),
    )
    form.before(bar)
    const fold = form.closest('details')
    if (fold) fold.open = true
  }

  /** What the form has no field for goes to the server with the rest; it is told what has no place there either. */
  #putMore(form, typed, missing) {
    const again = form.querySelector('[data-again]')
    if (!again || !('htmx' in window)) return tellMissing(form, missing)
    // As long as it is not there, the draft stays as it was.
    this.#pending.delete(form)
    for (const { name, value } of missing.filter((one) => isHere(one))) {
      const field = document.createElement('input')
      Object.assign(field, { type: 'hidden', name, value })
      form.append(field)
    }
    const onSwap = (event) => {
      if (event.detail.ctx.request.form !== form) return
      document.removeEventListener('htmx:after:swap', onSwap)
      const now = this.querySelector('form')
      const held = now ? stillHeld(now, typed) : {}
      const left = missing.filter((one) => !isHere(one) || !(one.name in held))
      if (now) tellMissing(now, left)
    }
    document.addEventListener('htmx:after:swap', onSwap, { signal: this.#stop.signal })
    again.click()
  }
}

/** Words of a text that is no longer the letter's can't be sent as places of it. */
const isHere = ({ field }) => field?.localName !== 'passage-picker'

function tellMissing(form, missing) {
  if (!missing.length) return
  const told = document.createElement('p')
  told.className = 'kept'
  told.setAttribute('role', 'status')
  const words = missing.map((one) => (isHere(one) ? `“${one.value}”` : 'which words were chosen'))
  told.textContent = `This could not be put back; the rest was: ${words.join(', ')}.`
  form.before(told)
}

function button(text, act) {
  const element = document.createElement('button')
  element.type = 'button'
  element.className = 'button'
  element.textContent = text
  element.addEventListener('click', act)
  return element
}

const addressOf = (form) => new URL(form.action, location.href).pathname
/** Forms of one page that go to one address say in `data-draft` which of them they are. */
const keyOf = (form) =>
  `${prefix}${location.pathname} ${form.dataset.draft ? `${form.dataset.draft} ` : ''}${addressOf(form)}`

const unkept = ['hidden', 'password', 'file', 'submit', 'button', 'reset', 'image']
const fieldsOf = (form) =>
  [...form.elements, ...form.querySelectorAll('passage-picker:defined')].filter(
    (field) =>
      field.name && 'value' in field && !unkept.includes(field.type) && !('passing' in field.dataset),
  )
const isTicked = (field) => field.type === 'checkbox' || field.type === 'radio'
const valueNow = (field) => (isTicked(field) && !field.checked ? [] : [field.value])
const valueFirst = (field) => {
  if (isTicked(field)) return field.defaultChecked ? [field.value] : []
  if (field.options)
    return [
      [...field.options].find((option) => option.defaultSelected)?.value ?? field.options[0]?.value ?? '',
    ]
  return [field.defaultValue]
}

/** What the fields of each name say, one after the other; of ticks and choices those that are made. */
function valuesIn(form, saidBy) {
  const values = {}
  for (const field of fieldsOf(form)) values[field.name] = [...(values[field.name] ?? []), ...saidBy(field)]
  return values
}

const isSame = (one, other) => JSON.stringify(one) === JSON.stringify(other)

/** The names whose fields say something else than the page came with. */
function typedIn(form) {
  const first = valuesIn(form, valueFirst)
  return Object.fromEntries(
    Object.entries(valuesIn(form, valueNow)).filter(([name, now]) => !isSame(now, first[name])),
  )
}

/** What was kept and the form says just so: it was sent, and came back with the page. */
function stillHeld(form, kept = {}) {
  const now = valuesIn(form, valueNow)
  return Object.fromEntries(Object.entries(kept).filter(([name, value]) => isSame(now[name], value)))
}

/** Gives what no field of the form has taken, as { name, value, field }; the field where it has one that takes only others. */
function putBack(form, typed) {
  let first
  const left = structuredClone(typed)
  const missing = []
  for (const field of fieldsOf(form)) {
    if (!(field.name in typed)) continue
    if (isTicked(field)) {
      field.checked = typed[field.name].includes(field.value)
      left[field.name] = left[field.name].filter((value) => value !== field.value)
    } else {
      const value = left[field.name].shift() ?? ''
      field.value = value
      if (field.value !== value) missing.push({ name: field.name, value, field })
    }
    first ??= field
    field.dispatchEvent(new Event('input', { bubbles: true }))
  }
  first?.focus()
  const further = Object.entries(left).flatMap(([name, values]) => values.map((value) => ({ name, value })))
  return [...missing, ...further]
}

/**
 * Drops what was sent last, where the page that has come says that it was taken. A form that was refused comes back under the
 * address that it was sent to: what is sent from there is the same as what was kept under the page's own.
 */
function settleSent() {
  const sent = readSession(sentKey)
  if (!sent) return
  writeSession(sentKey, null)
  const [navigation] = performance.getEntriesByType('navigation')
  const isTaken = navigation?.redirectCount > 0
  writeSession(refusedKey, isTaken ? null : sent)
  if (isTaken) for (const key of sent.keys) remove(key)
}

/** Drops what was kept of forms that went to this address. */
function removeTaken(path) {
  try {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith(prefix) && key.endsWith(` ${path}`)) localStorage.removeItem(key)
    }
  } catch {
    // Nothing is kept.
  }
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
