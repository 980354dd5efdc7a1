import { describe, expect, test } from '@jest/globals'
import { levelCosts, shareWords } from '../../../../dashboard/src/charts/level-costs.model.js'

type Step = Parameters<typeof levelCosts>[0][number]['steps'][number]
const step = (level: number, over: Partial<Step> = {}): Step => ({
  level,
  name: `level ${level}`,
  is_chosen: false,
  is_feasible: false,
  share_at_risk: 0,
  information_lost: 0,
  ...over,
})
const levelsOf = (...steps: Step[]) =>
  levelCosts([{ name: 'age_band', label: 'Age at joining', steps }], 11).variables[0]?.levels ?? []

describe('what each level costs', () => {
  test('says of each level how it stands: chosen before possible, and why it is not possible', () => {
    const levels = levelsOf(
      step(0, { share_at_risk: 0.06 }),
      // Up to 5 % may be left out: so few at risk are no reason, what a class tells of change is.
      step(1, { share_at_risk: 0.05 }),
      step(2, { is_chosen: true, is_feasible: true }),
      step(3, { is_feasible: true }),
    )
    expect(levels.map(({ words }) => words)).toEqual(['too fine', 'tells of change', 'chosen', 'possible'])
  })

  test('keeps the shares of the server, and names k where it says who is at risk', () => {
    const [level] = levelsOf(step(1, { share_at_risk: 0.21, information_lost: 0.4 }))
    expect(level).toMatchObject({ key: 'age_band 1', atRisk: 0.21, lost: 0.4 })
    expect(levelCosts([], 11).atRiskLabel).toBe('In classes below 11')
  })

  test('never writes that nobody is at risk: a share of 0 was rounded', () => {
    expect([0, 0.01, 1].map((share) => shareWords(share).replace('\u202f', ' '))).toEqual([
      'under 1 %',
      '1 %',
      '100 %',
    ])
  })
})
