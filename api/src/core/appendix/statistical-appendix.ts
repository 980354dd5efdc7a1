/** The statistical appendix of a clinic: every table and document, with the same functions as the screens. */

import type { Day } from '../calendar-day.js'
import type { AppendixTable } from './appendix-table.js'
import { armsAppendix } from './arms-appendix.js'
import { changeAppendix, type Json } from './change-appendix.js'
import { clinicCases, sessionsById } from './clinic-episodes.js'
import type { ClinicRecords } from './clinic-records.js'
import { growthAppendix } from './growth-appendix.js'
import { measuresInClinic } from './measure-limits.js'
import { memberOutcomesTable } from './member-outcomes-table.js'
import { processAppendix } from './process-appendix.js'
import { scoresTable } from './scores-table.js'
import { survivalAppendix } from './survival-appendix.js'
import { timedEpisodes, timeToImprovementTable } from './time-to-improvement-table.js'

export interface StatisticalAppendix {
  readonly nEpisodes: number
  readonly nResponses: number
  /** By file name. */
  readonly tables: Readonly<Record<string, AppendixTable>>
  /** By file name. */
  readonly documents: Readonly<Record<string, Json>>
}

/**
 * @param records  accepted rows, any order
 * @param asOf     later sessions and forms are left out; `latestDay` for all of them
 * @throws         as `clinicCases`
 * @verified       test/golden/core/reference-outcomes.test.ts
 */
export function statisticalAppendix(records: ClinicRecords, asOf: Day): StatisticalAppendix {
  const { cases, responses } = clinicCases(records, asOf)
  const measures = measuresInClinic(cases)
  const timed = timedEpisodes(cases)
  return {
    nEpisodes: cases.length,
    nResponses: responses.length,
    tables: {
      'scores.csv': scoresTable(responses),
      'member_outcomes.csv': memberOutcomesTable(cases, measures),
      'time_to_reliable_improvement.csv': timeToImprovementTable(timed),
    },
    documents: {
      'change.json': changeAppendix(cases, measures),
      'process.json': processAppendix(cases, measures, sessionsById(records)),
      'growth.json': growthAppendix(cases),
      'arms.json': armsAppendix(cases),
      'survival.json': survivalAppendix(timed),
    },
  }
}
