import { Injectable } from '@nestjs/common'
import type { SignalEntry } from '../../../contracts/member-standing.js'
import type {
  Escalated,
  SignalContract,
  SignalHistory,
  SignalList,
  SignalQuery,
} from '../../../contracts/signals.js'
import { type AccessContext, DatabaseAccess, type Transaction } from '../../../database/access.js'
import { Clock } from '../../../platform/clock.js'
import { notFound } from '../../../platform/problem.js'
import type { EpisodeKey } from '../../outcomes/episode-key.js'
import { readSettings } from '../../settings/settings-reader.service.js'
import { queryStaffNames } from '../../users/staff-names.service.js'
import type { LifeAsOf } from './signal-life.query.js'
import {
  countEscalated,
  queryHistory,
  queryHistoryOfEpisode,
  querySignal,
  querySignals,
  type StoredEntry,
  type StoredSignalRow,
} from './signal-list.query.js'
import { evidenceOnTheWire, lifeOnTheWire, nameOf } from './signal-on-the-wire.js'

@Injectable()
export class SignalsService {
  readonly #access: DatabaseAccess
  readonly #clock: Clock

  constructor(access: DatabaseAccess, clock: Clock) {
    this.#access = access
    this.#clock = clock
  }

  list(caller: AccessContext, asked: SignalQuery): Promise<SignalList> {
    return this.#access.run(
      caller,
      async (transaction) => {
        const asOf = await lifeAsOf(transaction, this.#clock.now())
        const { signals, total } = await querySignals(transaction, asked, asOf)
        const names = await queryStaffNames(transaction, actorsOf(signals))
        transaction.saw(signals.map(({ member_id }) => member_id))
        const { page, page_size } = asked
        return { signals: signals.map((signal) => onTheWire(signal, names)), total, page, page_size }
      },
      { readOnly: true },
    )
  }

  /** How many answers to item 9 a director has to look at, for a strip on every page. */
  escalated(caller: AccessContext): Promise<Escalated> {
    return this.#access.run(
      caller,
      async (transaction) => ({
        n: await countEscalated(transaction, await lifeAsOf(transaction, this.#clock.now())),
      }),
      { readOnly: true },
    )
  }

  history(caller: AccessContext, signalId: number): Promise<SignalHistory> {
    return this.#access.run(
      caller,
      async (transaction) => {
        const asOf = await lifeAsOf(transaction, this.#clock.now())
        const { memberId, history } = await readSignalHistory(transaction, signalId, asOf)
        transaction.saw([memberId])
        return history
      },
      { readOnly: true },
    )
  }
}

/** The instant and the setting that states and escalations depend on. */
export async function lifeAsOf(transaction: Transaction, now: Date): Promise<LifeAsOf> {
  const { item_9_escalation_hours } = await readSettings(transaction)
  return { now, escalationHours: item_9_escalation_hours }
}

/** @throws ProblemError when there is none in reach */
export async function readSignalHistory(
  transaction: Transaction,
  signalId: number,
  asOf: LifeAsOf,
): Promise<{ memberId: number; history: SignalHistory }> {
  const signal = await querySignal(transaction, signalId, asOf)
  if (signal === undefined) throw notFound('signal')
  const entries = await queryHistory(transaction, signal)
  const actors = entries.map(({ actor }) => actor)
  const names = await queryStaffNames(transaction, [...actors, ...actorsOf([signal])])
  const history = entries.map((entry) => entryOnTheWire(entry, names))
  return { memberId: signal.member_id, history: { ...onTheWire(signal, names), history } }
}

/** What happened to the signals of one episode, the latest first: for the page of a member. */
export async function readHistoryOfEpisode(
  transaction: Transaction,
  key: EpisodeKey,
): Promise<SignalEntry[]> {
  const entries = await queryHistoryOfEpisode(transaction, key)
  const names = await queryStaffNames(
    transaction,
    entries.map(({ actor }) => actor),
  )
  return entries.map((entry) => entryOnTheWire(entry, names))
}

function entryOnTheWire<Entry extends StoredEntry>(
  { actor, acted_at, ...entry }: Entry,
  names: ReadonlyMap<string, string>,
): Omit<Entry, 'actor' | 'acted_at'> & { by: string; at: string } {
  return {
    ...entry,
    by: isOfSystem(entry.event) ? 'system' : nameOf(actor, names),
    at: acted_at.toISOString(),
  }
}

/** Also where the form that somebody entered was behind it. */
function isOfSystem(event: SignalHistory['history'][number]['event']): boolean {
  return !['acknowledge', 'act', 'snooze', 'resolve', 'reopen'].includes(event)
}

function actorsOf(signals: readonly StoredSignalRow[]): string[] {
  return signals.flatMap(({ life }) => life.last_action?.actor ?? [])
}

function onTheWire(signal: StoredSignalRow, names: ReadonlyMap<string, string>): SignalContract {
  const { member_code, episode_id, group_id, group_name, site_id, life } = signal
  return {
    member_id: member_code,
    episode_id,
    group_id,
    group_name,
    site_id,
    evidence: evidenceOnTheWire(life.evidence),
    life: lifeOnTheWire(life, names),
  }
}
