import { describe, expect, test } from '@jest/globals'
import {
  caseloadTitle,
  coverConsequences,
  endCoverConsequences,
  handoverConsequences,
} from '../../../../../dashboard/src/features/admin/caseload/caseload-words.js'
import { aCover, CASELOADS } from '../../../../browser/support/admin-answers.js'

const LEADER = CASELOADS.therapists[0]
const GROUPS = LEADER?.groups ?? []

describe('the caseload', () => {
  test('its title says who is covered now, and what is coming', () => {
    const planned = aCover({ cover_id: 4, status: 'planned' })
    expect(caseloadTitle([aCover({ status: 'past' })])).toBe('No therapist is covered now')
    expect(caseloadTitle([planned])).toBe('No therapist is covered now; 1 cover is coming')
    expect(caseloadTitle([aCover({}), planned])).toBe('Maria Lind covers for Grace Okafor; 1 cover is coming')
    expect(caseloadTitle([aCover({}), aCover({ cover_id: 5 })])).toBe('2 covers are running')
  })

  test('a cover says who sees what, where and until when before it is arranged', () => {
    const [first] = coverConsequences({
      covered: 'Grace Okafor',
      substitute: 'Maria Lind',
      site: 'North',
      from: '2026-12-01',
      to: '2026-12-14',
    })
    expect(first).toBe(
      'Maria Lind sees the groups at North of Grace Okafor with their members, names, scores and answers, ' +
        '1 Dec 2026 – 14 Dec 2026, both days included.',
    )
  })

  test('ending a cover reminds of item 9', () => {
    const sentences = endCoverConsequences(aCover({}))
    expect(sentences[0]).toBe('Maria Lind loses sight of the groups of Grace Okafor at the next click.')
    expect(sentences[1]).toMatch(/item 9 must not wait/)
    expect(endCoverConsequences(aCover({ status: 'planned' }))[0]).toBe(
      'Maria Lind will not get to see the groups of Grace Okafor.',
    )
  })

  test('a handover names the groups, and what the first therapist keeps', () => {
    const of = (groups: typeof GROUPS) =>
      handoverConsequences({ from: 'Grace Okafor', to: 'Maria Lind', groups, all: GROUPS.length })
    expect(of(GROUPS).slice(0, 2)).toEqual([
      'Maria Lind leads Tuesday CBT, Thursday support from now on, and sees the members with scores and names.',
      'Grace Okafor then leads no group here and sees no member of them.',
    ])
    expect(of(GROUPS.slice(0, 1))[1]).toBe('Grace Okafor no longer sees this group, and keeps 1 other.')
  })
})
