/** GET /programme/missing-data: completers, last observation carried forward and a mixed model, side by side. */

import type { MissingData } from '../../contracts/programme-parts.js'
import type { ProgrammeQuery } from '../../contracts/programme-query.js'
import { requireMeasure } from '../../core/measures/registry.js'
import {
  isCompleter,
  type MissingDataAnswers,
  missingDataAnswers,
  type ScoredEpisode,
} from '../../core/programme/missing-scores.js'
import { reliableChangeAtPoints } from '../../core/programme/outcome-rules.js'
import type { Transaction } from '../../database/access.js'
import { wilsonInterval } from '../../statistics/proportion/wilson-interval.js'
import type { MeanWithInterval } from '../../statistics/summary/moments.js'
import { proportionOnTheWire, refusalOnTheWire } from '../outcomes/estimates-on-the-wire.js'
import { provenanceOf } from '../outcomes/provenance.service.js'
import type { ReadRequest } from '../outcomes/read-request.js'
import { readReliablePoints, rulesOnTheWire } from '../outcomes/reliable-points.service.js'
import { programmeState } from './programme-state.js'
import { episodeRows } from './rows-link.js'
import { queryScoredEpisodes, type ScoredEpisodes } from './scored-episodes.query.js'

type Method = MissingData['methods'][number]

const ASSUMPTIONS: Readonly<Record<Method['method'], string>> = {
  completers: 'Members who left early would have changed as much as those who stayed.',
  last_observation: 'Members who left stayed at their last score; with one score they did not change.',
  mixed_model: 'Who leaves can be told from the scores before, and courses are straight over the weeks.',
}

export async function readMissingData(
  transaction: Transaction,
  request: ReadRequest,
  rules: ProgrammeQuery['rules'],
): Promise<MissingData> {
  const { filters } = request
  const measure = requireMeasure(filters.measure ?? 'phq9')
  const reliable = await readReliablePoints(transaction, rules)
  const stored = await queryScoredEpisodes(transaction, request, measure.code)
  const episodes = episodesOf(stored)
  const answers = missingDataAnswers(measure, episodes)
  const completers = episodes.filter(isCompleter)
  const points = reliable.of(measure)
  const improved = (part: readonly ScoredEpisode[]) =>
    proportionOnTheWire(
      wilsonInterval(
        part.filter(({ change }) => reliableChangeAtPoints(change, points) === 'reliably_improved').length,
        points === null ? 0 : part.length,
      ),
    )
  const scored = episodeRows(filters, { class: 'scored', family: 'measure', open: 'no' })
  return {
    measure: measure.code,
    better: 'higher',
    episodes: stored.ended,
    without_score: stored.ended - stored.n,
    one_score: episodes.filter(({ change }) => change === null).length,
    dropped_out: episodes.filter(({ hasDroppedOut }) => hasDroppedOut).length,
    horizon_weeks: answers.horizonWeeks,
    methods: [
      {
        ...observed('completers', answers.completers),
        reliably_improved: improved(completers),
        rows: episodeRows(filters, { class: 'completer', family: 'measure' }),
      },
      {
        ...observed('last_observation', answers.lastObservation),
        reliably_improved: improved(episodes),
        rows: scored,
      },
      { ...modelled(answers.model), rows: scored },
    ],
    finding: finding(answers),
    state: await programmeState(transaction, request, { episodes: stored.n }),
    rules: rulesOnTheWire(reliable),
    provenance: await provenanceOf(transaction, request, {
      basis: 'episode_end',
      from: stored.first_end,
      to: stored.last_end,
      nGroups: stored.groups,
    }),
  }
}

function episodesOf(stored: ScoredEpisodes): ScoredEpisode[] {
  const column = (values: readonly number[] | null, place: number) => values?.[place] ?? 0
  return (stored.change ?? []).map((change, place) => ({
    change,
    daysToLast: column(stored.days_to_last, place),
    hasDroppedOut: stored.has_dropped_out?.[place] === true,
    nScores: column(stored.n_scores, place),
    sumDays: column(stored.sum_days, place),
    sumDaysSquared: column(stored.sum_days_squared, place),
    sumScore: column(stored.sum_score, place),
    sumDaysScore: column(stored.sum_days_score, place),
    sumScoreSquared: column(stored.sum_score_squared, place),
  }))
}

function observed(
  method: 'completers' | 'last_observation',
  found: MeanWithInterval | null,
): Omit<Method, 'rows' | 'reliably_improved'> {
  const se =
    found === null || found.standardDeviation === null ? null : found.standardDeviation / Math.sqrt(found.n)
  return {
    method,
    assumption: ASSUMPTIONS[method],
    n: found?.n ?? 0,
    change: found === null ? null : { estimate: found.mean, se, interval: found.interval },
    refused: null,
  }
}

function modelled(model: MissingDataAnswers['model']): Omit<Method, 'rows'> {
  const about = {
    method: 'mixed_model' as const,
    assumption: ASSUMPTIONS.mixed_model,
    reliably_improved: null,
  }
  if (model === null) {
    const message = 'Nobody completed, so that there is no length of a course to read the model at.'
    return { ...about, n: 0, change: null, refused: refusalOnTheWire({ reason: 'too_few_members', message }) }
  }
  if (model.kind === 'refused') return { ...about, n: 0, change: null, refused: refusalOnTheWire(model) }
  const { n, change, standardError, interval } = model
  return { ...about, n, change: { estimate: change, se: standardError, interval }, refused: null }
}

function finding({ completers, lastObservation, model }: MissingDataAnswers): string {
  const means = [
    completers?.mean,
    lastObservation?.mean,
    model?.kind === 'estimated' ? model.change : undefined,
  ].filter((mean) => mean !== undefined)
  if (means.length < 2) return 'There are too few scores to hold the methods against each other.'
  const apart = Math.max(...means) - Math.min(...means)
  return `The methods lie ${apart.toFixed(1)} points apart: what is not known of those who left could move the answer by that much.`
}
