/**
 * English words by what they do in a sentence: the closed classes whole, and verbs that are common in any written
 * English. No word is here because some letter uses it. All in lower case.
 */

const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/))

export const determiners = words(`
  a an the this that these those some any no every each either neither both all several many most more few fewer much
  such another other its his her our your their my whose certain various numerous`)

export const pronouns = words(`
  i we you he she it they this these those who which there one none nobody someone everyone something anything
  nothing everything others many some all`)

export const objectPronouns = words('me us him her it you them themselves himself herself itself ourselves')

export const prepositions = words(`
  of in on at by for with without from to into onto about against between among amongst through throughout during
  before after above below under over within across behind beyond near toward towards upon along around despite
  concerning regarding including excluding except per via amid since until till outside inside alongside aboard versus
  like unlike following notwithstanding besides beside off past due according as`)

export const coordinators = words('and or but nor yet')

/** Words that open a clause of their own inside of a sentence. */
export const subordinators = words(`
  that because although though while whereas whilst if unless since as when whenever where wherever after before until
  so whether lest what whoever`)

export const relatives = words('which who whom whose that where when wherein whereby')

export const modals = words('will would shall should can could may might must cannot ought')
export const formsOfBe = words('is are was were be been am')
export const formsOfHave = words('has have had')
export const formsOfDo = words('do does did')
export const negations = words('not no never neither nor none nobody nothing cannot without hardly scarcely')

export const adverbs = words(`
  also still just already even only again ever never not often always now then soon later thus hence therefore however
  moreover furthermore nevertheless nonetheless meanwhile indeed rather quite very too almost nearly yet once twice
  thereby therein thereof hereby herewith else instead together perhaps seldom sometimes far further first second
  third finally lastly today yesterday currently hitherto so well out up down away forward aside`)

/** Words in -ly that are none. */
export const notAdverbs = words(`
  elderly family supply supplies ally reply assembly daily friendly unfriendly likely unlikely costly deadly holy orderly
  disorderly timely untimely monopoly anomaly monthly weekly yearly lovely lonely cowardly scholarly worldly homily bully
  rally tally belly jelly italy july apply comply imply multiply rely`)

/** Whom a letter speaks to, in the middle of it: "Your Excellency, …". */
export const addressees = words(
  'excellency excellencies sir sirs madam president chairman chairperson colleagues friends',
)

/** First words of a sentence that tie it to the one before and say nothing themselves. */
export const connectives = words(`
  however moreover furthermore therefore accordingly thus hence nevertheless nonetheless meanwhile additionally besides
  consequently indeed finally lastly first firstly second secondly third thirdly similarly likewise also instead
  conversely regrettably unfortunately notably specifically`)

export const numberWords = words(`
  one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
  nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion dozen hundreds
  thousands millions dozens scores`)

/** Bases of regular verbs; -s, -ed and -ing are made from them. */
const regularVerbs = words(`
  abandon abduct abolish abstain abuse accept accompany accuse achieve acknowledge acquire act adapt add address adhere
  admit adopt advance advise affect affirm afford aim allege allow amount announce annex answer appeal appear apply
  appoint appreciate approach approve arm arrange arrest arrive assault assert assess assist associate assume assure
  attach attack attempt attend attract attribute authorize avoid back ban base behead believe belong block bomb bombard
  broadcast broker call cancel capture carry cause cease celebrate challenge change characterize charge claim clarify
  cite close coerce collapse collect comment commence commend commit compare compel compensate complain complete comply
  concern conclude condemn conduct confer confirm confront consider consist consolidate constitute construct consult
  contact contain continue contradict contribute control convert convince cooperate coordinate correct cost counter
  cover create criticize cross damage date decide declare decline decrease defend define degrade delay deliver demand
  demolish demonstrate deny depart depend deploy deport deprive describe deserve destroy detain deteriorate determine
  devastate develop die differ direct disagree disappear disclose discover discriminate discuss dismantle dismiss
  displace display dispute disregard disrupt distort distribute divide document donate drop earn elect eliminate
  embrace emerge emphasize employ enable enact encourage end endanger endorse enforce engage enhance enjoy ensure enter
  erase escalate escape establish estimate evacuate evaluate exacerbate examine exceed exchange execute exercise exert
  exhibit exist expand expect expel experience explain exploit explore export expose express extend fabricate face
  facilitate fail favor favour fear feature file finance fire flee flout follow force form fuel fulfil fulfill function
  fund further gain gather govern grant guarantee guide halt hamper handle happen harass harm help hinder honor honour
  host house humiliate identify ignore illustrate imagine impede implement imply import impose impress imprison improve
  include incite increase indicate infiltrate inflict inform inhabit initiate injure inquire insist inspect inspire
  install instruct insult integrate intend intensify interfere interpret interrupt intervene interview introduce invade
  invest investigate invite involve isolate issue join judge justify kidnap kill label lack land last launch liberate
  lift limit link list live locate look loot maintain manage manipulate march mark massacre mediate mention misinterpret
  mischaracterize mislead misuse mobilize monitor move murder mutilate name need neglect negotiate note notify obey
  object oblige observe obstruct obtain occupy occur offer open operate oppose oppress orchestrate order organize
  originate overthrow own participate pass pause perform permit perpetrate persecute persist place plan play pledge
  plunder point portray pose position possess postpone pound practise practice precede predict prefer prejudice prepare
  prescribe present preserve press pressure presume pretend prevail prevent proceed proclaim produce profess prohibit
  project prolong promise promote prompt promulgate propagate propose prosecute protect protest prove provide provoke
  publicize publish punish purchase pursue push qualify question quote raid raise rape ratify reach react reaffirm
  realize recall receive recognize recognise recommend record recover recruit reduce refer reflect refrain refuse refute
  regard register regret reiterate reject relate release relocate rely remain remark remember remind remove render renew
  renounce repatriate repeat repel replace reply report represent request require rescue reside resist resolve resort
  respect respond restore restrict result resume retain retaliate retreat retrieve return reveal reverse review rule
  sabotage save secure seem seize serve settle shape share shell shift shock shoulder show sign signal silence solve
  spare sponsor stage start starve state station stem stipulate stop strengthen stress strip struggle submit succeed
  suffer suggest supply support suppress surrender surround survive suspend sustain talk target tend terminate terrorize
  testify thank threaten torture train transfer transform transmit transport travel treat trigger try turn undermine
  underscore unfold unite unleash update uphold urge use utilize vacate validate verify view violate visit voice vote
  wage wait want warn waste watch welcome witness wish work worsen wound yield
  abate abet abound absorb abstract accelerate accommodate accord accumulate acquiesce acquit activate adjourn adjust
  administer admonish advocate afflict aggravate air alert alienate align allocate alter ambush amend amplify analyse
  analyze anticipate apologise apologize apprehend archive arouse ascertain assassinate assemble assign assuage
  astonish attest augment avail avert await award bar bargain bolster border bow brand breach bribe bury bypass
  calculate calm capitulate caution censor censure certify channel circulate circumvent cleanse clear climb coincide
  collaborate collide combat command commemorate commission compete compile complement compound comprise compromise
  conceal concede condone confine confiscate conform confuse congratulate connect conquer consent conserve conspire
  contend contest contravene convene convey convict correlate correspond corroborate count craft cripple crush
  culminate curb curtail deceive dedicate deem deepen defame defeat defer defy delete deliberate denote denounce
  depict deplete deplore derail derive desecrate desert designate desire detect deter detract devise devote dictate
  diminish disavow discard discharge disclaim discontinue discourage discredit disguise disperse disqualify dissolve
  dissuade distinguish divert downplay draft drain dread drown echo elaborate elevate elicit elude embark embody
  empower enclose encompass encounter encroach enlist enrich enrol ensue entail entitle entrust envisage equal equip
  eradicate erect erode err espouse evade evict evidence evoke evolve excavate exclude excuse exempt exhaust exhume
  exonerate expedite expire extort extract extradite falsify fault flag flatten flood foment forge forgo formulate free
  foster found frame frustrate gauge glorify guard hail harbour harden hasten herd hijack hire hoist hurl idealize
  illuminate impair impart imperil implicate impound inaugurate incarcerate incorporate incur induce indulge infringe
  inherit innovate inscribe institute insulate insure interact intercept interrogate intimidate invalidate invent
  invoke irrigate jail jeopardise jeopardize lament laud lease legitimize levy liken litigate lobby lodge lower
  magnify man manifest manufacture map menace merge merit militate mine minimize mirror mislabel mistreat mock modify
  mount mourn narrate negate nominate normalize notice nullify number obliterate obscure occasion omit orient oust
  outlaw outline overlook overrule overshadow overturn owe pardon patrol penetrate perceive perish permeate persuade
  pertain petition pillage pioneer plead please poison pollute populate posit preclude predate preside prey privatize
  probe procure profit propel prosper provision pull pump purport quell ramp rank ransack ration realign reap
  reassure rebut recede recite reclaim reconcile reconsider reconstruct recount rectify recur redouble refine reform
  refuel reinforce reinstate rekindle relay relieve relinquish remedy remit repress reproach reproduce repudiate
  requisition rescind research resemble reserve resettle resign resonate rest restate restrain resurface retract
  reunite revert revise revive revoke reward risk rival rob root ruin safeguard salute sanction scale scatter
  schedule scorch screen scrutinize search segregate sentence sever shatter shelter shelve shield shun simplify
  situate skew slander smuggle soften solicit sow spark specify spoil spur stabilize stall stamp steer stifle
  stigmatize stir store storm straddle subdue subject substantiate subvert suffice suffocate summon supplant
  supplement surface surpass suspect symbolize tackle taint tamper tarnish telephone tempt tender test thrive thwart
  tighten tolerate toll topple track trade trample transcend transgress translate transpire trap traverse triumph
  underline unearth unveil uproot usher usurp vandalize vanish vilify vindicate vow waive weaken weigh whitewash
  wreak wreck
  abide adjudicate agree allude hope suppose  anger annoy annul appease arbitrate argue arrogate ask assail attain banish befall beg
  behave bemoan besiege betray blame blind boast bounce brandish castigate cede chase check coin collude comfort
  commandeer congregate connive conscript construe contrive cook cope copy crack crash crawl cry curse dampen dance
  decimate decry defect deflect dehumanize demarcate demilitarize demobilize demonize depose deride derogate design
  desist despise detonate devolve disarm disband discern disenfranchise disinter disown dispatch displease dispossess
  disprove disrespect distrust disturb divest doubt drag dress drift drill ease edit eject emanate embargo embezzle
  embroil encamp endure engulf enlarge enshrine ensnare entreat entrench erupt escort evaporate exalt exhort explode
  expropriate extol fasten fetch fill finish fish fix flourish flow fold forbear forecast forego fortify frighten
  garner garrison glance grab greet grieve guess harvest haunt heal heed hesitate hunt hurry impeach impinge implore
  incinerate insert instigate institutionalize intern inundate irritate jettison juxtapose kick kiss knock lessen
  liquidate listen lock love lynch malign matter measure mend militarize misappropriate misconstrue misinform misquote
  misrepresent miss misstate mistrust mobilise motivate nail naturalize neutralize normalise obfuscate offend opine
  outnumber overlap pack paint paralyse paralyze park partake peddle penalize perpetuate pick pin pity plant plough
  plunge politicize pour prejudge print proliferate pronounce propound purge quarrel race rally raze rearm rebel rebuke
  recant recollect reconvene recuse refurbish regain reimburse rejoice relapse relegate relent reopen repaint repair
  repeal repent reprimand resent resuscitate retire retort reunify reverberate roam roll rot rush sack sail salvage
  scan scapegoat scare score seal secede select separate shame shirk shout slaughter smash smell smile smoke snatch
  soothe speculate spill sprinkle spurn spy squander squeeze stain step stigmatise stockpile stoke strafe strain
  strangle stray stroll study stumble submerge subordinate subsist substitute sue supersede surge swallow swamp switch
  sympathize tally tax televise terrorise tie torch torpedo touch trace traumatize trespass trivialize trouble trust
  twist unfreeze unify unload unlock unmask unravel unsettle upend vacillate value vary veto victimize vitiate walk
  amass breathe cater confess double dump film graze learn load marry melt nurse photograph pray preach rename rinse shave ship slip
  stay thaw trick triple wail wash wave weld whisper wipe
  wander weaponize whip widen wither worry worship wrap wrest yearn`)

/** Base, past, participle of irregular verbs, and where it differs the -ing form's stem. */
const irregularVerbs = `
  arise arose arisen|awake awoke awoken|bear bore borne|beat beat beaten|become became become|begin began begun|bring
  brought brought|break broke broken|build built built|burn burnt burnt|buy bought bought|catch caught caught|choose
  chose chosen|come came come|cut cut cut|deal dealt dealt|draw drew drawn|drive drove driven|fall fell fallen|feed fed
  fed|feel felt felt|fight fought fought|find found found|flee fled fled|forbid forbade forbidden|forget forgot
  forgotten|get got gotten|give gave given|go went gone|grow grew grown|hide hid hidden|hit hit hit|hold held held|hurt
  hurt hurt|keep kept kept|know knew known|lay laid laid|lead led led|leave left left|lie lay lain|lose lost lost|make
  made made|mean meant meant|meet met met|mislead misled misled|overcome overcame overcome|pay paid paid|put put
  put|read read read|rise rose risen|run ran run|say said said|see saw seen|seek sought sought|sell sold sold|send sent
  sent|set set set|shoot shot shot|shut shut shut|speak spoke spoken|spend spent spent|split split split|spread spread
  spread|stand stood stood|steal stole stolen|strike struck struck|take took taken|teach taught taught|tell told
  told|think thought thought|throw threw thrown|undergo underwent undergone|understand understood
  understood|undertake undertook undertaken|uphold upheld upheld|win won won|withdraw withdrew withdrawn|withhold
  withheld withheld|write wrote written|cast cast cast|swear swore sworn|tear tore torn|shrink shrank shrunk|kneel knelt
  knelt|quit quit quit|oversee oversaw overseen|undo undid undone|withstand withstood withstood|rebuild rebuilt
  rebuilt|repay repaid repaid|dwell dwelt dwelt|show showed shown|prove proved proven|sow sowed sown|strew strewed strewn|swell swelled swollen|hear heard heard|blow blew blown|bind bound bound|bleed bled bled|breed bred bred|burst burst burst|creep crept
  crept|dig dug dug|drink drank drunk|eat ate eaten|fly flew flown|forgive forgave forgiven|foresee foresaw
  foreseen|freeze froze frozen|hang hung hung|lend lent lent|let let let|mistake mistook mistaken|overrun overran
  overrun|overtake overtook overtaken|overthrow overthrew overthrown|retake retook retaken|ride rode ridden|ring rang
  rung|shake shook shaken|shed shed shed|shine shone shone|sing sang sung|sink sank sunk|sit sat sat|slay slew
  slain|sleep slept slept|slide slid slid|spin spun spun|stick stuck stuck|sting stung stung|string strung
  strung|strive strove striven|sweep swept swept|swim swam swum|swing swung swung|tread trod trodden|wake woke
  woken|wear wore worn|weave wove woven|weep wept wept|bite bit bitten|bid bid bid|outgrow outgrew outgrown|forsake
  forsook forsaken|unwind unwound unwound|rethink rethought rethought|redraw redrew redrawn|rewrite rewrote rewritten`

const bases = new Set(regularVerbs)
const thirdPersons = new Set<string>()
const pasts = new Set<string>()
const finitePasts = new Set<string>()
const participles = new Set<string>()
const gerunds = new Set<string>()

for (const base of regularVerbs) addForms(base, [past(base)])
for (const forms of irregularVerbs.split('|')) {
  const [base = '', ...others] = forms.trim().split(/\s+/)
  bases.add(base)
  addForms(base, others)
  const [past = '', participle = ''] = others
  if (past !== participle && past !== base) finitePasts.add(past)
  if (participle !== past && participle !== base) participles.add(participle)
}

function addForms(base: string, others: string[]) {
  thirdPersons.add(thirdPerson(base))
  for (const form of others) pasts.add(form)
  for (const form of gerund(base)) gerunds.add(form)
}

function endsInConsonantY(base: string): boolean {
  return /[^aeiou]y$/.test(base)
}

function thirdPerson(base: string): string {
  if (endsInConsonantY(base)) return `${base.slice(0, -1)}ies`
  return /(?:s|x|z|ch|sh|o)$/.test(base) ? `${base}es` : `${base}s`
}

function past(base: string): string {
  if (endsInConsonantY(base)) return `${base.slice(0, -1)}ied`
  return base.endsWith('e') ? `${base}d` : `${base}ed`
}

function gerund(base: string): string[] {
  if (base.endsWith('ie')) return [`${base.slice(0, -2)}ying`]
  if (base.endsWith('e') && !base.endsWith('ee')) return [`${base.slice(0, -1)}ing`]
  // "begin" doubles its last consonant, "open" does not: either spelling is known, neither is another word.
  return [`${base}ing`, `${base}${base.at(-1)}ing`]
}

/** Words that are as often nouns as verbs. */
const alsoNouns = words(`
  abuse act address advance aim answer appeal approach arm arrest assault attack attempt back ban base beat block bomb
  boast breach break broker bypass combat conscript convict crash crush divide exhibit extract favor favour forecast honor honour lodge
  double dump film load nurse photograph ship slip stay thaw trick wail wash wave whisper
  overlap permit pound purchase reproach retort spoil stray stroll subordinate trespass
  broadcast burn call cancel capture cause challenge change charge claim comment commit concern conduct conflict contact
  control cost counter cover cross cut damage date deal debate decline decrease defeat delay demand display dispute
  document drive drop end escape estimate exchange exercise experience export face fall fear feature feed feel file
  finance find fire focus force form fuel function fund further gain grant guarantee guide halt handle harm help hit
  hold host house hurt impact import increase influence interview issue judge keep kill label lack land last launch lay
  lead leave lie lift limit link list live look loot loss make march mark massacre mean meet mention monitor move murder
  name need neglect note object offer open order own pass pause pay place plan play pledge plunder point position
  practice present press pressure project promise prompt protest push question quote raid raise rape reach read record
  recruit regard register regret release remain remark repair repeat reply report request rescue resort respect result
  retreat return reverse review rise rule run sabotage say secure shape share shell shift shock shoot shoulder show sign
  signal silence split sponsor spread stage stand start state station stem stop stress strike strip struggle supply
  support talk target thank torture train transfer transport travel treat trigger try turn use view visit voice vote
  wage wait want waste watch welcome win wish witness work wound yield fight fund hide
  abstract accord advocate air alert ambush archive associate award bar bargain border bow brand bribe calm cast
  caution censure channel command commission complement compound compromise contest correlate count craft curb
  delegate deliberate desert desire draft drain dread echo encounter equal evidence excuse exempt export fault flag
  flood forge found frame gauge guard hail hand harbour herd hijack hire influence initiate institute jail lament lease
  lobby lower man manifest map menace merit mine mirror moderate mount notice number occasion orient outline overlook
  pardon patrol perfect petition pioneer plead poison prey probe profit provision pull pump rank ration reform relay
  remedy research reserve rest reward risk rival root ruin safeguard salute sanction scale schedule screen search
  sentence separate shelter shield slander spark spur stall stamp steer store storm subject supplement surface
  suspect tear telephone tender test toll track trade trap triumph vow wreck hope
  anger bid bite blame blow burst chase check comfort cook copy crack cry curse dance defect design dispatch distrust
  disturb doubt drag dress drift drill drink ease embargo escort fill finish fish fix flow fly fold garrison glance
  guess hang harvest hunt hurry insert intern kick kiss knock lock love matter measure miss mistake mistrust pack paint
  park pick pin pity plant plough plunge print purge quarrel race rally rebel rebuke relate reprimand ride ring roll
  rush sack sail scan scare score seal select shame shed shout sink slaughter sleep slide smash smell smile smoke spill
  spin spy squeeze stain step sting stockpile strain string study substitute surge swallow swamp sweep swim swing
  switch tally tax tie torch torpedo touch trace trouble trust twist value veto wake walk wear whip worry worship wrap`)

/** Bases that are as often adjectives: before a noun they describe it. */
export const alsoAdjectives = words(`
  abuse appropriate base clean clear close complete correct direct double dry empty equal free further idle last live
  mature moderate narrow open own perfect present separate secure slow smooth subject warm welcome`)

const descriptive = /[a-z]{3}(?:ive|al|ous|ate|ic|able|ible|ful|less|ary|ent|ant)$/
const shortAdjectives = words(`
  bad big deep false foreign free genuine good grave great heavy high human large late light long low main major minor new
  old poor rich severe short small strong true weak wide wrong young`)

/** Does the word, which is tagged as a noun, describe another one, as far as its form tells? */
export const describes = (word: string) =>
  descriptive.test(word) || shortAdjectives.has(word) || alsoAdjectives.has(word)

/** Verbs that take no object but "to …": "resorted to force". */
export const verbsWithTo = words(`
  agreed amounted appealed appeared attempted began belonged ceased chose committed consented continued contributed
  decided declined failed fled led managed objected offered pledged proceeded promised ran reacted referred refused
  resorted responded returned sought started stooped subscribed succumbed threatened travelled traveled tried turned
  undertook vowed went withdrew`)

/** Verbs that are also nouns, with the preposition that shows the verb: "the closure results in …". */
const verbsWithPreposition = new Map(
  `result:in lead:to call:for,on,upon refer:to belong:to aim:at,to point:to,out resort:to respond:to return:to contribute:to
  stand:for,in,as deal:with rise:to fall:under,into,within,to act:as,in,on fight:for,against live:in serve:as,to work:to,for,with
  attempt:to plan:to need:to want:to fear:for,that hope:for,to claim:to,that report:that,on demand:that,to answer:to,for
  seek:to turn:to,into run:counter,through,to report:that,on wish:to voice:their amount:to benefit:from suffer:from stem:from date:from,back`
    .trim()
    .split(/\s+/)
    .map((entry) => entry.split(':') as [string, string])
    .map(([verb, next]) => [verb, new Set(next.split(','))] as const),
)

/** Does the word behind a form that may be a noun show that it is a verb? */
export const showsVerb = (word: string, next: string): boolean =>
  (verbsWithPreposition.get(word) ?? verbsWithPreposition.get(withoutS(word)))?.has(next) ?? false

/** The base of a form in -s, where it is one. */
const withoutS = (word: string) =>
  word.endsWith('ies')
    ? `${word.slice(0, -3)}y`
    : bases.has(word.slice(0, -2)) && /(?:s|x|z|ch|sh|o)es$/.test(word)
      ? word.slice(0, -2)
      : word.slice(0, -1)

/** Is a base or a form in -s also a noun, so that only its neighbours can tell? */
export const mayBeNoun = (word: string) => alsoNouns.has(word) || alsoNouns.has(withoutS(word))

export const isBaseVerb = (word: string) => bases.has(word)
export const isThirdPerson = (word: string) => thirdPersons.has(word)
export const isPast = (word: string) =>
  pasts.has(word) || (/[a-z]{3,}ed$/.test(word) && !/^un/.test(word) && !notParticiples.has(word))
/** "fell", "took": no participle has this form, so that it makes a clause; nor does one of a verb that takes no object. */
export const isFinitePast = (word: string) => finitePasts.has(word) || withoutObject.has(word)
const withoutObject = words(`
  acceded appeared arrived belonged coincided collaborated collapsed depended died differed disappeared emerged erupted
  existed expired happened lasted lied occurred participated perished persisted prevailed proceeded reacted
  refrained relied remained succumbed vanished`)
/** "taken", "given": no past form, so that it never makes a clause. */
export const isParticiple = (word: string) => participles.has(word)
/** Past forms that hardly ever make a clause. */
export const onlyParticiples = words(
  'dated based titled entitled aimed known entrenched located held called born so-called',
)
export const isGerund = (word: string) =>
  gerunds.has(word) ||
  word === 'being' ||
  word === 'doing' ||
  (/[a-z]{3,}ing$/.test(word) && !notGerunds.has(word))

const notParticiples = words(
  'hundred indeed unprecedented need seed speed breed embed sacred wicked exceed proceed succeed',
)
const notGerunds = words(`
  during nothing something anything everything king spring string morning evening ceiling meeting building including
  following concerning regarding notwithstanding according pending wing polling`)

/** Nouns that name what somebody did, though no ending shows it. */
const actNouns = words(`
  abuse abuses act acts aggression aid ambush appeal appeals arrest arrests assault assaults atrocity atrocities attack
  attacks ban blockade breach breaches campaign campaigns capture casualties cleansing closure conduct conflict control
  conquest crime crimes crossfire damage death deaths decree defeat denial departure disaster discovery effort efforts exercise
  delivery deliveries exodus failure famine fight fire flight flouting genocide harassment harm help hostilities hunger influx injuries
  intent intentions interference invasion involvement killing killings looting loss losses march massacre massacres
  misuse murder murders offensive operation operations order orders plan plans plight plot policy policies practice
  practices presence pressure proof propaganda provocation provocations raid raids rape refusal release removal repair
  repression rescue return right rights role rule sale sales seizure shelling siege slaughter status strike strikes struggle
  suffering supply support surrender terror theft threat threats torture trade traffic training transfer transfers
  travel treatment trial trials truce use violence vote war wars withdrawal works wounding`)

/** Nouns with such an ending that name a thing, a body or a people. */
const notActs = words(`
  administration apartment article association associations audience battalion casing ceiling clothing commission
  commissions committee condition conditions conference congregation constitution convention conventions corporation
  corporations decision delegation department departments dimension division document documents element elements
  environment equipment evidence federation foundation foundations fraction function functions generation
  generations government governments information institution institutions instrument instruments location locations
  beginning meeting mention mission missions moment moments morning motion nation nations notion option options organization
  organisations organisation organizations parliament parliaments population populations portion position positions
  proportion question questions regulation regulations religion science sciences section sections segment segments
  session sessions situation situations station stations version nothing something anything everything during being
  evening spring string king thing things building buildings having including following concerning regarding
  section settlement settlements allegation allegations attention intention intentions distance instance instances`)

/** Does the noun name an act, a state of affairs or an event, so that its phrase can carry a statement by itself? */
export function namesAnAct(word: string): boolean {
  const noun = word.toLowerCase()
  if (actNouns.has(noun)) return true
  return !notActs.has(noun) && /^[a-z-]{3,}(?:[ts]ion|ment|ance|ence|ing)s?$/.test(noun)
}

/** Verbs with which a writer asks for something instead of saying that it is so. */
export const appealing = words(`
  urge urges request requests appeal appeals hope hopes demand demands ask asks expect implore beg invite encourage call
  calls stand thank remain plead wish`)

/** Verbs and adjectives with which a writer leads up to what he says: "We note that …", "I am convinced that …". */
export const leadingUp = words(`
  believe consider note understand recall emphasize emphasise underline stress reiterate remind convinced reaffirm
  underscore add inform informed state say warn confirm stated said warned confirmed reported think regret concerned
  point highlight expect hope trust wish like aware know assert submit maintain remember mention acknowledge observe
  affirm declare assure confident certain recognize appeal ask urge request call demand draw conclude argue insist`)

/** Words of law and of grave accusation, by their beginnings. */
export const lawWord =
  /^(?:illegal|unlawful|illegit|crim|genocid|aggress|violat|atroc|terror|breach|occup|rights?$|laws?$|lawful|sovereign|massac|ethnic|tortur|war$|treat(?:y|ies)$|convention|constitution|statut|legal|jurisd|obligat|prohibit|resolution)/

/** Nouns of persons: "who" goes with them, "which" does not. */
export const persons = words(`
  person persons people man men woman women child children boy boys girl girls civilian civilians soldier soldiers
  fighter fighters mercenary mercenaries officer officers prisoner prisoners captive captives citizen citizens
  inhabitant inhabitants resident residents refugee refugees minister ministers president director directors judge
  judges lawyer lawyers teacher teachers doctor doctors nurse nurses journalist journalists expert experts scientist
  scientists student students pupil pupils member members leader leaders representative representatives ambassador
  envoy delegate delegates defender defenders activist activists worker workers villager villagers worshipper
  worshippers settler settlers farmer farmers fisherman fishermen fireman firemen policeman policemen chairman observer
  observers witness witnesses victim victims survivor survivors participant participants author authors mother mothers
  father fathers son sons daughter daughters brother brothers sister sisters wife husband parent parents orphan
  orphans migrant migrants employee employees colleague colleagues deputy deputies mayor mayors governor general
  commander commanders guard guards pilot pilots driver drivers official officials spokesman spokeswoman spokesperson
  historian historians scholar scholars bishop priest priests monk monks`)

/** Nouns of time, of which a relative clause states nothing: "the day on which it was signed". */
export const timeNouns = words('day days time times moment moments hour hours')

/** Nouns that a that-clause may be the content of: "the claim that …". */
export const contentNouns = words(`
  fact facts claim claims allegation allegations assertion assertions accusation accusations statement statements
  view views belief conviction conclusion assumption assurance assurances evidence proof sign signs indication
  indications report reports news rumour rumours possibility danger risk threat fear fears hope ground grounds pretext
  condition principle idea notion understanding decision demand recognition argument reminder warning denial
  suggestion circumstance reason theory thesis promise pledge impression knowledge certainty doubt concern opinion`)

/** Nouns that what somebody is to do belongs to: "the refusal to …", "steps to …". */
export const nounsWithTo = words(`
  ability agreement appeal attempt attempts authority bid call chance commitment decision demand demands desire duty
  effort efforts failure inability intention intentions need obligation obligations offer order orders permission plan
  plans pledge promise proposal readiness recommendation recommendations refusal request requests right rights tendency
  threat threats unwillingness willingness wish`)

/** Verbs that take a that-clause, by their beginnings. */
export const saysThat =
  /^(?:say|said|show|f(?:ind|ound)|establish|claim|declar|stat(?:e|ed|es|ing)$|reveal|prov|demonstrat|report|testif|t(?:ell|old)|announc|promis|propos|determin|decid|learn|explain|mean|not(?:e|es|ed|ing)$|confirm|conclud|assert|alleg|argu|insist|admit|acknowledg|affirm|maintain|observ|recall|recogni|believ|consider|underlin|underscor|stress|emphasi|warn|inform|assur|ensur|indicat|suggest|demand|ask|request|recommend|denie|deny|conced|respon|repl|complain|contend|remind|verif|know|knew|think|thought|hear)/
