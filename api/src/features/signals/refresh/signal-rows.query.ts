import type { Day } from '../../../core/calendar-day.js'
import type {
  DealtEvidence,
  LivingSignal,
  SignalState,
  SystemEvent,
} from '../../../core/signals/signal-life.js'
import type { Transaction } from '../../../database/access.js'
import { type EpisodeKey, keyColumns } from '../../outcomes/episode-key.js'

const ofKeys = '(member_id, episode_id) in (select * from unnest($1::bigint[], $2::bigint[]))'

/** A stored signal, with as much as its next step depends on. */
export interface StoredSignal {
  readonly member_id: number
  readonly episode_id: number
  readonly signal_id: number
  readonly source_system: string | null
  readonly response_id: string | null
  readonly evidence: LivingSignal
  readonly evidence_stands: boolean
  readonly state: SignalState
  readonly dealt_with: DealtEvidence | null
}

/** What may move: every signal whose evidence stands, and every answer to item 9. Whoever acts on one meanwhile waits. */
export function readStandingSignals(
  transaction: Transaction,
  keys: readonly EpisodeKey[],
): Promise<StoredSignal[]> {
  return transaction.query<StoredSignal>(
    `select member_id, episode_id, signal_id, source_system, response_id, evidence_stands, state,
            json_build_object('kind', kind, 'measureCode', measure_code, 'level', level, 'since', since,
              'inputs', inputs, 'sentence', sentence, 'rulesVersion', rules_version) as evidence,
            case when dealt_level is not null then
              json_build_object('kind', kind, 'measureCode', measure_code, 'level', dealt_level,
                'inputs', dealt_inputs)
            end as dealt_with
     from signal where ${ofKeys} and (evidence_stands or kind = 'risk_item')
     order by member_id, signal_id for no key update`,
    keyColumns(keys),
  )
}

/** A form with an answer above the lowest to item 9. */
export interface RiskForm {
  readonly member_id: number
  readonly episode_id: number
  readonly source_system: string
  readonly response_id: string
  readonly measure_code: string
  readonly responded_on: Day
  /** One character an item. */
  readonly answers: string
}

/** Forms of these episodes by their ids at the source: two sources may use the same one. */
export function queryForms(
  transaction: Transaction,
  keys: readonly EpisodeKey[],
  responseIds: readonly string[],
): Promise<RiskForm[]> {
  return transaction.query<RiskForm>(
    `select member_id, episode_id, source_system, response_id, measure_code, responded_on, answers from response
     where ${ofKeys} and response_id = any ($3) and not is_voided and answers is not null
     order by member_id, source_system, response_id`,
    [...keyColumns(keys), responseIds],
  )
}

export interface NewSignal extends EpisodeKey {
  readonly evidence: LivingSignal
  readonly sourceSystem: string | null
  readonly responseId: string | null
  readonly modelFitId: number | null
}

/** Raises signals, each with the first entry of its history. */
export async function raiseSignals(transaction: Transaction, signals: readonly NewSignal[]): Promise<void> {
  if (signals.length === 0) return
  await transaction.query(
    `with raised as (
       insert into signal (member_id, episode_id, kind, measure_code, source_system, response_id, level, since, inputs,
         sentence, rules_version, model_fit_id)
       select "memberId", "episodeId", evidence ->> 'kind', evidence ->> 'measureCode', "sourceSystem", "responseId",
              evidence ->> 'level', (evidence ->> 'since')::date, evidence -> 'inputs', evidence ->> 'sentence',
              (evidence ->> 'rulesVersion')::integer, "modelFitId"
       from json_to_recordset($1::json) as given ("memberId" bigint, "episodeId" bigint, evidence jsonb,
         "sourceSystem" text, "responseId" text, "modelFitId" bigint)
       returning member_id, signal_id, episode_id, version, state, level, sentence
     )
     insert into signal_action (member_id, signal_id, episode_id, version, event, state, level, sentence)
     select member_id, signal_id, episode_id, version, 'raised', state, level, sentence from raised`,
    [JSON.stringify(signals)],
  )
}

export interface MovedSignal extends EpisodeKey {
  readonly signalId: number
  readonly evidence: LivingSignal
  readonly modelFitId: number | null
  readonly evidenceStands: boolean
  readonly state: SignalState
  readonly event: SystemEvent | null
}

/** Stores the next step of signals; what became worse opens again, with a clock of its own. */
export async function moveSignals(transaction: Transaction, signals: readonly MovedSignal[]): Promise<void> {
  if (signals.length === 0) return
  await transaction.query(
    `with moved as (
       update signal set
         level = evidence ->> 'level', since = (evidence ->> 'since')::date, inputs = evidence -> 'inputs',
         sentence = evidence ->> 'sentence', rules_version = (evidence ->> 'rulesVersion')::integer,
         model_fit_id = given."modelFitId", evidence_stands = given."evidenceStands", state = given.state,
         snoozed_until = case when given.state = 'snoozed' then signal.snoozed_until end,
         opened_at = case when given.event = 'became_worse' then now() else signal.opened_at end,
         escalated_at = case when given.event is distinct from 'became_worse' then signal.escalated_at end,
         dealt_level = case when given.event is distinct from 'became_worse' then signal.dealt_level end,
         dealt_inputs = case when given.event is distinct from 'became_worse' then signal.dealt_inputs end,
         version = signal.version + 1
       from json_to_recordset($1::json) as given ("memberId" bigint, "signalId" bigint, evidence jsonb,
         "modelFitId" bigint, "evidenceStands" boolean, state text, event text)
       where signal.member_id = given."memberId" and signal.signal_id = given."signalId"
       returning signal.member_id, signal.signal_id, signal.episode_id, signal.version, given.event, signal.state,
                 signal.level, signal.sentence
     )
     insert into signal_action (member_id, signal_id, episode_id, version, event, state, level, sentence)
     select * from moved where event is not null`,
    [JSON.stringify(signals)],
  )
}
