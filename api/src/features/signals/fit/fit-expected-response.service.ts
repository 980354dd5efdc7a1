/**
 * Fits the expected response of every measure in use on the deployment's own ended episodes, and judges it. Reading and
 * storing are transactions of their own; the arithmetic between them holds none.
 */

import { setImmediate } from 'node:timers/promises'
import type { Day } from '../../../core/calendar-day.js'
import { calibrateExpectedResponse } from '../../../core/expected-response/calibrate.js'
import { type Course, endedCourses } from '../../../core/expected-response/course.js'
import { fitExpectedResponse } from '../../../core/expected-response/fit-expected-response.js'
import type { MeasureDefinition } from '../../../core/measures/measure-definition.js'
import { measureRegistry } from '../../../core/measures/registry.js'
import { reliableChangePoints } from '../../../core/signals/reliable-change-points.js'
import type { AccessContext, DatabaseAccess, Transaction } from '../../../database/access.js'
import type { ModelFitContent } from '../../../database/entities/model-fit.entity.js'
import { endedHistories } from '../../outcomes/episode-histories.service.js'
import { readReliableChangeLimits } from '../../outcomes/episode-outcome.service.js'
import { queryRulesInUse } from '../refresh/signal-context.query.js'
import {
  insertModelFit,
  type NewModelFit,
  queryFitMoment,
  queryMeasuresScored,
  queryModelFits,
  type StoredModelFit,
  storeCalibration,
} from './model-fits.repository.js'

/** More would not fit into the memory of one process; the latest tell most about the next. */
const MOST_EPISODES = 200_000

/** Told at each step; may throw to stop the work. */
export type OnFitStep = (done: number, total: number) => Promise<void> | void

/** One measure with the courses of its ended episodes. */
interface MeasureCourses {
  readonly measure: MeasureDefinition
  readonly courses: readonly Course[]
  readonly reliableChangeLimits: ModelFitContent['reliableChangeLimits']
  readonly reliablePoints: number | null
}

interface FitMaterial {
  readonly measures: readonly MeasureCourses[]
  readonly asOf: Day
  readonly dataUntil: Date
  readonly rulesVersion: number
}

/**
 * Fits every measure, then stores all fits at once: whoever stops it before has stored nothing. They are in use from the
 * next refresh on.
 *
 * @returns the measures whose expected response is on
 */
export async function fitExpectedResponses(
  access: DatabaseAccess,
  context: AccessContext,
  onStep: OnFitStep,
): Promise<readonly string[]> {
  const { measures, asOf, dataUntil, rulesVersion } = await readMaterial(access, context)
  const fits: NewModelFit[] = []
  for (const { measure, courses, reliableChangeLimits, reliablePoints } of measures) {
    await onStep(fits.length, measures.length)
    // lets requests in between
    await setImmediate()
    const fit = fitExpectedResponse(measure, courses, reliablePoints)
    const content = { fit, reliableChangeLimits, reliablePoints }
    fits.push({ measureCode: measure.code, asOf, dataUntil, rulesVersion, content })
  }
  await onStep(fits.length, measures.length)
  await access.run(context, async (transaction) => {
    for (const fit of fits) await insertModelFit(transaction, fit)
  })
  return fits.filter(({ content }) => content.fit.kind === 'fitted').map(({ measureCode }) => measureCode)
}

/** Judges those latest fits that are on and were not judged yet, by members whom they have not seen. */
export async function calibrateFits(
  access: DatabaseAccess,
  context: AccessContext,
  onStep: OnFitStep,
): Promise<void> {
  const unjudged = await access.run(context, queryUnjudged, { readOnly: true })
  if (unjudged.length === 0) return
  const { measures } = await readMaterial(access, context)
  for (const [place, { model_fit_id, measure_code }] of unjudged.entries()) {
    const material = measures.find(({ measure }) => measure.code === measure_code)
    if (material === undefined) continue
    const { measure, courses, reliablePoints } = material
    const steps = calibrateExpectedResponse(measure, courses, reliablePoints)
    let step = steps.next()
    while (!step.done) {
      const { done, total } = step.value
      await onStep(place * total + done, unjudged.length * total)
      await setImmediate()
      step = steps.next()
    }
    if (step.value.kind === 'off') continue
    const { kind: _, fit: __, ...calibration } = step.value
    await access.run(context, (transaction) => storeCalibration(transaction, model_fit_id, calibration))
  }
}

async function readMaterial(access: DatabaseAccess, context: AccessContext): Promise<FitMaterial> {
  return access.run(
    context,
    async (transaction) => {
      await transaction.query(LONG_TIMEOUTS)
      const { as_of: asOf, data_until: dataUntil } = await queryFitMoment(transaction)
      const rules = await queryRulesInUse(transaction)
      const used = new Set([...rules.expectedMeasures, ...(await queryMeasuresScored(transaction))])
      const measures = measureRegistry
        .filter(({ code }) => used.has(code))
        .map((measure) => ({ measure, courses: [] as Course[] }))
      for await (const histories of endedHistories(transaction, asOf, MOST_EPISODES)) {
        for (const { measure, courses } of measures) {
          for (const course of endedCourses(measure, histories, asOf)) courses.push(course)
        }
      }
      const withPoints: MeasureCourses[] = []
      for (const { measure, courses } of measures) {
        const reliableChangeLimits = await readReliableChangeLimits(transaction, measure)
        const reliablePoints = reliableChangePoints(measure, rules, reliableChangeLimits)
        withPoints.push({ measure, courses, reliableChangeLimits, reliablePoints })
      }
      return { measures: withPoints, asOf, dataUntil, rulesVersion: rules.version }
    },
    { readOnly: true },
  )
}

// Reading all that has ended takes longer than a request's statements may.
const LONG_TIMEOUTS = `select set_config('statement_timeout', '15min', true),
  set_config('idle_in_transaction_session_timeout', '15min', true)`

async function queryUnjudged(transaction: Transaction): Promise<StoredModelFit[]> {
  const stored = await queryModelFits(transaction)
  return stored.filter(({ is_on, calibration }) => is_on && calibration === null)
}
