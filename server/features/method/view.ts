import type { Db } from '../../../db/client.ts'
import { datedLetters } from '../../../db/datedLetters.ts'
import { patterns } from '../../../db/vocabulary.ts'
import { attributionInWords } from '../../domain/attribution.ts'
import { citeClaim } from '../../domain/citation.ts'
import { corpusBanner } from '../../domain/corpusBanner.ts'
import { intervalInWords } from '../../domain/dates.ts'
import { figureInWords } from '../../domain/figures.ts'
import { letterIndex } from '../../domain/letterIndex.ts'
import { silenceInWords } from '../../domain/silence.ts'
import { kindWords } from '../../domain/words.ts'
import { type PageContext, placedParties } from '../../web/pageContext.ts'
import { urls } from '../../web/urls.ts'
import {
  agentMeanings,
  kindMeanings,
  listed,
  modalityMeanings,
  patternMeanings,
  positionMeanings,
  relationMeanings,
  sections,
  stanceMeanings,
} from './definitions.ts'
import { type ExampleRow, findExampleOf, findExamples, listTopics, readCounts } from './queries.ts'

/** How the record is made, with examples from the data as it stands. */
export function methodPage(db: Db, context: PageContext) {
  const parties = placedParties(context.sides)
  const counts = readCounts(db)
  const found = findExamples(db)
  const index = letterIndex(datedLetters(db))
  const example = (row: ExampleRow) => {
    const party = parties.find(({ id }) => id === row.partyId)
    return {
      slug: row.slug,
      quote: row.quote,
      gist: row.gist,
      kind: kindWords[row.kind],
      author: row.author,
      party: party ? { slug: party.slug, name: party.name, place: party.place } : null,
      letter: { slug: row.letter, language: row.language, date: intervalInWords(index.dateOf(row.letterId)) },
      paragraph: row.label,
    }
  }
  const bearing = (row: (typeof found)['denial']) =>
    row
      ? {
          ...example(row),
          stance: row.stance,
          claim: { slug: row.claim, wording: row.wording },
          scopeNote: row.scopeNote,
        }
      : null
  const relation = (row: (typeof found)['mirror']) =>
    row
      ? {
          reason: row.reason,
          from: { slug: row.from, wording: row.fromWording },
          to: { slug: row.to, wording: row.toWording },
        }
      : null
  const ofSides = parties.flatMap(({ id, letters }) => {
    const row = letters > 0 ? findExampleOf(db, id) : undefined
    return row ? [row] : []
  })
  const { chain, figure, silent, inferredDate, denial } = found
  const silentParty = silent && parties.find(({ id }) => id !== silent.partyId)
  const made = silent && { from: silent.madeFrom, to: silent.madeTo }
  const letters = datedLetters(db)
  return {
    title: 'How the record is made',
    sections,
    banner: corpusBanner(context.parties),
    collection: {
      letters: counts.letters,
      assertions: counts.assertions,
      claims: counts.claims,
      footnotes: counts.footnotes,
      lettersOfNoSide: letters.filter(({ partyId }) => partyId === null).length,
      sides: parties.map(({ slug, name, place, letters, unmarked }) => ({
        slug,
        name,
        place,
        letters,
        unmarked,
      })),
      patterns: patterns.map((pattern) => ({
        pattern,
        claims: counts.patterns.find((row) => row.pattern === pattern)?.claims ?? 0,
      })),
    },
    topics: listTopics(db).map(({ isCore, ...topic }) => ({ ...topic, isCore: isCore === 1 })),
    meanings: {
      kinds: listed(kindMeanings).map(({ word, meaning }) => ({ word: kindWords[word], meaning })),
      modalities: listed(modalityMeanings),
      agents: listed(agentMeanings),
      stances: listed(stanceMeanings),
      positions: listed(positionMeanings),
      patterns: listed(patternMeanings),
      relations: listed(relationMeanings),
    },
    examples: {
      /** One of each side. */
      assertions: ofSides.map(example),
      absentAgent: found.absentAgent ? example(found.absentAgent) : null,
      chain: chain
        ? {
            ...example(chain),
            words: attributionInWords(
              chain.author,
              (JSON.parse(chain.links) as { name: string; isAdopted: number }[]).map(
                ({ name, isAdopted }) => ({
                  name,
                  isAdopted: isAdopted === 1,
                }),
              ),
            ).text,
          }
        : null,
      figure: figure ? { ...example(figure), words: figureInWords(figure) } : null,
      denial: bearing(denial),
      qualification: bearing(found.qualification),
      report: bearing(found.report),
      mirror: relation(found.mirror),
      notComparable: relation(found.notComparable),
      silence:
        silent && silentParty && made
          ? {
              claim: { slug: silent.slug, wording: silent.wording },
              party: { slug: silentParty.slug, name: silentParty.name, place: silentParty.place },
              words: silenceInWords(index.silence(silentParty.id, made)),
            }
          : null,
      inferredDate: inferredDate
        ? {
            slug: inferredDate.slug,
            title: inferredDate.title,
            date: intervalInWords({ from: inferredDate.earliest, to: inferredDate.latest }),
            basis: inferredDate.basis,
          }
        : null,
      citation: denial
        ? citeClaim({
            wording: denial.wording,
            change: context.site.change,
            address: context.origin + urls.claim(denial.claim),
          })
        : null,
    },
  }
}
