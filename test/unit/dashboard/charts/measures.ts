import type { MeasureContract } from '../../../../api/src/contracts/measures.js'

// Items as numbers only: wordings do not matter to a picture.
function items(
  n: number,
  riskItem: number | null,
  reversed: readonly number[] = [],
): MeasureContract['items'] {
  return Array.from({ length: n }, (_, index) => ({
    number: index + 1,
    label: `Item ${index + 1}`,
    is_risk_item: index + 1 === riskItem,
    is_reversed: reversed.includes(index + 1),
  }))
}

export const PHQ9: MeasureContract = {
  code: 'phq9',
  version: '1',
  name: 'Patient Health Questionnaire 9',
  short_name: 'PHQ-9',
  items: items(9, 9),
  item_range: { low: 0, high: 3 },
  total_range: { low: 0, high: 27 },
  direction: 'lower_is_better',
  bands: [
    { code: 'minimal', label: 'Minimal', low: 0, high: 4 },
    { code: 'mild', label: 'Mild', low: 5, high: 9 },
    { code: 'moderate', label: 'Moderate', low: 10, high: 14 },
    { code: 'moderately_severe', label: 'Moderately severe', low: 15, high: 19 },
    { code: 'severe', label: 'Severe', low: 20, high: 27 },
  ],
  caseness: 10,
  reliable_change_threshold: 6,
  reliable_change_note: 'fixed threshold',
  licence: 'free to reproduce',
  source: 'Kroenke, Spitzer and Williams 2001',
}

export const RSES: MeasureContract = {
  ...PHQ9,
  code: 'rses',
  name: 'Rosenberg Self-Esteem Scale',
  short_name: 'RSES',
  items: items(10, null, [2, 5, 6, 8, 9]),
  total_range: { low: 0, high: 30 },
  direction: 'higher_is_better',
  bands: [],
  caseness: null,
  reliable_change_threshold: null,
  reliable_change_note: 'by Jacobson and Truax on the baseline spread of this deployment',
  licence: 'public domain',
  source: 'Rosenberg 1965',
}
