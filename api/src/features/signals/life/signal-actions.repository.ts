import type { SignalAction } from '../../../contracts/signals.js'
import type { Day } from '../../../core/calendar-day.js'
import type { LivingSignal, SignalState } from '../../../core/signals/signal-life.js'
import type { Transaction } from '../../../database/access.js'
import { SqlValues } from '../../../database/sql-values.js'
import { daysOfSites, escalatesAt, type LifeAsOf, stateToday } from './signal-life.query.js'

/** A signal locked for whoever acts on it. */
export interface LockedSignal {
  readonly member_id: number
  readonly signal_id: number
  readonly episode_id: number
  readonly version: number
  /** Of today: a snooze that is over is open. */
  readonly state: SignalState
  readonly evidence: LivingSignal
  readonly evidence_stands: boolean
  /** At its site. */
  readonly today: Day
  /** null: not an open answer to item 9. */
  readonly escalates_at: Date | null
  readonly is_escalated: boolean
}

/** In order, so that two who act on several wait for each other. */
export async function lockSignal(
  transaction: Transaction,
  signalId: number,
  asOf: LifeAsOf,
): Promise<LockedSignal | undefined> {
  const values = new SqlValues()
  const text = lockedWhere(asOf, values, `signal.signal_id = ${values.add(signalId)}`)
  const [signal] = await transaction.query<LockedSignal>(text, values.list)
  return signal
}

/** Open answers to item 9 of the same episode, given before this one. */
export function lockEarlierAnswers(
  transaction: Transaction,
  signal: LockedSignal,
  asOf: LifeAsOf,
): Promise<LockedSignal[]> {
  const values = new SqlValues()
  const { member_id, episode_id, signal_id, evidence } = signal
  const text = lockedWhere(
    asOf,
    values,
    `signal.member_id = ${values.add(member_id)} and signal.episode_id = ${values.add(episode_id)}
     and signal.kind = 'risk_item' and signal.state = 'open' and signal.since <= ${values.add(evidence.since)}::date
     and signal.signal_id <> ${values.add(signal_id)}`,
  )
  return transaction.query<LockedSignal>(text, values.list)
}

function lockedWhere(asOf: LifeAsOf, values: SqlValues, condition: string): string {
  const due = escalatesAt(asOf, values)
  return `select signal.member_id, signal.signal_id, signal.episode_id, signal.version, ${stateToday} as state,
      signal.evidence_stands, today.today, ${due} as escalates_at,
      coalesce(signal.escalated_at is not null, false) as is_escalated,
      json_build_object('kind', signal.kind, 'measureCode', signal.measure_code, 'level', signal.level,
        'since', signal.since, 'inputs', signal.inputs, 'sentence', signal.sentence,
        'rulesVersion', signal.rules_version) as evidence
    from signal join ${daysOfSites(asOf, values)} on today.site_id = signal.site_id
    where ${condition}
    order by signal.member_id, signal.signal_id for no key update of signal`
}

/** What a person did, as it is kept. */
export interface NewAction {
  readonly event: SignalAction['action']
  readonly taken: string | null
  readonly note: string | null
  readonly until: Day | null
  readonly state: SignalState
}

/**
 * Stores an act and what it makes of the signal. The evidence as it stands is what the person has dealt with; whoever
 * opens a signal again has dealt with nothing.
 */
export async function storeAction(
  transaction: Transaction,
  { member_id, signal_id, episode_id }: LockedSignal,
  { event, taken, note, until, state }: NewAction,
): Promise<void> {
  await transaction.query(
    `with acted as (
       update signal set state = $3, snoozed_until = $4, version = version + 1,
         opened_at = case when $3 = 'open' then now() else opened_at end,
         escalated_at = case when $3 = 'open' then null else escalated_at end,
         dealt_level = case when $3 <> 'open' then level end,
         dealt_inputs = case when $3 <> 'open' then inputs end
       where member_id = $1 and signal_id = $2
       returning version, level, sentence
     )
     insert into signal_action (member_id, signal_id, episode_id, version, event, taken, note, snoozed_until, state,
       level, sentence)
     select $1, $2, $5, version, $6, $7, $8, $4, $3, level, sentence from acted`,
    [member_id, signal_id, state, until, episode_id, event, taken, note],
  )
}

/** Keeps the instant at which hours without a person were over, whoever notices it first. */
export async function storeEscalation(
  transaction: Transaction,
  { member_id, signal_id, episode_id }: Pick<LockedSignal, 'member_id' | 'signal_id' | 'episode_id'>,
  at: Date,
): Promise<void> {
  await transaction.query(
    `with escalated as (
       update signal set escalated_at = $3 where member_id = $1 and signal_id = $2
       returning state, level, sentence
     )
     insert into signal_action (member_id, signal_id, episode_id, event, state, level, sentence, acted_at)
     select $1, $2, $4, 'escalated', state, level, sentence, $3 from escalated`,
    [member_id, signal_id, at, episode_id],
  )
}

/** Who made the version after this one, and how; undefined when nobody did. */
export async function queryActionAfter(
  transaction: Transaction,
  { member_id, signal_id }: LockedSignal,
  version: number,
): Promise<
  | { event: string; taken: string | null; note: string | null; snoozed_until: Day | null; is_own: boolean }
  | undefined
> {
  const [action] = await transaction.query<{
    event: string
    taken: string | null
    note: string | null
    snoozed_until: Day | null
    is_own: boolean
  }>(
    `select event, taken, note, snoozed_until, actor = app_actor() as is_own from signal_action
     where member_id = $1 and signal_id = $2 and version = $3`,
    [member_id, signal_id, version + 1],
  )
  return action
}
