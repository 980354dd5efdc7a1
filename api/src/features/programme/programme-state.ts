/** When there is no answer: why, and which filter to relax. */

import type { Filters } from '../../contracts/filters.js'
import type { ProgrammeState } from '../../contracts/programme-query.js'
import type { Transaction } from '../../database/access.js'
import { SqlValues } from '../../database/sql-values.js'
import { outcomeClassCondition } from '../outcomes/outcome-classes.js'
import type { ReadRequest } from '../outcomes/read-request.js'
import { type PeriodOf, selectedEpisodes } from '../outcomes/selected-episodes.js'

export const ANSWERED: ProgrammeState = { kind: 'answered', message: null, relax: [] }

const RELAXABLE = [
  'from',
  'to',
  'site',
  'group',
  'modality',
  'format',
  'structure',
  'focus',
  'arm',
] as const satisfies readonly (keyof Filters)[]

/**
 * @param episodes  that the filters name
 * @param finished  of these, where the answer is about finished courses; null where it is about all
 */
export async function programmeState(
  transaction: Transaction,
  request: ReadRequest,
  {
    episodes,
    finished = null,
    periodOf,
  }: { episodes: number; finished?: number | null; periodOf?: PeriodOf },
): Promise<ProgrammeState> {
  const isEmpty = episodes === 0
  if (!isEmpty && finished !== 0) return ANSWERED
  const { from, to } = request.filters
  const relax = await relaxable(transaction, request, isEmpty ? 'all' : 'finished', periodOf)
  if (from !== undefined && to !== undefined && from > to) {
    return { kind: 'contradictory_period', message: 'The period ends before it begins.', relax }
  }
  if (!isEmpty) {
    const message = 'Episodes match, but none of them has ended with at least two attended sessions.'
    return { kind: 'no_finished_episodes', message, relax }
  }
  return relax.length === 0 && !RELAXABLE.some((name) => request.filters[name] !== undefined)
    ? { kind: 'nothing_recorded', message: 'No episode is recorded yet.', relax }
    : { kind: 'no_episodes', message: 'No episode matches these filters together.', relax }
}

/** Each filter alone left out, where that brings episodes. */
async function relaxable(
  transaction: Transaction,
  { filters, now }: ReadRequest,
  counted: 'all' | 'finished',
  periodOf: PeriodOf | undefined,
): Promise<ProgrammeState['relax']> {
  const relax: ProgrammeState['relax'] = []
  for (const filter of RELAXABLE) {
    if (filters[filter] === undefined) continue
    const { [filter]: _, ...others } = filters
    const values = new SqlValues()
    const [row] = await transaction.query<{ n: number }>(
      `with ${selectedEpisodes({ filters: others, now }, values, periodOf)}
       select count(*) as n from selected where ${outcomeClassCondition(counted, 'national')}`,
      values.list,
    )
    const episodes = row?.n ?? 0
    if (episodes > 0) relax.push({ filter, episodes })
  }
  return relax
}
