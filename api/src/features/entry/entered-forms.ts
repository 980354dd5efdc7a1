/** Forms as the page of entry shows them: what was answered, and what follows from it. */

import type { EnteredForm } from '../../contracts/entry.js'
import { changeOfScore } from '../../core/change/change-of-score.js'
import { improvementInPoints, isCase } from '../../core/change/direction.js'
import type { ReliableChangeLimits } from '../../core/change/jacobson-truax.js'
import type { MeasureDefinition } from '../../core/measures/measure-definition.js'
import { requireMeasure } from '../../core/measures/registry.js'
import { decodeAnswers } from '../../core/scoring/answers-text.js'
import { bandOf, riskItemState } from '../../core/scoring/score-answers.js'
import type { AccessContext, Transaction } from '../../database/access.js'
import { readReliableChangeLimits } from '../outcomes/episode-outcome.service.js'
import { readSettings } from '../settings/settings-reader.service.js'
import type { StoredForm } from './entered-forms.query.js'

/** How change is told to whoever asks. */
export interface FormReader {
  formOf(stored: StoredForm): EnteredForm
}

/** Coordinators keep records and not outcomes: to them no change is told. */
export async function formReader(
  transaction: Transaction,
  { role }: AccessContext,
  measures: readonly MeasureDefinition[],
): Promise<FormReader> {
  if (role !== 'therapist') return { formOf: (stored) => ({ ...formWithoutChange(stored), change: null }) }
  const limits = new Map<string, ReliableChangeLimits | null>()
  for (const measure of measures) {
    if (measure.reliableChange.kind === 'jacobson_truax')
      limits.set(measure.code, await readReliableChangeLimits(transaction, measure))
  }
  return {
    formOf: (stored) => ({
      ...formWithoutChange(stored),
      change: changeOf(stored, limits.get(stored.measure_code) ?? null),
    }),
  }
}

export type FormContent = Omit<StoredForm, 'first' | 'joined_on' | 'member_id' | 'member_code'>

export function formWithoutChange(stored: FormContent): Omit<EnteredForm, 'change'> {
  const measure = requireMeasure(stored.measure_code)
  const answers = stored.answers === null ? null : decodeAnswers(stored.answers)
  return {
    measure: measure.code,
    source_system: stored.source_system,
    response_id: stored.response_id,
    version: stored.version,
    episode_id: stored.episode_id,
    session_id: stored.session_id,
    responded_on: stored.responded_on,
    mode: stored.mode,
    answers,
    functional_difficulty: stored.functional_difficulty,
    n_missing: answers === null ? 0 : answers.filter((answer) => answer === null).length,
    scoring: stored.scoring,
    total: stored.total,
    band: stored.total === null ? null : namedBand(measure, stored.total),
    is_case: stored.total === null ? null : isCase(measure, stored.total),
    risk_item: riskItemState(measure, answers),
    is_voided: stored.is_voided,
  }
}

function namedBand(measure: MeasureDefinition, total: number): EnteredForm['band'] {
  const code = bandOf(measure, total)
  const band = measure.bands.find((each) => each.code === code)
  return band === undefined ? null : { code: band.code, label: band.label }
}

function changeOf(stored: StoredForm, limits: ReliableChangeLimits | null): EnteredForm['change'] {
  const { first, total } = stored
  if (total === null || first === null || stored.is_voided) return null
  if (first.response_id === stored.response_id && first.source_system === stored.source_system) return null
  const measure = requireMeasure(stored.measure_code)
  return {
    baseline: first.total,
    baseline_on: first.responded_on,
    points: improvementInPoints(measure, first.total, total),
    class: changeOfScore(measure, first.total, total, limits),
  }
}

/** What a person must be told at once. */
export async function safetyOf(
  transaction: Transaction,
  forms: readonly Pick<EnteredForm, 'risk_item'>[],
): Promise<{ risk_item_answered: boolean; crisis_line: string | null }> {
  const { crisis_line } = await readSettings(transaction)
  return { risk_item_answered: forms.some(({ risk_item }) => risk_item === 'yes'), crisis_line }
}
