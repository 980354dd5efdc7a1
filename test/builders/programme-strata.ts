/** Answers about strata and the flow, written by hand; the shares are plain divisions. */

import type { ProportionContract } from '../../api/src/contracts/estimates.js'
import type { Equity, ProgrammeFlow } from '../../api/src/contracts/programme-parts.js'

type Dimension = Equity['dimensions'][number]
type Shares = Dimension['strata'][number]['rates']
type Differences = Dimension['differences']

const SMALL = { suppressed: true, reason: 'small_number' } as const
const REVEALING = { suppressed: true, reason: 'would_reveal_a_small_number' } as const

function aShare(numerator: number, denominator: number): ProportionContract {
  const proportion = numerator / denominator
  const interval = {
    low: Math.max(0, proportion - 0.08),
    high: Math.min(1, proportion + 0.08),
    level: 0.95,
    method: 'wilson',
  }
  return { numerator, denominator, proportion, interval }
}

function sameOfEach<Value>(value: Value): Record<keyof Shares, Value> {
  return {
    reliable_recovery: value,
    recovery: value,
    reliable_improvement: value,
    reliable_deterioration: value,
    paired_data: value,
  }
}

const NOT_COMPARED = {
  refused: true,
  reason: 'one_group',
  message: 'Two strata are needed for a comparison; 1 can be shown.',
} as const

function aDifference(p: number, pAdjusted: number): Differences['recovery'] {
  return {
    strata: 2,
    statistic: 5.2,
    degrees_of_freedom: 1,
    p,
    p_adjusted: pAdjusted,
    design_effect: 1.3,
    is_beyond_chance: pAdjusted < 0.05,
  }
}

/** 300 finished courses: by arm reliable recovery differs beyond chance; of gender one stratum alone may be shown. */
export function someEquity(over: Partial<Equity> = {}): Equity {
  return {
    smallest_shown: 11,
    total: {
      finished: 300,
      rates: {
        reliable_recovery: aShare(120, 250),
        recovery: aShare(130, 250),
        reliable_improvement: aShare(190, 300),
        reliable_deterioration: aShare(20, 300),
        paired_data: aShare(285, 300),
      },
    },
    dimensions: [
      {
        dimension: 'age_band',
        strata: [
          { stratum: '18_25', finished: SMALL, rates: sameOfEach(SMALL) },
          { stratum: '26_44', finished: 180, rates: sameOfEach(aShare(80, 150)) },
          { stratum: '45_64', finished: 92, rates: sameOfEach(aShare(36, 80)) },
          { stratum: 'unknown', finished: REVEALING, rates: sameOfEach(REVEALING) },
        ],
        differences: { ...sameOfEach(aDifference(0.31, 0.62)) },
        suppressed: 12,
      },
      {
        dimension: 'gender',
        strata: [
          { stratum: 'female', finished: 200, rates: sameOfEach(aShare(90, 170)) },
          { stratum: 'male', finished: REVEALING, rates: sameOfEach(REVEALING) },
          { stratum: 'nonbinary', finished: SMALL, rates: sameOfEach(SMALL) },
        ],
        differences: sameOfEach(NOT_COMPARED),
        suppressed: 12,
      },
      {
        dimension: 'prior_episodes',
        strata: [
          { stratum: 'none', finished: 130, rates: sameOfEach(aShare(56, 110)) },
          { stratum: 'two_or_more', finished: 170, rates: sameOfEach(aShare(64, 140)) },
        ],
        differences: { ...sameOfEach(aDifference(0.4, 0.8)) },
        suppressed: 0,
      },
      {
        dimension: 'arm',
        strata: [
          { stratum: 'combined', finished: 140, rates: sameOfEach(aShare(40, 120)) },
          { stratum: 'group_only', finished: 160, rates: sameOfEach(aShare(80, 130)) },
        ],
        differences: {
          ...sameOfEach(aDifference(0.2, 0.6)),
          reliable_recovery: aDifference(0.0004, 0.006),
        },
        suppressed: 0,
      },
    ],
    comparisons: 15,
    note: 'Counts from 1 to 10, and what would reveal them, are kept back.',
    state: { kind: 'answered', message: null, relax: [] },
    rules: { code: 'standard', reliable_points: { phq9: 6, gad7: 4 } },
    provenance: {
      as_of: '2026-11-30',
      filters: {},
      period_basis: 'episode_end',
      period_found: { from: '2025-01-05', to: '2026-11-24' },
      calculation_version: 3,
      n_groups: 45,
    },
    ...over,
  }
}

type Step = ProgrammeFlow['steps'][number]

function rowsOf(outcomeClass: string): Step['rows'] {
  return {
    path: '/episodes',
    query: { site: 'north', class: outcomeClass, family: 'flow', period: 'joining_date' },
  }
}

function aStep(step: Step['step'], n: number, before: number | null, exits: [string, number][]): Step {
  return {
    step,
    n,
    share: before === null ? null : aShare(n, before),
    rows: rowsOf(step === 'joined' ? 'all' : step),
    exits: exits.flatMap(([name, left]) => {
      const exit = EXITS.find((each) => each === name)
      return exit === undefined ? [] : [{ exit, n: left, rows: rowsOf(exit) }]
    }),
  }
}

const EXITS: readonly Step['exits'][number]['exit'][] = [
  'not_yet_attended',
  'never_attended',
  'in_care',
  'ended_after_one_session',
  'without_baseline',
  'without_last_score',
]

/** 424 joined: 323 have a paired outcome, 78 go on, 23 were lost. */
export function someFlow(over: Partial<ProgrammeFlow> = {}): ProgrammeFlow {
  return {
    steps: [
      aStep('joined', 424, null, [
        ['not_yet_attended', 5],
        ['never_attended', 4],
      ]),
      aStep('attended', 415, 424, [['in_care', 73]]),
      aStep('ended', 342, 415, [['ended_after_one_session', 16]]),
      aStep('finished', 326, 342, [
        ['without_baseline', 0],
        ['without_last_score', 3],
      ]),
      aStep('paired_data', 323, 326, []),
    ],
    state: { kind: 'answered', message: null, relax: [] },
    provenance: {
      as_of: '2026-11-30',
      filters: {},
      period_basis: 'joining_date',
      period_found: { from: '2024-10-16', to: '2026-11-27' },
      calculation_version: 3,
      n_groups: 45,
    },
    ...over,
  }
}
