/** Words for strata, rates and what is kept back. */

import type { Equity, StrataDifference } from '../../../../api/src/contracts/programme-parts.js'
import { ARM_LABELS } from '../../format/enumeration-labels.js'
import { keysOf } from '../../format/labels.js'
import { countOf, EN_DASH, formatNumber } from '../../format/number.js'

export type EquityDimension = Equity['dimensions'][number]
export type EquityStratum = EquityDimension['strata'][number]
export type EquityRate = keyof Equity['total']['rates']

export const EQUITY_RATE_LABELS: Readonly<Record<EquityRate, string>> = {
  reliable_recovery: 'Reliable recovery',
  recovery: 'Recovery',
  reliable_improvement: 'Reliable improvement',
  reliable_deterioration: 'Reliable deterioration',
  paired_data: 'Paired data',
}
export const EQUITY_RATES = keysOf(EQUITY_RATE_LABELS)

export const DIMENSION_LABELS: Readonly<Record<EquityDimension['dimension'], string>> = {
  age_band: 'age at joining',
  gender: 'gender',
  prior_episodes: 'episodes before this one',
  arm: 'arm',
}

const STRATUM_LABELS: Readonly<
  Record<EquityDimension['dimension'], Readonly<Record<string, string | undefined>>>
> = {
  age_band: {
    under_18: 'Under 18',
    '18_25': `18${EN_DASH}25`,
    '26_44': `26${EN_DASH}44`,
    '45_64': `45${EN_DASH}64`,
    '65_or_over': '65 or over',
  },
  gender: { female: 'Female', male: 'Male', nonbinary: 'Non-binary', other: 'Other' },
  prior_episodes: { none: 'None', one: 'One', two_or_more: 'Two or more' },
  arm: ARM_LABELS,
}

/** Not known is a stratum of its own, and is named so. */
export function stratumLabel(dimension: EquityDimension['dimension'], stratum: string): string {
  return stratum === 'unknown' ? 'Not known' : (STRATUM_LABELS[dimension][stratum] ?? stratum)
}

type Suppressed = Extract<EquityStratum['finished'], { suppressed: true }>

/** Why a number is kept back; in the words of a person. */
export function keptBackWords({ reason }: Suppressed, smallestShown: number): string {
  return reason === 'small_number'
    ? `kept back: would tell of fewer than ${smallestShown}`
    : 'kept back: would give another away'
}

/** The title of a card: whether the strata that can be shown differ by more than chance. */
export function differenceTitle(
  rate: EquityRate,
  { dimension, differences }: Pick<EquityDimension, 'dimension' | 'differences'>,
): string {
  const name = EQUITY_RATE_LABELS[rate]
  const by = DIMENSION_LABELS[dimension]
  const difference = differences[rate]
  if ('refused' in difference) return `${name} by ${by}: too few may be shown to compare`
  return difference.is_beyond_chance
    ? `${name} differs by ${by} by more than chance`
    : `${name}: no difference by ${by} beyond chance`
}

/** "p = 0.31 for all 9 comparisons, chi-square 2.8 on 2 degrees of freedom, design effect 1.4". */
export function testWords(difference: StrataDifference, comparisons: number): string {
  const { p, p_adjusted, statistic, degrees_of_freedom, design_effect } = difference
  return (
    `${countOf(difference.strata, 'stratum', 'strata')} compared: p ${pWords(p_adjusted)} allowing for ` +
    `${countOf(comparisons, 'comparison')} (${pWords(p)} alone); chi-square ${formatNumber(statistic, 1)} on ` +
    `${countOf(degrees_of_freedom, 'degree')} of freedom, with a design effect of ${formatNumber(design_effect, 2)} ` +
    'for members who share groups.'
  )
}

function pWords(p: number): string {
  return p < 0.001 ? '< 0.001' : `= ${formatNumber(p, p < 0.1 ? 3 : 2)}`
}

/** The finding of the tab: what differs beyond chance among everything that could be compared. */
export function equityFinding({
  dimensions,
  comparisons,
}: Pick<Equity, 'dimensions' | 'comparisons'>): string {
  if (comparisons === 0) return 'Too few members may be shown to compare any strata'
  const beyond = dimensions.flatMap(({ dimension, differences }) =>
    EQUITY_RATES.flatMap((rate) => {
      const difference = differences[rate]
      return 'refused' in difference || !difference.is_beyond_chance
        ? []
        : [`${EQUITY_RATE_LABELS[rate].toLowerCase()} by ${DIMENSION_LABELS[dimension]}`]
    }),
  )
  const made = countOf(comparisons, 'comparison')
  if (beyond.length === 0) return `No difference beyond chance among ${made} of strata`
  return `${formatNumber(beyond.length)} of ${made} of strata ${beyond.length === 1 ? 'differs' : 'differ'} by more than chance: ${new Intl.ListFormat('en-GB').format(beyond)}`
}
