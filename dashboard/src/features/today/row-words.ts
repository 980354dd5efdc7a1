import type { SignalEvidence } from '../../../../api/src/contracts/signal-evidence.js'
import type { CaseloadRow, RaisedSignal, SignalLife } from '../../../../api/src/contracts/signals.js'
import { formatDay } from '../../format/day.js'
import { measureName } from '../../format/measure-words.js'
import { countOf, formatNumber, formatSigned, LOCALE } from '../../format/number.js'

const eitherFormat = new Intl.ListFormat(LOCALE, { type: 'disjunction' })

/** How a row names its member: by name, or where names are hidden by initials, else by code. */
export function rowName(
  row: Pick<CaseloadRow, 'member_id' | 'full_name' | 'initials'>,
  isHidden: boolean,
): string {
  const name = isHidden ? row.initials : row.full_name
  return name ?? row.member_id
}

/** "Tuesday CBT · session 6": of the member's own sessions since joining. */
export function sessionWords({ is_open: isOpen, sessions: { held } }: CaseloadRow): string {
  if (!isOpen) return 'has left'
  return held === 0 ? 'no session yet' : `session ${formatNumber(held)}`
}

export interface ScoreWords {
  readonly score: string
  /** Raw, as it stands on the form: up is up, whatever the measure's direction. Null without a second score. */
  readonly change: string | null
  readonly isWorse: boolean
  readonly caption: string
}

/** The latest score of a measure and how far it has moved since the first. */
export function scoreWords({ measures }: CaseloadRow, code: string): ScoreWords {
  const standing = measures.find(({ measure }) => measure === code)
  const name = measureName(code)
  const { baseline = null, latest = null } = standing ?? {}
  if (baseline === null) return { score: '–', change: null, isWorse: false, caption: `no ${name} yet` }
  if (latest === null) {
    return { score: formatNumber(baseline.total), change: null, isWorse: false, caption: `${name}, first` }
  }
  return {
    score: formatNumber(latest.total),
    change: formatSigned(latest.total - baseline.total),
    isWorse: (standing?.change ?? 0) < 0,
    caption: name,
  }
}

/**
 * Why a row stands where it does, the gravest first: what the signals say, each thing once. Where several measures are
 * in use, a sentence about scores says of which it speaks.
 */
export function rowSentences(row: CaseloadRow): string[] {
  const sentences = row.signals
    .filter(({ evidence }) => evidence.kind !== 'measure_missing' && evidence.kind !== 'insufficient_data')
    .map(({ evidence }) => sentenceOf(evidence, row))
  const [first, ...others] = sentences
  return [
    ...(first === undefined ? [] : [first]),
    ...earlierAnswers(row),
    ...others,
    ...tooFewScores(row),
    ...missingForms(row),
    ...(sentences.length === 0 && row.signals.length === 0 && row.sentence !== '' ? [row.sentence] : []),
  ]
}

/** Signals that a person can deal with, open ones first, in the order of their weight. */
export function livingSignals({ signals }: CaseloadRow): { evidence: SignalEvidence; life: SignalLife }[] {
  const living = signals.flatMap(({ evidence, life }: RaisedSignal) =>
    life === null ? [] : [{ evidence, life }],
  )
  const rank = ({ life }: { life: SignalLife }): number => (life.state === 'open' ? 0 : 1)
  return living.sort((one, other) => rank(one) - rank(other))
}

/** Answers to item 9 that wait and no longer stand in the signals: a later form says something else, or as much. */
function earlierAnswers({ risk_item: item, signals }: CaseloadRow): string[] {
  const shown = new Set(signals.flatMap(({ life }) => life?.signal_id ?? []))
  const earlier = (item?.to_acknowledge ?? []).filter(({ life }) => !shown.has(life.signal_id))
  const [first, ...others] = earlier
  if (first === undefined) return []
  if (signals.some(({ evidence }) => evidence.kind === 'risk_item')) return [waitAsWell(earlier.length)]
  const latest = `${first.sentence}, on ${formatDay(first.on)}`
  return others.length === 0 ? [latest] : [latest, waitAsWell(others.length)]
}

function waitAsWell(count: number): string {
  return `${countOf(count, 'earlier answer')} above zero ${count === 1 ? 'waits' : 'wait'} as well`
}

function sentenceOf({ kind, measure, sentence }: SignalEvidence, { measures }: CaseloadRow): string {
  if (measure === null || kind === 'risk_item' || measures.length < 2) return sentence
  return `${measureName(measure)}: ${lowerFirst(sentence)}`
}

/** "Not enough data (1 score)" is said once when it is so for every measure. */
function tooFewScores({ signals, measures }: CaseloadRow): string[] {
  const found = signals.flatMap(({ evidence }) => (evidence.kind === 'insufficient_data' ? [evidence] : []))
  const [first] = found
  if (first === undefined) return []
  const isAlike = found.every(({ sentence }) => sentence === first.sentence)
  if (isAlike && found.length === measures.length) return [first.sentence]
  return found.map(({ measure, sentence }) =>
    measure === null ? sentence : `${measureName(measure)}: ${lowerFirst(sentence)}`,
  )
}

/** "Came to the last session, but no PHQ-9 or GAD-7 form has come in". */
function missingForms({ signals }: CaseloadRow): string[] {
  const missing = signals.flatMap(({ evidence }) =>
    evidence.kind === 'measure_missing' && evidence.measure !== null ? [measureName(evidence.measure)] : [],
  )
  if (missing.length === 0) return []
  return [`Came to the last session, but no ${eitherFormat.format(missing)} form has come in`]
}

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1)
}
