import { Injectable } from '@nestjs/common'
import type { Caseload, CaseloadRow, CaseloadTiles } from '../../../contracts/signals.js'
import { requireMeasure } from '../../../core/measures/registry.js'
import { isSwitchedOn, type SignalRules } from '../../../core/signals/signal-rules.js'
import { type AccessContext, DatabaseAccess, type Transaction } from '../../../database/access.js'
import { Clock } from '../../../platform/clock.js'
import { readSettings } from '../../settings/settings-reader.service.js'
import { queryStaffNames } from '../../users/staff-names.service.js'
import { queryLatestFits, queryRulesInUse, type StoredFit } from '../refresh/signal-context.query.js'
import { byUrgency, caseloadRow } from './caseload-row.js'
import {
  queryCaseload,
  queryLastImport,
  queryLives,
  type StoredLifeOfEpisode,
} from './caseload-rows.query.js'

const NOT_ASKED = 'The rules in use do not ask about the expected response.'

/** Who is not on track, and why: the first page of a therapist's day. */
@Injectable()
export class CaseloadService {
  readonly #access: DatabaseAccess
  readonly #clock: Clock

  constructor(access: DatabaseAccess, clock: Clock) {
    this.#access = access
    this.#clock = clock
  }

  today(caller: AccessContext): Promise<Caseload> {
    return this.#access.run(
      caller,
      async (transaction) => {
        const now = this.#clock.now()
        const settings = await readSettings(transaction)
        const rules = await queryRulesInUse(transaction)
        const fits = await queryLatestFits(transaction)
        const rangesOf = isSwitchedOn(rules, 'worse_than_expected') ? fits : []
        const rows = await readRows(transaction, now, settings.item_9_escalation_hours, rangesOf)
        const lastImport = await queryLastImport(transaction)
        return {
          as_of: now.toISOString(),
          tiles: tilesOf(rows),
          members: rows.filter((row) => !isOnTrack(row)),
          on_track: rows.filter(isOnTrack),
          last_import:
            lastImport === undefined
              ? null
              : { at: lastImport.finished_at.toISOString(), rejected: lastImport.rejected },
          crisis_line: settings.crisis_line,
          rules_version: rules.version,
          expected_response: rules.expectedMeasures.map((code) => expectedResponseOf(code, fits, rules)),
        }
      },
      { readOnly: true },
    )
  }

  /** How many need a look, for a menu on every page; nobody is named. */
  tiles(caller: AccessContext): Promise<CaseloadTiles> {
    return this.#access.run(
      caller,
      async (transaction) => {
        const { item_9_escalation_hours: hours } = await readSettings(transaction)
        return tilesOf(await readRows(transaction, this.#clock.now(), hours, []))
      },
      { readOnly: true },
    )
  }
}

async function readRows(
  transaction: Transaction,
  now: Date,
  escalationHours: number,
  fits: readonly StoredFit[],
): Promise<CaseloadRow[]> {
  const asOf = { now, escalationHours }
  const episodes = await queryCaseload(transaction, asOf)
  const keys = episodes.map(({ member_id, episode_id }) => ({ memberId: member_id, episodeId: episode_id }))
  const lives = await queryLives(transaction, keys, asOf)
  const names = await queryStaffNames(
    transaction,
    lives.flatMap(({ last_action }) => last_action?.actor ?? []),
  )
  transaction.saw(keys.map(({ memberId }) => memberId))
  const ofEpisode = byEpisode(lives)
  return episodes
    .map((episode) => caseloadRow(episode, ofEpisode.get(episode.episode_id) ?? [], names, fits))
    .sort(byUrgency)
}

/** Nobody with an answer to item 9 that waits is folded away. */
function isOnTrack({ status, risk_item: item }: CaseloadRow): boolean {
  return status === 'on_track' && (item?.to_acknowledge.length ?? 0) === 0
}

/** Members, not episodes: who is in two groups counts once. */
function tilesOf(rows: readonly CaseloadRow[]): CaseloadTiles {
  const inCare = rows.filter(({ is_open }) => is_open)
  const withSignal = (kind: string) =>
    membersOf(inCare.filter(({ signals }) => signals.some(({ evidence }) => evidence.kind === kind)))
  return {
    not_on_track: {
      n: membersOf(inCare.filter(({ status }) => status === 'not_on_track')),
      of: membersOf(inCare),
    },
    item_9_new: membersOf(rows.filter(({ risk_item: item }) => (item?.to_acknowledge.length ?? 0) > 0)),
    form_missing: withSignal('measure_missing'),
    absent_twice: withSignal('absent_2'),
  }
}

function membersOf(rows: readonly CaseloadRow[]): number {
  return new Set(rows.map(({ member_id }) => member_id)).size
}

function byEpisode(lives: readonly StoredLifeOfEpisode[]): ReadonlyMap<number, StoredLifeOfEpisode[]> {
  const grouped = new Map<number, StoredLifeOfEpisode[]>()
  for (const life of lives) {
    const known = grouped.get(life.episode_id)
    if (known === undefined) grouped.set(life.episode_id, [life])
    else known.push(life)
  }
  return grouped
}

function expectedResponseOf(
  code: string,
  fits: readonly StoredFit[],
  rules: SignalRules,
): Caseload['expected_response'][number] {
  const stored = fits.find(({ measure_code }) => measure_code === code)
  if (stored === undefined) {
    const message = `The expected response of ${requireMeasure(code).shortName} was never fitted.`
    return { measure: code, is_on: false, message, fitted_episodes: null, fitted_at: null }
  }
  const { fit } = stored.content
  const isAsked = isSwitchedOn(rules, 'worse_than_expected')
  return {
    measure: code,
    is_on: fit.kind === 'fitted' && isAsked,
    message: fit.kind === 'off' ? fit.message : isAsked ? null : NOT_ASKED,
    fitted_episodes: fit.episodes,
    fitted_at: stored.fitted_at.toISOString(),
  }
}
