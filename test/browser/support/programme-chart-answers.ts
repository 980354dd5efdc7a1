import type { ControlChart } from '../../../api/src/contracts/programme-charts.js'
import { aProgrammeTrajectory } from './programme-answers.js'

const SHARES = [0.44, 0.45, 0.41, 0.43, 0.4, 0.48, 0.49, 0.47, 0.51, 0.5, 0.53, 0.62]

/** A year by month; the last month lies above its limits. */
export function aControlChart(changes: Partial<ControlChart> = {}): ControlChart {
  const { provenance } = aProgrammeTrajectory()
  return {
    metric: 'reliable_recovery',
    by: 'month',
    chart: 'laney_p_prime',
    unit: 'share',
    better: 'higher',
    definition: 'Share of finished courses at caseness at the start that recovered reliably.',
    centre: 0.48,
    sigma_z: 1.1,
    limits_are_provisional: false,
    points: SHARES.map((value, place) => {
      const month = String(place + 1).padStart(2, '0')
      const isOutside = value > 0.6
      return {
        period: `2025-${month}`,
        from: `2025-${month}-01`,
        to: `2025-${month}-28`,
        is_whole: true,
        n: 100,
        numerator: Math.round(value * 100),
        value,
        lower: 0.36 - (place % 3) * 0.01,
        upper: 0.6 + (place % 3) * 0.005,
        is_outside: isOutside,
        is_in_run_of_eight: false,
        words: isOutside ? 'above the upper limit' : null,
        rows: rowsOf('reliable_recovery', month),
        rows_of_n: rowsOf('case_at_start', month),
      }
    }),
    signals: [
      {
        kind: 'outside_limits',
        from: '2025-12',
        to: '2025-12',
        side: 'above',
        meaning: 'better',
        sentence: 'Dec 2025 lies above the upper limit: more than chance.',
      },
    ],
    finding: 'Reliable recovery was higher than chance allows in December 2025',
    running_period: { period: '2026-01', n: 12 },
    periods_without: [],
    state: { kind: 'answered', message: null, relax: [] },
    rules: { code: 'standard', reliable_points: { phq9: 6, gad7: 4 } },
    provenance,
    ...changes,
  }
}

function rowsOf(outcomeClass: string, month: string) {
  return {
    path: '/episodes' as const,
    query: { family: 'national', class: outcomeClass, from: `2025-${month}-01`, to: `2025-${month}-28` },
  }
}
