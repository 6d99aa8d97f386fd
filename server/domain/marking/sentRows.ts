import type { FigureValues } from '../figureForm.ts'
import type { AttributionValues } from './values.ts'

/** A form as it was sent: each field once or several times. */
export type Sent = Record<string, unknown>

/** So many rows of a list are read; a page offers one more than are filled. */
const mostRows = 20

export const all = (sent: Sent, name: string): string[] => [sent[name] ?? []].flat().map(String)
export const one = (sent: Sent, name: string): string => all(sent, name)[0] ?? ''

/** The rows that were sent, as numbered: "figure-1-unit", "figure-2-unit". */
export function rows<Row>(
  sent: Sent,
  list: string,
  read: (field: (name: string) => string, sent: Sent) => Row,
): Row[] {
  const sentRows: Row[] = []
  for (let n = 1; n <= mostRows; n++) {
    if (!Object.keys(sent).some((name) => name.startsWith(`${list}-${n}-`))) break
    sentRows.push(read((name) => `${list}-${n}-${name}`, sent))
  }
  return sentRows
}

export const attributionRows = (sent: Sent): AttributionValues[] =>
  rows(sent, 'attribution', (field) => ({
    name: one(sent, field('name')),
    who: one(sent, field('who')),
    adopted: one(sent, field('adopted')) === 'yes',
  }))

export const figureRows = (sent: Sent): FigureValues[] =>
  rows(sent, 'figure', (field) => ({
    number: one(sent, field('number')),
    bound: one(sent, field('bound')),
    unit: one(sent, field('unit')),
    counted: one(sent, field('counted')),
    where: one(sent, field('where')),
    when: one(sent, field('when')),
  }))

/** Both lists under the names of the form's fields, for the macros that print them. */
export function flatRows({
  attribution,
  figures,
}: {
  attribution: readonly AttributionValues[]
  figures: readonly FigureValues[]
}): Record<string, string> {
  const flat: Record<string, string> = {}
  const put = (list: string, i: number, row: Record<string, string>) => {
    for (const [name, value] of Object.entries(row)) flat[`${list}-${i + 1}-${name}`] = value
  }
  attribution.forEach(({ adopted, ...row }, i) => {
    put('attribution', i, { ...row, adopted: adopted ? 'yes' : '' })
  })
  figures.forEach((row, i) => {
    put('figure', i, { ...row })
  })
  return flat
}

/** A row to fill in behind those that are there; the first one is always offered. */
export const withRoom = <Row>(list: readonly Row[], hasRoom: boolean, empty: () => Row): Row[] =>
  hasRoom || !list.length ? [...list, empty()] : [...list]

export const noAttribution = (): AttributionValues => ({ name: '', who: '', adopted: false })
export const noFigure = (): FigureValues => ({
  number: '',
  bound: 'exactly',
  unit: '',
  counted: '',
  where: '',
  when: '',
})
