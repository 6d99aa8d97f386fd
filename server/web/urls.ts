/** Every address of the product, made in this one place. Parameters are slugs unless they say otherwise. */
export const urls = {
  home: () => '/',
  compare: (params?: Params) => withParams('/', params),
  topics: (params?: Params) => withParams('/topics', params),
  topic: (slug: string, params?: Params) => withParams(`/topics/${slug}`, params),
  matrix: (params?: Params) => withParams('/matrix', params),
  /** The quotes behind a cell of the matrix; `params` name the letter or the party. */
  matrixQuotes: (claim: string, params?: Params) => withParams(`/matrix/quotes/${claim}`, params),
  mirrors: (params?: Params) => withParams('/mirrors', params),
  claims: () => '/claims',
  claim: (slug: string, params?: Params) => withParams(`/claims/${slug}`, params),
  /** The quotes of one party on a claim, a page at a time: what "more" opens in place. */
  claimQuotes: (slug: string, party: string, params?: Params) =>
    withParams(`/claims/${slug}/quotes/${party}`, params),
  letters: (params?: Params) => withParams('/letters', params),
  /** `at` is an assertion's slug or a paragraph's label ("p-6"). */
  letter: (slug: string, params?: Params, at?: string) =>
    withParams(`/letters/${slug}`, params) + (at ? `#${at}` : ''),
  besideLetter: (one: string, other: string, params?: Params) =>
    withParams(`/letters/${one}/beside/${other}`, params),
  assertion: (slug: string) => `/assertions/${slug}`,
  party: (slug: string, params?: Params) => withParams(`/parties/${slug}`, params),
  sources: (params?: Params) => withParams('/sources', params),
  source: (slug: string, params?: Params) => withParams(`/sources/${slug}`, params),
  search: (params?: Params) => withParams('/search', params),
  method: (params?: Params) => withParams('/method', params),
  /** Changes, by filters; a change by its number; an object's life by its kind and its key in the history. */
  history: (params?: Params) => withParams('/history', params),
  change: (number: number, params?: Params) => withParams(`/history/${number}`, params),
  changeUndoing: (number: number) => `/history/${number}/undoing`,
  historyOf: (kind: string, key: string, params?: Params) =>
    withParams(`/history/of/${kind}/${encodeURIComponent(key)}`, params),
  historyFeed: (params?: Params) => withParams('/history/feed.atom', params),
  corpusJson: () => '/corpus.json',
  /** `to` is the address that somebody who signs in wanted. */
  signIn: (params?: Params) => withParams('/sign-in', params),
  /** A way in that works once; `token` is the secret. */
  signInLink: (token: string) => `/sign-in/link/${token}`,
  signOut: () => '/sign-out',
  signOutEverywhere: () => '/sign-out/everywhere',
  /** The front page of who is signed in. */
  desk: () => '/desk',
  /** Shaping claims: where to begin, one claim, and a form of its own for each thing that is done to it. */
  claimsDesk: () => '/desk/claims',
  newClaim: () => '/desk/claims/new',
  claimDesk: (slug: string, params?: Params, at?: string) =>
    withParams(`/desk/claims/${slug}`, params) + (at ? `#${at}` : ''),
  claimForm: (slug: string, form: ClaimForm, params?: Params) =>
    withParams(`/desk/claims/${slug}/${form}`, params),
  /** The figures on a claim; `params` name the two that are to be set against each other. */
  claimFigures: (slug: string, params?: Params) => withParams(`/desk/claims/${slug}/figures`, params),
  /** Where such a form is sent. */
  claimAction: (slug: string, action: ClaimAction) => `/claims/${slug}/${action}`,
  stance: (claim: string, assertion: string) => `/claims/${claim}/stances/${assertion}`,
  stanceRemoval: (claim: string, assertion: string) => `/claims/${claim}/stances/${assertion}/removal`,
  claimSuggestions: (params?: Params) => withParams('/desk/claims/suggestions', params),
  claimSuggestionDismissals: () => '/desk/claims/suggestions/dismissals',
  claimSuggestionReturns: () => '/desk/claims/suggestions/returns',
  account: () => '/desk/account',
  comments: (params?: Params) => withParams('/desk/comments', params),
  comment: (id: number) => `/desk/comments/${id}`,
  commentAnswers: (id: number) => `/desk/comments/${id}/answers`,
  commentResolution: (id: number) => `/desk/comments/${id}/resolution`,
  commentReopening: (id: number) => `/desk/comments/${id}/reopening`,
  commentWithdrawal: (id: number) => `/desk/comments/${id}/withdrawal`,
  /** The lists to which everything else refers; `path` is topics, parties, authors or sources. */
  deskRegister: (path: string, params?: Params) => withParams(`/desk/${path}`, params),
  deskRegisterOne: (path: string, slug: string, params?: Params) =>
    withParams(`/desk/${path}/${slug}`, params),
  deskRegisterRemoval: (path: string, slug: string) => `/desk/${path}/${slug}/removal`,
  deskOrder: (of: string) => `/desk/orders/${of}`,
  deskTopicMerger: (slug: string, params?: Params) => withParams(`/desk/topics/${slug}/merger`, params),
  deskLetters: (params?: Params) => withParams('/desk/letters', params),
  /** What is said about a letter, to be changed. */
  deskLetter: (slug: string) => `/desk/letters/${slug}`,
  deskCorrection: (slug: string) => `/desk/letters/${slug}/correction`,
  /** Assertions that wait since their letter's text was corrected. */
  deskWaiting: (params?: Params) => withParams('/desk/waiting', params),
  deskWaitingOne: (assertion: string) => `/desk/waiting/${assertion}`,
  deskWaitingWords: (assertion: string) => `/desk/waiting/${assertion}/words`,
  deskWaitingRelease: (assertion: string) => `/desk/waiting/${assertion}/release`,
  accountPassword: () => '/desk/account/password',
  accountSettings: () => '/desk/account/settings',
  intakes: (params?: Params) => withParams('/desk/intake', params),
  newIntake: () => '/desk/intake/new',
  intake: (id: number, params?: Params) => withParams(`/desk/intake/${id}`, params),
  intakeOriginal: (id: number) => `/desk/intake/${id}/original`,
  /** `place` is where a paragraph or a note begins in the source: "12:0". */
  intakeActs: (id: number) => `/desk/intake/${id}/acts`,
  intakeVerdicts: (id: number) => `/desk/intake/${id}/verdicts`,
  intakeParagraph: (id: number, place: string, params?: Params) =>
    withParams(`/desk/intake/${id}/paragraphs/${place}`, params),
  intakeNote: (id: number, place: string, params?: Params) =>
    withParams(`/desk/intake/${id}/notes/${place}`, params),
  intakeDetails: (id: number) => `/desk/intake/${id}/details`,
  intakePreview: (id: number) => `/desk/intake/${id}/preview`,
  intakeSteps: (id: number) => `/desk/intake/${id}/steps`,
  intakeUndoing: (id: number) => `/desk/intake/${id}/steps/undoing`,
  intakeAcceptance: (id: number) => `/desk/intake/${id}/acceptance`,
  intakeDiscarding: (id: number) => `/desk/intake/${id}/discarding`,
  intakeReopening: (id: number) => `/desk/intake/${id}/reopening`,
  intakeReturn: (id: number) => `/desk/intake/${id}/return`,
  intakeReading: (id: number) => `/desk/intake/${id}/reading`,
  people: () => '/desk/people',
  peopleHistory: (params?: Params) => withParams('/desk/people/history', params),
  invitations: () => '/desk/people/invitations',
  invitationWithdrawal: (id: number) => `/desk/people/invitations/${id}/withdrawal`,
  person: (id: number) => `/desk/people/${id}`,
  personRole: (id: number) => `/desk/people/${id}/role`,
  personLinks: (id: number) => `/desk/people/${id}/links`,
  personDisablement: (id: number) => `/desk/people/${id}/disablement`,
  personEnablement: (id: number) => `/desk/people/${id}/enablement`,
  /** Where words of a letter are marked; `params` may say which: start and end in code points, or a paragraph. */
  marking: (letter: string, params?: Params) => withParams(`/desk/letters/${letter}/marking`, params),
  /** The assertions that bear on no claim yet. */
  deskAssertions: (params?: Params) => withParams('/desk/assertions', params),
  /** An assertion to be changed or removed. */
  deskAssertion: (slug: string, params?: Params) => withParams(`/desk/assertions/${slug}`, params),
  assertionRemoval: (slug: string) => `/desk/assertions/${slug}/removal`,
  /** The letters with their suggestions. */
  deskSuggestions: (params?: Params) => withParams('/desk/suggestions', params),
  /** The queue of suggested assertions; `at` is a suggestion's number. Posted to, a letter is suggested. */
  suggestions: (letter: string, params?: Params) => withParams(`/desk/letters/${letter}/suggestions`, params),
  suggestionList: (letter: string, params?: Params) =>
    withParams(`/desk/letters/${letter}/suggestions/all`, params),
  /** What was decided lately: the part of the queue that is asked for again and again. */
  suggestionNews: (letter: string, params?: Params) =>
    withParams(`/desk/letters/${letter}/suggestions/news`, params),
  suggestionDecision: (letter: string, id: number) => `/desk/letters/${letter}/suggestions/${id}/decision`,
  suggestionReopening: (letter: string, id: number) => `/desk/letters/${letter}/suggestions/${id}/reopening`,
}

export type ClaimForm =
  | 'rewording'
  | 'scope'
  | 'retirement'
  | 'address'
  | 'merging'
  | 'splitting'
  | 'separation'
  | 'stances'
  | 'relations'
export type ClaimAction =
  | ClaimForm
  | 'reinstatement'
  | 'confirmations'
  | 'relations/reason'
  | 'relations/removal'

/** A query string's parameters; lists repeat the name, absent and empty ones are left out. */
export type Params = Record<string, string | number | readonly string[] | null | undefined>

/** The address with these parameters, in the order given. */
export function withParams(path: string, params?: Params): string {
  if (!params) return path
  const pairs = Object.entries(params).flatMap(([name, value]) => {
    const values = Array.isArray(value) ? value : [value]
    return values
      .filter((one) => one !== undefined && one !== null && one !== '')
      .map((one) => `${encodeURIComponent(name)}=${encodeURIComponent(String(one)).replaceAll('%20', '+')}`)
  })
  return pairs.length ? `${path}?${pairs.join('&')}` : path
}

/** The address of a page's JSON: the same, with ".json" after the path; the front page's is /compare.json. */
export function jsonAddress(url: string): string {
  const { path, search } = splitAddress(url)
  return `${path === '/' ? '/compare' : path}.json${search}`
}

/** An address in two: its path, and the rest from the first question mark on, or "". */
export function splitAddress(url: string): { path: string; search: string } {
  const at = url.indexOf('?')
  return at < 0 ? { path: url, search: '' } : { path: url.slice(0, at), search: url.slice(at) }
}
