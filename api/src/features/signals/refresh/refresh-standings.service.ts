/**
 * Where episodes stand and which signals they have, worked out from their records in the transaction that changed
 * these: set by set, so that an import of many episodes asks the database as often as one form does.
 */

import type { Day } from '../../../core/calendar-day.js'
import { requireMeasure } from '../../../core/measures/registry.js'
import { riskItemState } from '../../../core/scoring/score-answers.js'
import { type RiskAnswer, riskAnswers } from '../../../core/signals/risk-answers.js'
import { readRiskItem } from '../../../core/signals/risk-item.js'
import { hasALife, type LivingSignal, nextStep } from '../../../core/signals/signal-life.js'
import type { Transaction } from '../../../database/access.js'
import type { EpisodeKey } from '../../outcomes/episode-key.js'
import type { SignalContextInUse } from './signal-context.service.js'
import {
  type MovedSignal,
  moveSignals,
  type NewSignal,
  queryForms,
  type RiskForm,
  raiseSignals,
  readStandingSignals,
  type StoredSignal,
} from './signal-rows.query.js'
import { type EpisodeRecords, modelFitOf, type StandingRow, standingOf } from './standing-row.js'
import { deleteStandingRows, queryDaysOfGroups, writeStandingRows } from './standing-rows.query.js'

/** What the records of one episode say today. */
export interface JudgedEpisode extends EpisodeKey {
  readonly isInCare: boolean
  /** null once the episode has ended. */
  readonly row: StandingRow | null
  /** That wait for a person, but for item 9. */
  readonly evidence: readonly LivingSignal[]
  readonly riskAnswers: readonly RiskAnswer[]
}

/**
 * Brings standings and signals of these episodes to what their records say. Does nothing more when run twice.
 *
 * @param episodes  locked by the caller (`refreshEpisodes`)
 */
export async function refreshStandings(
  transaction: Transaction,
  episodes: readonly EpisodeRecords[],
  context: SignalContextInUse,
): Promise<void> {
  if (episodes.length === 0) return
  const judged = await judgeEpisodes(transaction, episodes, context)
  await writeStandingRows(
    transaction,
    judged.flatMap(({ row }) => row ?? []),
  )
  await deleteStandingRows(
    transaction,
    judged.filter(({ isInCare }) => !isInCare),
  )
  const { raised, moved } = await signalSteps(transaction, judged, context)
  await raiseSignals(transaction, raised)
  await moveSignals(transaction, moved)
}

/** What the records say, without looking at what is stored. */
export async function judgeEpisodes(
  transaction: Transaction,
  episodes: readonly EpisodeRecords[],
  context: SignalContextInUse,
): Promise<JudgedEpisode[]> {
  const groups = new Set(episodes.map(({ history }) => history.groupId))
  const days = await queryDaysOfGroups(transaction, [...groups])
  return episodes.map((episode) => {
    const today = days.get(episode.history.groupId)
    if (today === undefined) throw new Error('The group of an episode is out of reach.')
    return judge(episode, today, context)
  })
}

function judge(episode: EpisodeRecords, today: Day, context: SignalContextInUse): JudgedEpisode {
  const { memberId, episodeId, history } = episode
  const endedOn = history.exitedOn ?? history.plannedEndOn
  const isInCare = endedOn === null || endedOn > today
  const found = {
    memberId,
    episodeId,
    isInCare,
    riskAnswers: answersOf(episode, today, endedOn, context.rules.version),
  }
  if (!isInCare) return { ...found, row: null, evidence: [] }
  const { row, standing } = standingOf(episode, context)
  const evidence = standing.signals.filter(hasALife).filter(({ kind }) => kind !== 'risk_item')
  return { ...found, row, evidence }
}

/** Most episodes have no such answer: they are passed over before anything is put in order. */
function answersOf(
  { history: { responses } }: EpisodeRecords,
  today: Day,
  endedOn: Day | null,
  rulesVersion: number,
): RiskAnswer[] {
  const codes = new Set<string>()
  for (const { measureCode, answers } of responses) {
    if (riskItemState(requireMeasure(measureCode), answers) === 'yes') codes.add(measureCode)
  }
  return [...codes].flatMap((code) => {
    const measure = requireMeasure(code)
    const reading = readRiskItem(measure, responses)
    return reading === null ? [] : riskAnswers(measure, reading, { today, endedOn, rulesVersion })
  })
}

/** What has to be raised and moved so that the stored signals say what the records say. */
export async function signalSteps(
  transaction: Transaction,
  judged: readonly JudgedEpisode[],
  context: SignalContextInUse,
): Promise<{ raised: NewSignal[]; moved: MovedSignal[] }> {
  const stored = groupByEpisode(await readStandingSignals(transaction, judged))
  const forms = groupByEpisode(await formsWithAnswers(transaction, judged, stored))
  const raised: NewSignal[] = []
  const moved: MovedSignal[] = []
  for (const episode of judged) {
    const known = stored.get(episode.episodeId) ?? []
    const found = [...evidenceFound(episode), ...answersFound(episode, forms.get(episode.episodeId) ?? [])]
    for (const each of found) {
      if (each.mayBeRaised && !known.some((signal) => isOf(signal, each))) {
        raised.push(newSignal(episode, each, context))
      }
    }
    for (const signal of known) {
      const now = found.find((each) => isOf(signal, each))?.evidence ?? null
      const step = nextStep(soFar(signal), now, episode.isInCare)
      if (step === null) continue
      const { member_id: memberId, episode_id: episodeId, signal_id: signalId } = signal
      moved.push({ memberId, episodeId, signalId, modelFitId: modelFitOf(step.evidence, context), ...step })
    }
  }
  return { raised, moved }
}

interface FoundEvidence {
  readonly evidence: LivingSignal
  /** Of an answer to item 9. */
  readonly form: Pick<RiskForm, 'source_system' | 'response_id'> | null
  readonly mayBeRaised: boolean
}

function evidenceFound({ evidence }: JudgedEpisode): FoundEvidence[] {
  return evidence.map((each) => ({ evidence: each, form: null, mayBeRaised: true }))
}

/** One a form: two sources may have given two forms the same id. */
function answersFound({ riskAnswers: answers }: JudgedEpisode, forms: readonly RiskForm[]): FoundEvidence[] {
  return forms.flatMap((form) => {
    const answer = answers.find(({ responseId, evidence: { measureCode, inputs } }) => {
      const isOfForm = responseId === form.response_id && measureCode === form.measure_code
      const { itemNumber, answeredOn } = inputs
      return (
        isOfForm && answeredOn === form.responded_on && String(inputs.answer) === form.answers[itemNumber - 1]
      )
    })
    return answer === undefined ? [] : [{ evidence: answer.evidence, form, mayBeRaised: answer.waits }]
  })
}

function isOf(stored: StoredSignal, { evidence, form }: FoundEvidence): boolean {
  if (stored.evidence.kind !== evidence.kind || stored.evidence.measureCode !== evidence.measureCode)
    return false
  return form === null
    ? stored.evidence_stands
    : stored.source_system === form.source_system && stored.response_id === form.response_id
}

function soFar({ evidence, evidence_stands: evidenceStands, state, dealt_with: dealtWith }: StoredSignal) {
  return { evidence, evidenceStands, state, dealtWith }
}

function newSignal(
  { memberId, episodeId }: EpisodeKey,
  { evidence, form }: FoundEvidence,
  context: SignalContextInUse,
): NewSignal {
  return {
    memberId,
    episodeId,
    evidence,
    sourceSystem: form?.source_system ?? null,
    responseId: form?.response_id ?? null,
    modelFitId: modelFitOf(evidence, context),
  }
}

/** Asked only where an answer has to be raised, or a raised one is to be found again. */
async function formsWithAnswers(
  transaction: Transaction,
  judged: readonly JudgedEpisode[],
  stored: ReadonlyMap<number, readonly StoredSignal[]>,
): Promise<RiskForm[]> {
  const concerned = judged.filter(
    ({ riskAnswers: answers, episodeId }) =>
      answers.some(({ waits }) => waits) ||
      (answers.length > 0 && stored.get(episodeId)?.some(({ evidence }) => evidence.kind === 'risk_item')),
  )
  if (concerned.length === 0) return []
  const ids = concerned.flatMap((episode) => episode.riskAnswers.map(({ responseId }) => responseId))
  return queryForms(transaction, concerned, ids)
}

function groupByEpisode<Row extends { readonly episode_id: number }>(
  rows: readonly Row[],
): Map<number, Row[]> {
  const byEpisode = new Map<number, Row[]>()
  for (const row of rows) {
    const known = byEpisode.get(row.episode_id)
    if (known === undefined) byEpisode.set(row.episode_id, [row])
    else known.push(row)
  }
  return byEpisode
}
