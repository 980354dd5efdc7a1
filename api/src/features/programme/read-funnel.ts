/** GET /programme/funnel: which units lie beyond chance and the ordinary differences between units. */

import type { Funnel, FunnelQuery } from '../../contracts/programme-charts.js'
import type { Transaction } from '../../database/access.js'
import {
  exactFunnelLimits,
  type FunnelFlag,
  type FunnelLimits,
  type FunnelPlot,
  funnelPlot,
  widenedFunnelLimits,
} from '../../statistics/control-charts/funnel-plot.js'
import { provenanceOf } from '../outcomes/provenance.service.js'
import type { ReadRequest } from '../outcomes/read-request.js'
import { readReliablePoints, rulesOnTheWire } from '../outcomes/reliable-points.service.js'
import { readSettings } from '../settings/settings-reader.service.js'
import { queryUnitNames } from './funnel-units.query.js'
import { firstDay, lastDay } from './measures-to-show.js'
import {
  type CountedBy,
  type OutcomeCounts,
  queryGroupCount,
  queryOutcomeCounts,
} from './outcome-counts.query.js'
import { programmeState } from './programme-state.js'
import { type RateDefinition, rateDefinition } from './rate-definitions.js'
import { episodeRows } from './rows-link.js'

const FEWEST_UNITS = 2
/** Enough for a smooth line at any width. */
const POINTS_OF_A_LIMIT = 60

const unitOf: Readonly<Record<FunnelQuery['by'], CountedBy>> = {
  site: { key: 'selected.site_id' },
  group: { key: 'selected.group_id' },
  therapist: {
    key: 'led.therapist_id',
    join: `join group_therapist as led on led.group_id = selected.group_id and led.part = 'lead'`,
  },
}

type Asked = Pick<FunnelQuery, 'rate' | 'family' | 'by' | 'rules'>

export async function readFunnel(
  transaction: Transaction,
  request: ReadRequest,
  asked: Asked,
): Promise<Funnel> {
  const points = await readReliablePoints(transaction, asked.rules)
  const definition = rateDefinition(asked.rate, asked.family)
  const counts = await queryOutcomeCounts(transaction, request, points, unitOf[asked.by])
  const counted = counts.filter((each) => definition.denominator(each) > 0)
  const plot = funnelPlot(
    counted.map((each) => ({
      unit: each.key,
      numerator: definition.numerator(each),
      denominator: definition.denominator(each),
    })),
  )
  const charted = plot.kind === 'charted' ? plot : null
  const names = await queryUnitNames(transaction, asked.by)
  return {
    rate: asked.rate,
    family: definition.family,
    by: asked.by,
    better: definition.better,
    definition: definition.words,
    target: charted?.target ?? null,
    over_dispersion: charted === null ? null : overDispersion(charted),
    limits: charted === null ? [] : limitLines(charted),
    units: charted === null ? [] : unitsOnTheWire(charted, names, request, asked, definition),
    units_without: counts.length - counted.length,
    therapist_figures: (await readSettings(transaction)).therapist_funnel,
    finding: finding(charted, definition, asked.by),
    state: await stateOf(transaction, request, counts, counted.length),
    rules: rulesOnTheWire(points),
    provenance: await provenanceOf(transaction, request, {
      basis: 'episode_end',
      from: firstDay(counts.map((each) => each.first_end)),
      to: lastDay(counts.map((each) => each.last_end)),
      nGroups: asked.by === 'group' ? counts.length : await queryGroupCount(transaction, request),
    }),
  }
}

function overDispersion({
  overDispersion: found,
  units,
}: FunnelPlot): NonNullable<Funnel['over_dispersion']> {
  const { phi, betweenUnitVariance, p, isApplied } = found
  return {
    phi,
    between_unit_variance: betweenUnitVariance,
    p,
    is_applied: isApplied,
    words: isApplied
      ? 'Limits are widened by how much units differ beyond chance.'
      : `With ${units.length} units their spread says too little to widen the limits: they are exact, and ignore ordinary differences between units.`,
  }
}

/** At rising denominators from 1 to the largest; the lines are the server's, no unit needs to lie on one. */
function limitLines({ target, units, overDispersion: found }: FunnelPlot): Funnel['limits'] {
  const largest = Math.max(...units.map((unit) => unit.denominator))
  const steps = Math.min(largest, POINTS_OF_A_LIMIT)
  const sizes = Array.from({ length: steps }, (_, i) =>
    Math.round(1 + ((largest - 1) * i) / Math.max(1, steps - 1)),
  )
  return [...new Set(sizes)].map((n) => ({
    n,
    exact: limitsOnTheWire(exactFunnelLimits(target, n)),
    widened: limitsOnTheWire(widenedFunnelLimits(target, n, found)),
  }))
}

function limitsOnTheWire({
  lower95,
  upper95,
  lower998,
  upper998,
}: FunnelLimits): Funnel['limits'][number]['exact'] {
  return { lower_95: lower95, upper_95: upper95, lower_998: lower998, upper_998: upper998 }
}

function unitsOnTheWire(
  plot: FunnelPlot,
  names: ReadonlyMap<string, string>,
  { filters }: ReadRequest,
  { by, rules }: Asked,
  { family, classOfNumerator, classOfDenominator, better }: RateDefinition,
): Funnel['units'] {
  return plot.units.map((unit) => {
    const own = { [by]: unit.unit, rules, family }
    return {
      unit: unit.unit,
      name: names.get(unit.unit) ?? unit.unit,
      numerator: unit.numerator,
      n: unit.denominator,
      share: unit.proportion,
      z: unit.z,
      exact_flag: unit.exactFlag,
      flag: unit.additiveFlag,
      words: flagWords(unit.additiveFlag, better),
      rows: episodeRows(filters, { ...own, class: classOfNumerator }),
      rows_of_n: episodeRows(filters, { ...own, class: classOfDenominator }),
    }
  })
}

function flagWords(flag: FunnelFlag, better: RateDefinition['better']): string {
  if (flag === 'within') return 'Within the limits: no more than chance and ordinary differences.'
  const isAbove = flag.startsWith('above')
  const side = isAbove ? 'above' : 'below'
  const meaning = isAbove === (better === 'higher') ? 'better' : 'worse'
  return flag.endsWith('998')
    ? `Outside the 99.8 % limits, ${side} (${meaning}): hardly chance. Look at the data first.`
    : `Between the 95 % and the 99.8 % limits, ${side} (${meaning}): 1 of 20 units lies here by chance.`
}

function finding(plot: FunnelPlot | null, { better }: RateDefinition, by: Funnel['by']): string {
  if (plot === null || plot.units.length < FEWEST_UNITS) return `Too few ${by}s to hold against each other.`
  const outside = plot.units.filter(({ additiveFlag }) => additiveFlag.endsWith('998'))
  if (outside.length === 0) return `None of ${plot.units.length} ${by}s lies outside the 99.8 % limits.`
  const above = outside.filter(({ additiveFlag }) => additiveFlag === 'above_998').length
  const good = better === 'higher' ? above : outside.length - above
  return `${outside.length} of ${plot.units.length} ${by}s lie outside the 99.8 % limits: ${good} better, ${outside.length - good} worse.`
}

async function stateOf(
  transaction: Transaction,
  request: ReadRequest,
  counts: readonly OutcomeCounts[],
  units: number,
): Promise<Funnel['state']> {
  const state = await programmeState(transaction, request, {
    episodes: counts.reduce((sum, each) => sum + each.episodes, 0),
    finished: counts.reduce((sum, each) => sum + each.national_finished, 0),
  })
  if (state.kind !== 'answered' || units >= FEWEST_UNITS) return state
  return {
    kind: 'too_few_units',
    message:
      'A funnel holds units against each other; these filters leave only one with anybody in the denominator.',
    relax: (['site', 'group'] as const).flatMap((filter) =>
      request.filters[filter] === undefined ? [] : [{ filter, episodes: counts[0]?.episodes ?? 0 }],
    ),
  }
}
