import { stem } from './stemmer.ts'

/**
 * Words of politics, war and law that stand for nearly the same thing, so that two letters that choose different ones
 * still meet. A word may stand in several groups. No name of a place, people or party is among them.
 */
const groups = `
  attack attacks assault raid strike strikes offensive onslaught storm invade invasion incursion
  shell shelling bombard bombardment bomb bombing artillery missile missiles rocket rockets airstrike
  kill killed killing death dead deaths die slain slaughter murder casualties casualty fatalities loss losses victims
  execute execution executions murder slaughter massacre beheading behead extrajudicial
  wound wounded wounding injure injured injuries injuring hurt maim
  destroy destruction demolish ruin devastate raze wreck damage damaged
  vandalize vandalism desecrate desecration deface defile
  torture mistreat mistreatment inhuman inhumane degrading humiliate humiliation ill-treatment abuse cruelty
  mutilate mutilation dismember desecrate
  prisoner prisoners captive captives detainee detainees pow detention detained detain imprison hostage hostages
  war conflict hostilities fighting battle combat warfare clashes escalation
  start begin began begun launch launched unleash unleashed initiate outbreak resort commence provoke
  aggression aggressor offensive
  military army troops soldiers forces servicemen armed
  mercenary mercenaries fighters fighter militants combatants jihadists foreign
  terrorist terrorists terrorism terror extremist jihadist militant
  recruit recruitment recruited recruiting hire enlist enrol
  transfer transferred transport deploy deployment deployed send sent bring brought introduce introduction move movement
  involve involvement participate participation engage engagement intervene intervention assist assistance part
  support backed backing back sponsor aid help assistance assist
  ceasefire cease-fire truce armistice cessation
  violate violation violations breach breaches breached infringe infringement contravene contravention flout flouting
  undermine hinder obstruct hamper impede disrupt sabotage derail thwart naught
  weapon weapons munition munitions ammunition ammunitions arms weaponry
  cluster bomblets submunitions sub-munitions munitions bombs
  prohibited banned forbidden outlawed illegal
  drone drones uav uavs uncrewed unmanned aircraft aerial jets planes
  illegal unlawful illicit illegitimate illegality unlawfully illegally
  legal lawful legitimate justified justification justify
  law legislation convention conventions treaty charter covenant statute
  resolution resolutions decision decisions
  demand demands demanded require required call calls urge request requests
  occupy occupied occupation occupying seize seizure capture annex annexation control
  territory territories land lands soil region
  withdraw withdrawal withdrew pullout leave left
  expel expelled expulsion displace displaced displacement deport deportation refugees refugee idps exile fled flee uprooted
  ethnic cleansing genocide genocidal extermination exterminate annihilate
  population inhabitants residents people citizens populace
  civilian civilians noncombatants
  settle settlement settlements settlers colonize colonization resettle
  town towns village villages city cities settlement settlements communities
  home homes house houses housing dwelling dwellings residential
  hospital hospitals medical health clinic maternity healthcare
  school schools kindergarten kindergartens educational education
  infrastructure facilities utilities
  church churches cathedral monastery mosque mosques religious shrine temple
  heritage cultural culture monument monuments historic historical
  blockade blocked block siege besieged closure closed corridor
  road route corridor highway passage transport
  food medicine medication medicines supplies supply shortages shortage
  humanitarian aid relief
  crisis catastrophe disaster emergency
  peacekeeper peacekeepers peacekeeping contingent
  mediate mediation mediator mediators broker brokered negotiate negotiation negotiations talks co-chairs
  settlement resolution solution peace peaceful
  agreement agreements agreed accord pact deal statement
  status independence sovereignty sovereign self-determination statehood
  territorial integrity borders border
  recognize recognized recognised recognition acknowledge acknowledged
  right rights freedoms freedom liberties
  deny denied denial reject rejects rejected refute dismiss repudiate
  false falsified falsification fabricated fabrication fake untrue unfounded baseless unsubstantiated disinformation propaganda
  allegation allegations alleged accusation accusations accuse accused claim claims
  report reports reported document documented record recorded confirm confirmed verify verified evidence proof prove attest
  journalist journalists reporter reporters correspondent correspondents media press
  harass harassment intimidate intimidation threaten threat threats
  hate hatred racist racism xenophobia xenophobic phobia dehumanize dehumanization hateful
  rhetoric speech language discourse statements
  incite incitement provoke instigate instigation
  condemn condemned condemnation denounce deplore
  investigate investigation probe inquiry
  government authorities leadership leaders leader president officials official regime
  ngo ngos organization organizations organisations civil society associations
  international global world
  community states countries nations
  observer observers monitors monitoring mission
  train training trained camp camps instruct
  finance financing fund funding money
  children child minors boy girl
  women woman female
  elderly old aged
  environment environmental ecological forest forests fire fires phosphorus
  chemical phosphorus incendiary
  plan planned pre-planned premeditated advance prepared
  indiscriminate indiscriminately deliberate deliberately targeted targeting target targets
  inaction silence indifference failed fail failure respond response react reaction
  coercion force forced compel pressure
  defend defence defense self-defense self-defence counter-offensive counteroffensive protect protection
  crime crimes criminal atrocity atrocities
  convoy convoys trucks
  landmine landmines mine mines mined
  burn burned burnt fire arson torch
  loot looting pillage plunder
  return returned repatriate repatriation exchange release bodies remains
`
  .trim()
  .split('\n')
  .map((line) => line.trim().split(' '))

const groupsOfTerm = new Map<string, string[]>()
for (const [i, words] of groups.entries()) {
  for (const word of words.flatMap((one) => one.split('-'))) {
    const term = stem(word)
    const known = groupsOfTerm.get(term) ?? []
    if (!known.includes(`~${i}`)) groupsOfTerm.set(term, [...known, `~${i}`])
  }
}

/** The groups of like words that a term stands in; none is a term itself. */
export const likeTerms = (term: string): readonly string[] => groupsOfTerm.get(term) ?? []
