/** Holds stored standings and signals against what the records say: the rebuild's part of this feature. */

import type { Transaction } from '../../../database/access.js'
import type { EpisodeKey } from '../../outcomes/episode-key.js'
import {
  type JudgedEpisode,
  judgeEpisodes,
  refreshStandings,
  signalSteps,
} from './refresh-standings.service.js'
import type { SignalContextInUse } from './signal-context.service.js'
import type { EpisodeRecords, StandingRow } from './standing-row.js'
import { readStandingRows } from './standing-rows.query.js'

/** One stored row that is not what the records say. Names of columns, no values. */
export interface StandingDifference extends EpisodeKey {
  readonly record: 'standing' | 'signal'
  /** null: the standing of the episode, and signals of attendance. */
  readonly measure: string | null
  readonly kind: 'missing' | 'superfluous' | 'different'
  readonly columns: readonly string[]
}

export interface StandingsRebuilt {
  readonly rows: number
  readonly differences: readonly StandingDifference[]
  /** Episodes whose end has come since they were last looked at: the calendar's doing, and no difference. */
  readonly ended: number
}

/** @param check  only compare */
export async function rebuildStandings(
  transaction: Transaction,
  episodes: readonly EpisodeRecords[],
  context: SignalContextInUse,
  { check }: { readonly check: boolean },
): Promise<StandingsRebuilt> {
  const judged = await judgeEpisodes(transaction, episodes, context)
  const stored = await readStandingRows(transaction, judged)
  const { raised, moved } = await signalSteps(transaction, judged, context)
  const inCare = new Set(judged.filter(({ isInCare }) => isInCare).map(({ episodeId }) => episodeId))
  if (!check) await refreshStandings(transaction, episodes, context)
  return {
    rows: inCare.size,
    ended: stored.filter(({ episode_id }) => !inCare.has(episode_id)).length,
    differences: [
      ...standingDifferences(judged, stored),
      ...raised.map(({ memberId, episodeId, evidence }) => ({
        memberId,
        episodeId,
        record: 'signal' as const,
        measure: evidence.measureCode,
        kind: 'missing' as const,
        columns: [evidence.kind],
      })),
      ...moved
        .filter(({ event }) => event !== 'episode_ended')
        .map(({ memberId, episodeId, evidence, evidenceStands }) => ({
          memberId,
          episodeId,
          record: 'signal' as const,
          measure: evidence.measureCode,
          kind: evidenceStands ? ('different' as const) : ('superfluous' as const),
          columns: [evidence.kind],
        })),
    ],
  }
}

function standingDifferences(
  judged: readonly JudgedEpisode[],
  stored: readonly StandingRow[],
): StandingDifference[] {
  const known = new Map(stored.map((row) => [row.episode_id, row]))
  return judged.flatMap(({ memberId, episodeId, row }): StandingDifference[] => {
    const about = { memberId, episodeId, record: 'standing' as const, measure: null }
    if (row === null) return []
    const counterpart = known.get(episodeId)
    if (counterpart === undefined) return [{ ...about, kind: 'missing', columns: [] }]
    const columns = differingColumns(row, counterpart)
    return columns.length === 0 ? [] : [{ ...about, kind: 'different', columns }]
  })
}

function differingColumns(fresh: StandingRow, stored: StandingRow): string[] {
  const columns = new Map<string, unknown>(Object.entries(stored))
  return Object.entries(fresh)
    .filter(([column, value]) => inOneOrder(value) !== inOneOrder(columns.get(column)))
    .map(([column]) => column)
}

/** JSON comes back from the database with its keys in another order. */
function inOneOrder(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  )
}
