import { isFinite, isNominal, type Token } from './tags.ts'
import { pastIsFinite, subjectAhead, verbAhead, opensClause, relativeStart } from './clauses.ts'
/** A clause: where it begins (its opener, and the word behind it), and the verbs that belong to it. */
export interface Clause { kind: 'main'|'relative'|'subordinate'|'complement'|'joined'; start: number; inner: number; verbs: number[]; end: number; parent?: Clause }
export function clausesOf(list: readonly Token[]): { clauses: Clause[]; clauseOfVerb: Map<number, Clause> } {
  const clauses: Clause[] = []
  const clauseOfVerb = new Map<number, Clause>()
  let stack: Clause[] = []
  const open = (kind: Clause['kind'], start: number, inner: number) => { const c: Clause = { kind, start, inner, verbs: [], end: list.length, parent: stack.at(-1) }; clauses.push(c); stack.push(c); return c }
  const closeAll = (at: number) => { for (const c of stack) c.end = Math.min(c.end, at); stack = [] }
  const first = Math.max(0, list.findIndex((t) => t.tag !== 'mark'))
  open('main', first, first)
  let brackets: number[] = []
  for (let i = first; i < list.length; i++) {
    const t = list[i]!, before = list[i - 1]
    if (/^[([]$/.test(t.text)) { brackets.push(stack.length); continue }
    if (/^[)\]]$/.test(t.text)) { const n = brackets.pop(); if (n !== undefined) while (stack.length > n) { const c=stack.pop()!; c.end = i } continue }
    if (/^[;:]$/.test(t.text) && !brackets.length) { closeAll(i); if (i + 2 < list.length) open('main', i + 1, i + 1); else break; continue }
    if (/^[—–]$/.test(t.text) && !brackets.length) {
      if (stack.at(-1)!.verbs.length && subjectAhead(list, i+1)) { open('joined', i+1, i+1) }
      continue }
    if (t.tag === 'relative' && i>first) { const s = Math.max(first, relativeStart(list, i)); open('relative', s, i + 1); continue }
    if (t.tag === 'subordinator' || opensClause(list, i)) {
      // "and that …" goes on from the clause that the first "that" opened.
      open(t.lower === 'that' ? 'complement' : 'subordinate', i, i + 1); continue }
    const top = () => stack.at(-1)!
    if ((t.tag === 'coordinator') && top().verbs.length && !verbAhead(list, i + 1) && list[i+1]?.lower!=='that' && subjectAhead(list, i + 1) && lastGroupClosed(list,i)) { open('joined', i + 1, i + 1); continue }
    if (t.text === ',' && top().verbs.length && !verbAhead(list, i+1) && list[i+1]?.tag!=='coordinator' && subjectAhead(list, i + 1) && !stack.some(c=>!c.verbs.length)) { open('joined', i + 1, i + 1); continue }
    const isVerb = (isFinite(t) && !(before && isFinite(before)) && !(before?.tag==='not'||before?.tag==='adverb')) || (isFinite(t) && (before?.tag==='not'||before?.tag==='adverb') && !isFinite(list[i-2]??before!)) || (t.tag === 'past' && pastIsFinite(list, i) && (stack.some((c) => !c.verbs.length)||before?.tag==='coordinator'||before?.tag==='adverb'))
    if (!isVerb) continue
    // a verb right after a coordinator goes with the clause above that has verbs
    const isJoined = before && (before.tag==='coordinator' || (before.tag==='adverb'||before.tag==='not')&&list[i-2]?.tag==='coordinator')
    let at = stack.length - 1
    if (!isJoined) while (at >= 0 && stack[at]!.verbs.length) at--
    if (at < 0) at = stack.length - 1
    while (stack.length - 1 > at) { stack.pop()!.end = i }
    stack[at]!.verbs.push(i); clauseOfVerb.set(i, stack[at]!)
  }
  return { clauses, clauseOfVerb }
}
const lastGroupClosed = (list: readonly Token[], i: number) => !isFinite(list[i-1]!)
void isNominal
