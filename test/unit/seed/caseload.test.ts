import { expect, test } from '@jest/globals'
import { clinic } from '../../../seed/src/scenarios/clinic.js'
import { simulateClinic } from '../../../seed/src/simulate/simulate-clinic.js'
import { type PlainEpisode, plainEpisodes } from './plain-arithmetic.js'

const STATUSES: Readonly<Record<string, (episode: PlainEpisode) => boolean>> = {
  'getting worse': ({ scores }) => phq9Fall(scores) <= -6,
  'no reliable change after six sessions': ({ attended, scores }) => {
    const phq9 = scores.get('phq9') ?? []
    const isCaseAtBothEnds = (phq9[0] ?? 0) >= 10 && (phq9.at(-1) ?? 0) >= 10
    return attended.filter(Boolean).length >= 6 && isCaseAtBothEnds && phq9Fall(scores) < 6
  },
  'on track': ({ scores }) => phq9Fall(scores) >= 6,
  'one score only': ({ scores }) => scores.get('phq9')?.length === 1,
  'absent twice in a row': ({ attended }) => attended.length > 2 && !attended.slice(-2).includes(true),
  'came, no form': ({ attended, formsAtLastAttended }) =>
    attended.at(-1) === true && formsAtLastAttended === 0,
}

test.each(Array.from({ length: 8 }, (_, seed) => seed))(
  'running groups hold members of every status (seed %i)',
  (seed) => {
    const asOf = ['2026-03-11', '2026-01-05', '2025-07-20', '2025-11-28'][seed % 4] ?? ''
    const simulated = simulateClinic(clinic, { members: 400, seed, asOf })
    const running = new Set(simulated.groups.flatMap((row) => (row.end_date === null ? [row.group_id] : [])))
    const current = plainEpisodes(simulated).filter(
      ({ member }) => running.has(member.group_id) && member.exit_date === null,
    )
    const found = Object.entries(STATUSES).filter(([, holds]) => current.some(holds))
    expect(found.map(([status]) => status)).toEqual(Object.keys(STATUSES))
  },
)

test('every kind of group exists, at three sites, with 12 to 20 therapists', () => {
  const { groups, therapists, sites } = simulateClinic(clinic, { members: 400, seed: 1, asOf: '2026-03-11' })
  expect(sites).toHaveLength(3)
  expect(therapists.length).toBeGreaterThanOrEqual(12)
  expect(therapists.length).toBeLessThanOrEqual(20)
  expect(new Set(groups.map(({ modality }) => modality))).toEqual(
    new Set([
      'psychoeducational',
      'skills_development',
      'cognitive_behavioral',
      'support',
      'interpersonal_process',
    ]),
  )
  expect(new Set(groups.map(({ format }) => format))).toEqual(new Set(['in_person', 'online', 'hybrid']))
  expect(new Set(groups.map(({ structure }) => structure))).toEqual(new Set(['open', 'closed']))
  expect(groups.filter(({ co_therapist_id }) => co_therapist_id !== null).length).toBeGreaterThan(10)
})

function phq9Fall(scores: PlainEpisode['scores']): number {
  const phq9 = scores.get('phq9') ?? []
  const [first] = phq9
  const last = phq9.at(-1)
  return first === undefined || last === undefined || phq9.length < 2 ? Number.NaN : first - last
}
