import { Injectable } from '@nestjs/common'
import type { Filters } from '../../contracts/filters.js'
import type {
  ProgrammeCompleteness,
  ProgrammeOutcomes,
  ProgrammeTrajectory,
} from '../../contracts/programme.js'
import type { Day } from '../../core/calendar-day.js'
import type { MeasureDefinition } from '../../core/measures/measure-definition.js'
import { measureRegistry, requireMeasure } from '../../core/measures/registry.js'
import { type AccessContext, DatabaseAccess, type Transaction } from '../../database/access.js'
import { Clock } from '../../platform/clock.js'
import { askedMeasure } from '../outcomes/asked-measure.js'
import { provenanceOf } from '../outcomes/provenance.service.js'
import { readSessionCounts } from '../sessions/session-counts.service.js'
import { queryMeasureChanges } from './measure-changes.query.js'
import { queryOutcomeCounts } from './outcome-counts.query.js'
import { programmeCompleteness } from './programme-completeness.js'
import { measureOutcomes, programmeRates } from './programme-outcomes.js'
import { programmeCourses } from './programme-trajectory.js'
import { queryWeeklyScores } from './weekly-scores.query.js'

@Injectable()
export class ProgrammeService {
  readonly #access: DatabaseAccess
  readonly #clock: Clock

  constructor(access: DatabaseAccess, clock: Clock) {
    this.#access = access
    this.#clock = clock
  }

  /** The national and paired rates always use both measures; `measure` narrows `by_measure` alone. */
  outcomes(caller: AccessContext, filters: Filters): Promise<ProgrammeOutcomes> {
    const asked = filters.measure === undefined ? null : requireMeasure(filters.measure)
    const request = { filters, now: this.#clock.now() }
    return this.#read(caller, async (transaction) => {
      const groups = await queryOutcomeCounts(transaction, request)
      const changes = await queryMeasureChanges(transaction, request)
      const expected = groups.reduce((sum, group) => sum + group.sessions_attended, 0)
      const measures = measuresToShow(
        asked,
        changes.map((row) => row.measure_code),
      )
      return {
        ...programmeRates(groups),
        by_measure: Object.fromEntries(
          measures.map((measure) => [
            measure.code,
            measureOutcomes(
              measure,
              changes.filter((row) => row.measure_code === measure.code),
              expected,
            ),
          ]),
        ),
        provenance: await provenanceOf(transaction, request, {
          basis: 'episode_end',
          from: firstDay(groups.map((group) => group.first_end)),
          to: lastDay(groups.map((group) => group.last_end)),
          nGroups: groups.length,
        }),
      }
    })
  }

  trajectory(caller: AccessContext, filters: Filters): Promise<ProgrammeTrajectory> {
    const measure = askedMeasure(filters)
    const request = { filters, now: this.#clock.now() }
    return this.#read(caller, async (transaction) => {
      const sums = await queryWeeklyScores(transaction, request, measure.code)
      return {
        measure: measure.code,
        ...programmeCourses(measure.code, sums),
        provenance: await provenanceOf(transaction, request, {
          basis: 'episode_end',
          from: firstDay(sums.arms.map((arm) => arm.first_end)),
          to: lastDay(sums.arms.map((arm) => arm.last_end)),
          nGroups: sums.n_groups,
        }),
      }
    })
  }

  completeness(caller: AccessContext, filters: Filters): Promise<ProgrammeCompleteness> {
    const asked = filters.measure === undefined ? null : requireMeasure(filters.measure)
    const request = { filters, now: this.#clock.now() }
    return this.#read(caller, async (transaction) => {
      const groups = await readSessionCounts(transaction, filters)
      const measures = measuresToShow(
        asked,
        groups.flatMap((group) => [...group.forms.keys()]),
      )
      return {
        ...programmeCompleteness(
          groups,
          measures.map((measure) => measure.code),
        ),
        provenance: await provenanceOf(transaction, request, {
          basis: 'session_date',
          from: firstDay(groups.map((group) => group.firstOn)),
          to: lastDay(groups.map((group) => group.lastOn)),
          nGroups: groups.filter((group) => group.eligible > 0).length,
        }),
      }
    })
  }

  #read<T>(caller: AccessContext, work: (transaction: Transaction) => Promise<T>): Promise<T> {
    return this.#access.run(caller, work, { readOnly: true })
  }
}

/** Those of both families always, others when they were used; in the order of the registry. */
function measuresToShow(asked: MeasureDefinition | null, used: readonly string[]): MeasureDefinition[] {
  if (asked !== null) return [asked]
  const shown = new Set(['phq9', 'gad7', ...used])
  return measureRegistry.filter((measure) => shown.has(measure.code))
}

function firstDay(days: readonly (Day | null)[]): Day | null {
  return days.reduce((first, day) => (day !== null && (first === null || day < first) ? day : first), null)
}

function lastDay(days: readonly (Day | null)[]): Day | null {
  return days.reduce((last, day) => (day !== null && (last === null || day > last) ? day : last), null)
}
