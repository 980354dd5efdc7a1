import type { PROGRAMME_RATES } from '../../../api/src/contracts/programme-charts.js'

/** Rates that charts and funnels show, as their switches name them. */
export const PROGRAMME_RATE_LABELS: Readonly<Record<(typeof PROGRAMME_RATES)[number], string>> = {
  reliable_recovery: 'Reliable recovery',
  recovery: 'Recovery',
  reliable_improvement: 'Reliable improvement',
  reliable_deterioration: 'Reliable deterioration',
  paired_data: 'Paired data',
  dropout_by_attendance: 'Dropout by attendance',
  dropout_as_recorded: 'Dropout as recorded',
}
