import { describe, expect, test } from '@jest/globals'
import type { FoundMembers } from '../../../../../api/src/contracts/identity.js'
import {
  birthWords,
  reasonLength,
  remainingTime,
} from '../../../../../dashboard/src/features/member/identity/identity-words.js'
import { foundColumns } from '../../../../../dashboard/src/features/member/search/found-columns.js'
import {
  foundPageWords,
  foundTitle,
  lastPage,
  searchLabel,
} from '../../../../../dashboard/src/features/member/search/search-words.js'
import { searchFor } from '../../../../../dashboard/src/features/member/search/typed-search.js'

const KOROMA: FoundMembers['members'][number] = {
  member_id: '0987',
  full_name: 'Amina Koroma',
  n_episodes: 2,
  latest_episode: {
    episode_id: 7,
    group_id: 'G1',
    group_name: 'Tuesday CBT',
    site_id: 'north',
    joined_on: '2026-09-07',
    is_open: true,
  },
}
const found = (total: number, page = 1, members = [KOROMA]): FoundMembers => ({
  members,
  total,
  page,
  page_size: 50,
})

describe('an opened identity', () => {
  test('counts down by the second and never below zero', () => {
    expect([900_000, 899_001, 61_000, 59_400, 1, 0, -5_000].map(remainingTime)).toEqual([
      '15:00',
      '15:00',
      '1:01',
      '1:00',
      '0:01',
      '0:00',
      '0:00',
    ])
  })

  test('needs a reason that is counted as the server counts it', () => {
    expect(reasonLength('   a  b   ')).toBe(3)
    expect(reasonLength('é'.normalize('NFD'))).toBe(1)
    expect(reasonLength('😀'.repeat(10))).toBe(10)
  })

  test('a missing date of birth is said, not left blank', () => {
    const identity = { member_id: '0987', full_name: null, date_of_birth: null, open_until: null }
    expect(birthWords(identity)).toBe('no date of birth recorded')
    expect(birthWords({ ...identity, date_of_birth: '1984-05-03' })).toBe('born 3 May 1984')
  })
})

describe('a search for members', () => {
  test('leaves no typed word in the state that the browser keeps', () => {
    const state = searchFor('Amina Koroma', 2)
    expect(JSON.stringify(state).toLowerCase()).not.toMatch(/amina|koroma/)
    expect(state.page).toBe(2)
    expect(searchFor('Amina Koroma').search).toBe(state.search)
    expect(searchFor('amina').search).not.toBe(state.search)
  })

  test('repeats nothing of what was typed in its title', () => {
    expect([
      foundTitle(undefined),
      foundTitle(found(0)),
      foundTitle(found(1)),
      foundTitle(found(61)),
    ]).toEqual(['Members', 'No member found', '1 member found', '61 members found'])
  })

  test('shows names to who may see them, and to nobody while they are hidden', () => {
    const [shown] = foundColumns({ withNames: true })
    const [hidden] = foundColumns({ withNames: false })
    expect([shown?.text?.(KOROMA), shown?.detail?.(KOROMA)]).toEqual(['Amina Koroma', '0987'])
    expect([hidden?.text?.(KOROMA), hidden?.detail?.(KOROMA)]).toEqual(['0987', null])
    const unnamed = { ...KOROMA, full_name: null }
    expect([shown?.text?.(unnamed), shown?.detail?.(unnamed)]).toEqual(['0987', null])
  })

  test('leads to the member by id', () => {
    const [member] = foundColumns({ withNames: true })
    expect(member?.href?.({ ...KOROMA, member_id: 'a/b' })).toBe('/members/a%2Fb?episode=7')
  })

  test('says what the field takes: directors have no names to search', () => {
    expect(searchLabel('director')).toBe('Find a member by id')
    expect(searchLabel('therapist')).toBe('Find a member by id or name')
    expect(searchLabel('coordinator')).toBe('Find a member by id or name')
  })

  test('a page is never mistaken for the whole list', () => {
    expect(
      foundPageWords(
        found(
          61,
          2,
          Array.from({ length: 11 }, () => KOROMA),
        ),
      ),
    ).toBe('51 – 61 of 61')
    expect([lastPage(found(61)), lastPage(found(50)), lastPage(found(0))]).toEqual([2, 1, 1])
  })
})
