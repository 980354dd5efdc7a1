/** Patient Health Questionnaire, nine items: how much depression over the last two weeks. */

import { frequencyChoices } from './frequency-choices.js'
import type { MeasureDefinition, MeasureItem } from './measure-definition.js'

export const phq9: MeasureDefinition = {
  code: 'phq9',
  version: '1',
  name: 'Patient Health Questionnaire (PHQ-9)',
  shortName: 'PHQ-9',
  instruction: 'Over the last 2 weeks, how often have you been bothered by any of the following problems?',
  items: [
    item(1, 'Little interest', 'Little interest or pleasure in doing things'),
    item(2, 'Feeling down', 'Feeling down, depressed, or hopeless'),
    item(3, 'Sleep', 'Trouble falling or staying asleep, or sleeping too much'),
    item(4, 'Tiredness', 'Feeling tired or having little energy'),
    item(5, 'Appetite', 'Poor appetite or overeating'),
    item(
      6,
      'Feeling bad about self',
      'Feeling bad about yourself - or that you are a failure or have let yourself or your family down',
    ),
    item(
      7,
      'Concentration',
      'Trouble concentrating on things, such as reading the newspaper or watching television',
    ),
    item(
      8,
      'Slowed or restless',
      'Moving or speaking so slowly that other people could have noticed? Or the opposite - being so fidgety or restless that you have been moving around a lot more than usual',
    ),
    {
      ...item(
        9,
        'Thoughts of self-harm',
        'Thoughts that you would be better off dead or of hurting yourself in some way',
      ),
      isRiskItem: true,
    },
  ],
  choices: frequencyChoices,
  itemRange: { low: 0, high: 3 },
  totalRange: { low: 0, high: 27 },
  direction: 'lower_is_better',
  maxMissingItems: 2,
  bands: [
    { code: 'minimal', label: 'Minimal', low: 0, high: 4 },
    { code: 'mild', label: 'Mild', low: 5, high: 9 },
    { code: 'moderate', label: 'Moderate', low: 10, high: 14 },
    { code: 'moderately_severe', label: 'Moderately severe', low: 15, high: 19 },
    { code: 'severe', label: 'Severe', low: 20, high: 27 },
  ],
  caseness: 10,
  remissionBelow: 5,
  reliability: {
    alpha: 0.89,
    testRetest: 0.84,
    sources: ['Kroenke, Spitzer & Williams (2001), J Gen Intern Med 16:606-613'],
  },
  reliableChange: { kind: 'fixed', threshold: 6, source: 'NHS Talking Therapies manual' },
  norm: {
    mean: 2.91,
    standardDeviation: 3.52,
    source: 'Kocalevent, Hinz & Braehler (2013), Gen Hosp Psychiatry 35:551-555; general population',
  },
  functionalDifficulty: {
    wording:
      'If you checked off any problems, how difficult have these problems made it for you to do your work, take care of things at home, or get along with other people?',
    choices: [
      { value: 0, label: 'Not difficult at all' },
      { value: 1, label: 'Somewhat difficult' },
      { value: 2, label: 'Very difficult' },
      { value: 3, label: 'Extremely difficult' },
    ],
  },
  loinc: {
    panel: '44249-1',
    total: '44261-6',
    items: [
      '44250-9',
      '44255-8',
      '44259-0',
      '44254-1',
      '44251-7',
      '44258-2',
      '44252-5',
      '44253-3',
      '44260-8',
    ],
    functionalDifficulty: '69722-7',
  },
  licence: 'Developed by Spitzer, Williams, Kroenke and colleagues; no permission required to reproduce.',
  source: 'Kroenke, Spitzer & Williams (2001), J Gen Intern Med 16:606-613',
}

function item(number: number, label: string, wording: string): MeasureItem {
  return { number, label, wording, isRiskItem: false, isReversed: false }
}
