import { describe, expect, test } from '@jest/globals'
import { scenarios } from '../../../seed/src/scenarios/all-scenarios.js'
import { clinic } from '../../../seed/src/scenarios/clinic.js'
import { dropoutHeavy } from '../../../seed/src/scenarios/dropout-heavy.js'
import { simulateClinic } from '../../../seed/src/simulate/simulate-clinic.js'
import { DEFAULT_SEED } from '../../../seed/src/write-scenario.js'
import { mean, type PlainRates, plainRates, sd } from './plain-arithmetic.js'

const AS_OF = '2026-03-11'

// Published ranges for ended courses (services for common mental disorders, and trials of groups).
const TYPICAL: readonly (readonly [Exclude<keyof PlainRates, 'phq9' | 'finished'>, number, number])[] = [
  ['recovery', 0.42, 0.56],
  ['reliableImprovement', 0.61, 0.72],
  ['reliableRecovery', 0.39, 0.53],
  ['deterioration', 0.05, 0.07],
  ['droppedOut', 0.15, 0.25],
  ['missedLastTwo', 0.15, 0.25],
  ['betweenGroupIcc', 0.02, 0.12],
]

describe('ended courses of the demonstration clinic', () => {
  // About 1,700 finished courses in 200 groups: a rate near .5 has a standard error of about .014 with the design
  // effect of groups, so the ranges need no tolerance where the true rate lies two errors inside; deterioration,
  // whose range is only .02 wide, gets one standard error (.006) on either side.
  test.each([11, 12, 13])('have typical rates over 2,000 members (seed %i)', (seed) => {
    const rates = plainRates(simulateClinic(clinic, { members: 2000, seed, asOf: AS_OF }))
    expect(outsideTypical(rates, 0.006)).toEqual([])
    expect(rates.pairedCompleteness).toBeGreaterThan(0.9)
    expect(rates.pairedCompleteness).toBeLessThan(0.99)
  })

  test('go from about 14.2 (6.1) to about 9.5 (6.6) on PHQ-9', () => {
    const { phq9 } = plainRates(simulateClinic(clinic, { members: 2000, seed: 11, asOf: AS_OF }))
    // standard error of a mean about .2 with groups; the simulated clinic ends about .4 lower than the trial
    expect(Math.abs(mean(phq9.first) - 14.2)).toBeLessThan(0.5)
    expect(Math.abs(sd(phq9.first) - 6.1)).toBeLessThan(0.4)
    expect(Math.abs(mean(phq9.last) - 9.5)).toBeLessThan(0.9)
    expect(Math.abs(sd(phq9.last) - 6.6)).toBeLessThan(0.4)
  })

  test('are typical in the clinic that is loaded by default', () => {
    const members = scenarios.clinic.defaultMembers
    const rates = plainRates(simulateClinic(clinic, { members, seed: DEFAULT_SEED, asOf: AS_OF }))
    expect(rates.finished).toBeGreaterThan(250)
    expect(outsideTypical(rates, 0)).toEqual([])
  })
})

test('about half of the members leave early in dropout-heavy', () => {
  const rates = plainRates(simulateClinic(dropoutHeavy, { members: 1000, seed: 3, asOf: AS_OF }))
  // 900 courses: standard error .017
  expect(rates.missedLastTwo).toBeGreaterThan(0.42)
  expect(rates.missedLastTwo).toBeLessThan(0.6)
})

function outsideTypical(rates: PlainRates, deteriorationTolerance: number): string[] {
  return TYPICAL.flatMap(([name, low, high]) => {
    const tolerance = name === 'deterioration' ? deteriorationTolerance : 0
    const isTypical = rates[name] >= low - tolerance && rates[name] <= high + tolerance
    return isTypical ? [] : [`${name} ${rates[name]}`]
  })
}
