import type { FigureRecord } from '../../db/records.ts'
import { bounds } from '../../db/vocabulary.ts'

/** A figure as it is typed in a form. */
export interface FigureValues {
  number: string
  bound: string
  unit: string
  counted: string
  where: string
  when: string
}

export const figureInForm = (figure: FigureRecord): FigureValues => ({
  number: figure.number === undefined ? '' : String(figure.number),
  bound: figure.bound,
  unit: figure.unit,
  counted: figure.counted,
  where: figure.where ?? '',
  when: figure.when ?? '',
})

/** The figure that was typed; null where nothing was. What is wrong is told field by field. */
export function readFigure(
  figure: FigureValues,
  refuse: (field: keyof FigureValues, message: string) => void,
): FigureRecord | null {
  const typed = Object.fromEntries(Object.entries(figure).map(([field, words]) => [field, words.trim()]))
  const { number = '', bound = '', unit = '', counted = '', where = '', when = '' } = typed
  if (![number, unit, counted, where, when].some(Boolean)) return null
  const value = Number(number.replace(/(?<=\d)[,\s](?=\d{3}(?:\D|$))/g, ''))
  if (number && !Number.isFinite(value)) refuse('number', 'Give the number in digits, as in 1,200 or 3.5.')
  if (!number && bound === 'exactly') refuse('number', 'Give the number, or choose “unspecified”.')
  if (!unit) refuse('unit', 'Say in what it is counted: people, square kilometres …')
  if (!counted) refuse('counted', 'Say what is counted.')
  const known = bounds.find((one) => one === bound)
  if (known === undefined) refuse('bound', 'Choose how exact the number is.')
  return {
    ...(number && { number: value }),
    bound: known ?? 'unspecified',
    unit,
    counted,
    ...(where && { where }),
    ...(when && { when }),
  }
}
