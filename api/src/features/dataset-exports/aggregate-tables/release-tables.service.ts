/** The worker's side of aggregate tables: once a quarter, what may be told of everybody is counted and kept. */

import type { AggregateRelease } from '../../../contracts/aggregate-tables.js'
import type { Day } from '../../../core/calendar-day.js'
import {
  type AggregateRow,
  type AggregateTables,
  aggregateTables,
} from '../../../core/dataset/aggregate-tables.js'
import { type CohortFilter, formCohort } from '../../../core/dataset/cohort.js'
import { measuresOfDatasets } from '../../../core/dataset/dataset-definition.js'
import type { AccessContext, DatabaseAccess } from '../../../database/access.js'
import type { Clock } from '../../../platform/clock.js'
import { latestDay } from '../../outcomes/provenance.service.js'
import { queryDatasetEpisodes } from '../dataset-episodes.query.js'
import { findLatestRelease, insertRelease } from './aggregate-tables.repository.js'

/** Nothing narrows it: each filter would be another sum over the same persons. */
const EVERYBODY: CohortFilter = {
  modalities: [],
  formats: [],
  structures: [],
  arms: [],
  joinedFrom: null,
  joinedTo: null,
  onlyCasesAtStart: false,
  withSubstanceUse: false,
}

/**
 * Releases the last quarter that has ended, for each measure, unless it is released already or has too few persons yet.
 *
 * @returns  how many sets were released
 */
export async function releaseAggregateTables(
  access: DatabaseAccess,
  context: AccessContext,
  clock: Clock,
): Promise<number> {
  let released = 0
  for (const measure of measuresOfDatasets()) {
    const isNew = await access.run(context, async (transaction) => {
      const until = endOfLastQuarter(await latestDay(transaction, clock.now()))
      const latest = await findLatestRelease(transaction, measure.code)
      if (latest !== undefined && latest.until_on >= until) return false
      const cohort = formCohort(
        await queryDatasetEpisodes(transaction, { measureCode: measure.code, profile: 'bands' }, until),
        EVERYBODY,
      )
      const tables = aggregateTables(cohort.episodes, measure)
      if (tables === null) return false
      return insertRelease(transaction, { measureCode: measure.code, until, result: onTheWire(tables) })
    })
    if (isNew) released += 1
  }
  return released
}

/** The day before the quarter of a day begins. */
export function endOfLastQuarter(day: Day): Day {
  const [year = 0, month = 1] = day.split('-').map(Number)
  const firstMonth = month - ((month - 1) % 3)
  return new Date(Date.UTC(year, firstMonth - 1, 0)).toISOString().slice(0, 10)
}

function onTheWire({ columns, total, tables }: AggregateTables): AggregateRelease {
  return {
    columns: columns.map(({ code, label }) => ({ code, label })),
    total: rowOnTheWire(total),
    tables: tables.map(({ name, label, rows }) => ({
      name,
      label,
      rows: rows === null ? null : rows.map(rowOnTheWire),
    })),
  }
}

function rowOnTheWire({ code, label, persons, counts, shares, meanChange }: AggregateRow) {
  return { code, label, persons, counts: [...counts], shares: [...shares], mean_change: meanChange }
}
