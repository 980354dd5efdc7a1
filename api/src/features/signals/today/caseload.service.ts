import { Injectable } from '@nestjs/common'
import type { Caseload, CaseloadRow } from '../../../contracts/signals.js'
import { requireMeasure } from '../../../core/measures/registry.js'
import { type AccessContext, DatabaseAccess } from '../../../database/access.js'
import { Clock } from '../../../platform/clock.js'
import { readSettings } from '../../settings/settings-reader.service.js'
import { queryStaffNames } from '../life/signal-life.query.js'
import { queryLatestFits, queryRulesInUse, type StoredFit } from '../refresh/signal-context.query.js'
import { byUrgency, caseloadRow } from './caseload-row.js'
import {
  queryCaseload,
  queryLastImport,
  queryLives,
  type StoredLifeOfEpisode,
} from './caseload-rows.query.js'

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
        const asOf = { now, escalationHours: settings.item_9_escalation_hours }
        const episodes = await queryCaseload(transaction, asOf)
        const keys = episodes.map(({ member_id, episode_id }) => ({
          memberId: member_id,
          episodeId: episode_id,
        }))
        const lives = await queryLives(transaction, keys, asOf)
        const names = await queryStaffNames(
          transaction,
          lives.flatMap(({ last_action }) => last_action?.actor ?? []),
        )
        transaction.saw(keys.map(({ memberId }) => memberId))
        const ofEpisode = byEpisode(lives)
        const rows = episodes
          .map((episode) => caseloadRow(episode, ofEpisode.get(episode.episode_id) ?? [], names))
          .sort(byUrgency)
        const lastImport = await queryLastImport(transaction)
        const rules = await queryRulesInUse(transaction)
        const fits = await queryLatestFits(transaction)
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
          expected_response: rules.expectedMeasures.map((code) => expectedResponseOf(code, fits)),
        }
      },
      { readOnly: true },
    )
  }
}

/** Nobody with an answer to item 9 that waits is folded away. */
function isOnTrack({ status, risk_item: item }: CaseloadRow): boolean {
  return status === 'on_track' && (item?.to_acknowledge.length ?? 0) === 0
}

function tilesOf(rows: readonly CaseloadRow[]): Caseload['tiles'] {
  const inCare = rows.filter(({ is_open }) => is_open)
  const withSignal = (kind: string) =>
    inCare.filter(({ signals }) => signals.some(({ evidence }) => evidence.kind === kind)).length
  const waiting = rows.filter(({ risk_item: item }) => (item?.to_acknowledge.length ?? 0) > 0)
  return {
    not_on_track: {
      n: inCare.filter(({ status }) => status === 'not_on_track').length,
      of: inCare.length,
    },
    item_9_new: new Set(waiting.map(({ member_id }) => member_id)).size,
    form_missing: withSignal('measure_missing'),
    absent_twice: withSignal('absent_2'),
  }
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

function expectedResponseOf(code: string, fits: readonly StoredFit[]): Caseload['expected_response'][number] {
  const fit = fits.find(({ measure_code }) => measure_code === code)?.content.fit
  if (fit === undefined) {
    const { shortName } = requireMeasure(code)
    return { measure: code, is_on: false, message: `The expected response of ${shortName} was never fitted.` }
  }
  return { measure: code, is_on: fit.kind === 'fitted', message: fit.kind === 'off' ? fit.message : null }
}
