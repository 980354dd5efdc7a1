import type { Funnel } from '../../../api/src/contracts/programme-charts.js'
import type { MissingData } from '../../../api/src/contracts/programme-parts.js'
import { aShare, PROVENANCE } from './programme-answers.js'

type Unit = Funnel['units'][number]

/** Four groups: one low beyond the limits, one between the two limits. */
export function aFunnel(changes: Partial<Funnel> = {}): Funnel {
  return {
    rate: 'reliable_recovery',
    family: 'national',
    by: 'group',
    better: 'higher',
    definition: 'Reliably recovered, of finished courses, less those not at caseness at the start.',
    target: 0.48,
    over_dispersion: {
      phi: 1,
      between_unit_variance: 0,
      p: 0.4,
      is_applied: false,
      words:
        'With 4 units their spread says too little to widen the limits: they are exact, and ignore ordinary differences between units.',
    },
    limits: [10, 20, 40, 60].map((n) => {
      const half = 0.5 / Math.sqrt(n)
      const lines = {
        lower_95: Math.max(0, 0.48 - 1.96 * half),
        upper_95: Math.min(1, 0.48 + 1.96 * half),
        lower_998: Math.max(0, 0.48 - 3.09 * half),
        upper_998: Math.min(1, 0.48 + 3.09 * half),
      }
      return { n, exact: lines, widened: lines }
    }),
    units: [
      aUnit('G1', 29, 60, 'within'),
      aUnit('G2', 8, 40, 'below_998'),
      aUnit('G3', 14, 20, 'above_95'),
      aUnit('G4', 5, 10, 'within'),
    ],
    units_without: 1,
    therapist_figures: false,
    finding: '1 of 4 units lie outside the 99.8 % limits: 0 better, 1 worse.',
    state: { kind: 'answered', message: null, relax: [] },
    rules: { code: 'standard', reliable_points: { phq9: 6, gad7: 4, rses: null } },
    provenance: PROVENANCE,
    ...changes,
  }
}

function aUnit(unit: string, numerator: number, n: number, flag: Unit['flag']): Unit {
  const query = { group: unit, family: 'national' }
  return {
    unit,
    name: `Group ${unit}`,
    numerator,
    n,
    share: numerator / n,
    z: (numerator / n - 0.48) * Math.sqrt(n) * 2,
    exact_flag: flag,
    flag,
    words: flag === 'within' ? 'Within the limits.' : 'Outside a limit.',
    rows: { path: '/episodes', query: { ...query, class: 'reliable_recovery' } },
    rows_of_n: { path: '/episodes', query: { ...query, class: 'case_at_start' } },
  }
}

export function someMissingScores(measure: string): MissingData {
  const interval = (low: number, high: number) => ({ low, high, level: 0.95, method: 't' })
  const rows = (outcomeClass: string): MissingData['methods'][number]['rows'] => ({
    path: '/episodes',
    query: { measure, class: outcomeClass, family: 'measure' },
  })
  return {
    measure,
    better: 'higher',
    episodes: 689,
    without_score: 12,
    one_score: 61,
    dropped_out: 132,
    horizon_weeks: 10.3,
    methods: [
      {
        method: 'completers',
        assumption: 'Members who left early would have changed as much as those who stayed.',
        n: 531,
        change: { estimate: 5.1, se: 0.2, interval: interval(4.7, 5.5) },
        reliably_improved: aShare(251, 531),
        refused: null,
        rows: rows('completer'),
      },
      {
        method: 'last_observation',
        assumption: 'Members who left stayed at their last score; with one score they did not change.',
        n: 677,
        change: { estimate: 4.2, se: 0.2, interval: interval(3.8, 4.6) },
        reliably_improved: aShare(270, 677),
        refused: null,
        rows: rows('scored'),
      },
      {
        method: 'mixed_model',
        assumption: 'Who leaves can be told from the scores before, and courses are straight over the weeks.',
        n: 677,
        change: { estimate: 4.8, se: 0.2, interval: interval(4.4, 5.2) },
        reliably_improved: null,
        refused: null,
        rows: rows('scored'),
      },
    ],
    finding:
      'The methods lie 0.9 points apart: what is not known of those who left could move the answer by that much.',
    state: { kind: 'answered', message: null, relax: [] },
    rules: { code: 'standard', reliable_points: { phq9: 6, gad7: 4, rses: null } },
    provenance: PROVENANCE,
  }
}
