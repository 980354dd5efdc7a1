import type { SignalKindContract } from '../../../contracts/signal-evidence.js'
import type { SignalHistory, SignalQuery } from '../../../contracts/signals.js'
import type { Transaction } from '../../../database/access.js'
import { SqlValues } from '../../../database/sql-values.js'
import type { EpisodeKey } from '../../outcomes/episode-key.js'
import {
  daysOfSites,
  escalatesAt,
  type LifeAsOf,
  lifeAsJson,
  type StoredLife,
  stateToday,
} from './signal-life.query.js'

export interface StoredSignalRow {
  readonly member_id: number
  readonly member_code: string
  readonly episode_id: number
  readonly group_id: string
  readonly group_name: string
  readonly site_id: string
  readonly life: StoredLife
}

const about = `signal.member_id, member.member_code, signal.episode_id, episode.group_id,
  treatment_group.name as group_name, signal.site_id`

const withWhose = `join member on member.member_id = signal.member_id
  join episode on episode.member_id = signal.member_id and episode.episode_id = signal.episode_id
  join treatment_group on treatment_group.group_id = episode.group_id`

/** One page: open ones first, item 9 before the rest, then the latest. */
export async function querySignals(
  transaction: Transaction,
  asked: SignalQuery,
  asOf: LifeAsOf,
): Promise<{ signals: StoredSignalRow[]; total: number }> {
  const values = new SqlValues()
  const from = `from signal join ${daysOfSites(asOf, values)} on today.site_id = signal.site_id ${withWhose}
    where ${conditions(asked, asOf, values).join(' and ')}`
  const [counted] = await transaction.query<{ total: number }>(
    `select count(*) as total ${from}`,
    values.list,
  )
  const life = lifeAsJson(asOf, values)
  const signals = await transaction.query<StoredSignalRow>(
    `select ${about}, ${life} as life ${from}
     order by ${stateToday} = 'open' desc, signal.kind = 'risk_item' desc, signal.opened_at desc, signal.signal_id desc
     limit ${values.add(asked.page_size)} offset ${values.add((asked.page - 1) * asked.page_size)}`,
    values.list,
  )
  return { signals, total: counted?.total ?? 0 }
}

export async function countEscalated(transaction: Transaction, asOf: LifeAsOf): Promise<number> {
  const values = new SqlValues()
  const [counted] = await transaction.query<{ n: number }>(
    `select count(*) as n from signal
     where kind = 'risk_item' and state <> 'resolved' and ${escalatesAt(asOf, values)} <= ${values.add(asOf.now)}`,
    values.list,
  )
  return counted?.n ?? 0
}

/** Undefined where there is none in reach. */
export async function querySignal(
  transaction: Transaction,
  signalId: number,
  asOf: LifeAsOf,
): Promise<StoredSignalRow | undefined> {
  const values = new SqlValues()
  const days = daysOfSites(asOf, values)
  const life = lifeAsJson(asOf, values)
  const [signal] = await transaction.query<StoredSignalRow>(
    `select ${about}, ${life} as life from signal join ${days} on today.site_id = signal.site_id ${withWhose}
     where signal.signal_id = ${values.add(signalId)}`,
    values.list,
  )
  return signal
}

type HistoryEntry = SignalHistory['history'][number]
export interface StoredEntry
  extends Pick<HistoryEntry, 'event' | 'taken' | 'note' | 'snoozed_until' | 'state' | 'sentence'> {
  readonly actor: string
  readonly acted_at: Date
}

/** Everything that happened to a signal, in time order. */
export function queryHistory(
  transaction: Transaction,
  { member_id, life }: StoredSignalRow,
): Promise<StoredEntry[]> {
  return transaction.query<StoredEntry>(
    `select event, taken, note, snoozed_until, state, sentence, actor, acted_at from signal_action
     where member_id = $1 and signal_id = $2 order by acted_at, version nulls first, signal_action_id`,
    [member_id, life.signal_id],
  )
}

export interface StoredEntryOfEpisode extends StoredEntry {
  readonly signal_id: number
  readonly kind: SignalKindContract
  readonly measure: string | null
}

/** Everything that happened to the signals of an episode, the latest first. */
export function queryHistoryOfEpisode(
  transaction: Transaction,
  { memberId, episodeId }: EpisodeKey,
): Promise<StoredEntryOfEpisode[]> {
  return transaction.query<StoredEntryOfEpisode>(
    `select event, taken, note, signal_action.snoozed_until, signal_action.state, signal_action.sentence, actor,
            acted_at, signal_id, kind, measure_code as measure
     from signal_action join signal using (member_id, signal_id)
     where signal.member_id = $1 and signal.episode_id = $2
     order by acted_at desc, signal_action.version desc nulls last, signal_action_id desc`,
    [memberId, episodeId],
  )
}

function conditions(asked: SignalQuery, asOf: LifeAsOf, values: SqlValues): string[] {
  const columns = [
    ['member.member_code', asked.member],
    ['signal.episode_id', asked.episode],
    ['episode.group_id', asked.group],
    ['signal.site_id', asked.site],
    ['signal.kind', asked.kind],
  ] as const
  return [
    ...columns.flatMap(([column, value]) =>
      value === undefined ? [] : [`${column} = ${values.add(value)}`],
    ),
    ...stateConditions(asked.state, values),
    ...(asked.escalated === undefined ? [] : [`${escalatesAt(asOf, values)} <= ${values.add(asOf.now)}`]),
  ]
}

function stateConditions(state: SignalQuery['state'], values: SqlValues): string[] {
  if (state === 'any') return ['true']
  // The plain column beside the state of today: an index knows it.
  if (state === undefined) return [`signal.state <> 'resolved'`]
  return [`${stateToday} = ${values.add(state)}`]
}
