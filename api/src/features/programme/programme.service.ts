import { Injectable } from '@nestjs/common'
import type { Filters } from '../../contracts/filters.js'
import type { ProgrammeOutcomes, ProgrammeTrajectory } from '../../contracts/programme.js'
import type { ProgrammeQuery } from '../../contracts/programme-query.js'
import { requireMeasure } from '../../core/measures/registry.js'
import { type AccessContext, DatabaseAccess, type Transaction } from '../../database/access.js'
import { Clock } from '../../platform/clock.js'
import { askedMeasure } from '../outcomes/asked-measure.js'
import { provenanceOf } from '../outcomes/provenance.service.js'
import { firstDay, lastDay } from './measures-to-show.js'
import { programmeCourses } from './programme-trajectory.js'
import { readProgrammeOutcomes } from './read-programme-outcomes.js'
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
  outcomes(caller: AccessContext, { rules, ...filters }: ProgrammeQuery): Promise<ProgrammeOutcomes> {
    if (filters.measure !== undefined) requireMeasure(filters.measure)
    const request = { filters, now: this.#clock.now() }
    return this.#read(caller, (transaction) => readProgrammeOutcomes(transaction, request, rules))
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

  #read<T>(caller: AccessContext, work: (transaction: Transaction) => Promise<T>): Promise<T> {
    return this.#access.run(caller, work, { readOnly: true })
  }
}
