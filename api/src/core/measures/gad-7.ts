/** Generalised Anxiety Disorder scale, seven items: how much anxiety over the last two weeks. */

import { frequencyChoices } from './frequency-choices.js'
import type { MeasureDefinition, MeasureItem } from './measure-definition.js'

export const gad7: MeasureDefinition = {
  code: 'gad7',
  version: '1',
  name: 'Generalised Anxiety Disorder scale (GAD-7)',
  shortName: 'GAD-7',
  instruction: 'Over the last 2 weeks, how often have you been bothered by the following problems?',
  items: [
    item(1, 'Nervous', 'Feeling nervous, anxious or on edge'),
    item(2, 'Cannot stop worrying', 'Not being able to stop or control worrying'),
    item(3, 'Worrying too much', 'Worrying too much about different things'),
    item(4, 'Trouble relaxing', 'Trouble relaxing'),
    item(5, 'Restless', 'Being so restless that it is hard to sit still'),
    item(6, 'Irritable', 'Becoming easily annoyed or irritable'),
    item(7, 'Afraid', 'Feeling afraid as if something awful might happen'),
  ],
  choices: frequencyChoices,
  itemRange: { low: 0, high: 3 },
  totalRange: { low: 0, high: 21 },
  direction: 'lower_is_better',
  maxMissingItems: 2,
  bands: [
    { code: 'minimal', label: 'Minimal', low: 0, high: 4 },
    { code: 'mild', label: 'Mild', low: 5, high: 9 },
    { code: 'moderate', label: 'Moderate', low: 10, high: 14 },
    { code: 'severe', label: 'Severe', low: 15, high: 21 },
  ],
  caseness: 8,
  remissionBelow: null,
  reliability: {
    alpha: 0.92,
    testRetest: 0.83,
    sources: ['Spitzer, Kroenke, Williams & Loewe (2006), Arch Intern Med 166:1092-1097'],
  },
  reliableChange: { kind: 'fixed', threshold: 4, source: 'NHS Talking Therapies manual' },
  norm: {
    mean: 2.95,
    standardDeviation: 3.41,
    source: 'Loewe and colleagues (2008), Med Care 46:266-274; general population',
  },
  functionalDifficulty: null,
  loinc: {
    panel: '69737-5',
    total: '70274-6',
    items: ['69725-0', '68509-9', '69733-4', '69734-2', '69735-9', '69689-8', '69736-7'],
    functionalDifficulty: null,
  },
  licence: 'Developed by Spitzer, Williams, Kroenke and colleagues; no permission required to reproduce.',
  source: 'Spitzer, Kroenke, Williams & Loewe (2006), Arch Intern Med 166:1092-1097',
}

function item(number: number, label: string, wording: string): MeasureItem {
  return { number, label, wording, isRiskItem: false, isReversed: false }
}
