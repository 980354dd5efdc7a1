/** Rosenberg Self-Esteem Scale: how well a person thinks of themselves. Higher is better; five items are reversed. */

import type { MeasureDefinition, MeasureItem } from './measure-definition.js'

export const rosenberg: MeasureDefinition = {
  code: 'rses',
  version: '1',
  name: 'Rosenberg Self-Esteem Scale',
  shortName: 'Rosenberg',
  instruction: 'How strongly do you agree or disagree with each of these statements about yourself?',
  items: [
    item(1, 'Satisfied with myself', 'On the whole, I am satisfied with myself.'),
    reversed(2, 'No good at all', 'At times I think I am no good at all.'),
    item(3, 'Good qualities', 'I feel that I have a number of good qualities.'),
    item(4, 'As able as others', 'I am able to do things as well as most other people.'),
    reversed(5, 'Little to be proud of', 'I feel I do not have much to be proud of.'),
    reversed(6, 'Useless at times', 'I certainly feel useless at times.'),
    item(
      7,
      'A person of worth',
      "I feel that I'm a person of worth, at least on an equal plane with others.",
    ),
    reversed(8, 'Wish for more respect', 'I wish I could have more respect for myself.'),
    reversed(9, 'Feel a failure', 'All in all, I am inclined to feel that I am a failure.'),
    item(10, 'Positive attitude', 'I take a positive attitude toward myself.'),
  ],
  choices: [
    { value: 0, label: 'Strongly disagree' },
    { value: 1, label: 'Disagree' },
    { value: 2, label: 'Agree' },
    { value: 3, label: 'Strongly agree' },
  ],
  itemRange: { low: 0, high: 3 },
  totalRange: { low: 0, high: 30 },
  direction: 'higher_is_better',
  maxMissingItems: 2,
  bands: [],
  caseness: null,
  remissionBelow: null,
  reliability: {
    alpha: 0.88,
    testRetest: null,
    sources: ['One secondary source; check against the sample at hand before use'],
  },
  reliableChange: { kind: 'jacobson_truax' },
  norm: null,
  functionalDifficulty: null,
  loinc: null,
  licence: 'Public domain.',
  source: 'Rosenberg (1965), Society and the Adolescent Self-Image, Princeton University Press',
}

function item(number: number, label: string, wording: string): MeasureItem {
  return { number, label, wording, isRiskItem: false, isReversed: false }
}

function reversed(number: number, label: string, wording: string): MeasureItem {
  return { ...item(number, label, wording), isReversed: true }
}
