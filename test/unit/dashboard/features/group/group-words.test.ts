import { describe, expect, test } from '@jest/globals'
import type { EpisodeRow } from '../../../../../api/src/contracts/groups.js'
import {
  groupHeadline,
  groupListTitle,
  groupSubline,
  groupTitle,
  meanTitle,
  tooFewToCompare,
  waitingMembers,
} from '../../../../../dashboard/src/features/group/group-words.js'
import { aGroup } from '../../charts/group-builder.js'

function episodes(...classes: readonly EpisodeRow['reliable_change'][]): EpisodeRow[] {
  const [row] = aGroup([[14]]).episodes
  if (!row) throw new Error('The builder made no episode.')
  return classes.map((reliable_change) => ({ ...row, reliable_change }))
}

describe('a group’s sentences', () => {
  const { group } = aGroup([[14]])

  test('members with fewer than two scores are not counted as unchanged', () => {
    expect(
      groupHeadline(
        group,
        episodes('reliably_improved', 'no_reliable_change', 'reliably_deteriorated', 'not_assessable'),
        'PHQ-9',
      ),
    ).toBe('Tuesday CBT: 1 of 3 members reliably improved on PHQ-9, 1 reliably deteriorated')
    expect(groupHeadline(group, episodes('reliably_improved', 'no_reliable_change'), 'PHQ-9')).toBe(
      'Tuesday CBT: 1 of 2 members reliably improved on PHQ-9, nobody reliably deteriorated',
    )
    expect(groupHeadline(group, episodes('no_reliable_change'), 'PHQ-9')).toBe(
      'Tuesday CBT: none of 1 member has changed reliably on PHQ-9',
    )
    expect(groupHeadline(group, episodes('not_assessable'), 'PHQ-9')).toBe(
      'Tuesday CBT: nobody has two PHQ-9 scores yet',
    )
  })

  test('a group that ended without a recorded day is told by its last session', () => {
    const ended = { ...group, status: 'ended' as const }
    expect(groupSubline({ ...ended, end_date: '2026-03-02' })).toContain('ended 2 Mar 2026')
    expect(groupSubline({ ...ended, last_session_date: '2026-02-23' })).toContain('last session 23 Feb 2026')
    expect(groupSubline(ended)).not.toContain('\u2013')
  })

  test('the mean is told with how many stood behind it at both ends', () => {
    const trajectory = aGroup([[14]], {
      mean: [
        { x: 1, estimate: { n: 9, mean: 15.24, sd: 4, interval: null } },
        { x: 8, estimate: { n: 6, mean: 10.4, sd: 4, interval: null } },
      ],
    })
    expect(meanTitle(trajectory, 'PHQ-9')).toBe('Mean PHQ-9 15.2 at session 1 (n 9), 10.4 at session 8 (n 6)')
    expect(meanTitle(aGroup([[14]]), 'PHQ-9')).toBe('PHQ-9 of each member')
  })

  test('a group of nine is never compared; a long-running group of forty may be looked at beside others', () => {
    expect(tooFewToCompare(9)).toBe('n = 9: too few to compare this group with others')
    expect(tooFewToCompare(40)).toBeNull()
  })

  test('an empty list says whether the filters emptied it', () => {
    expect(groupListTitle([], {})).toBe('No group yet')
    expect(groupListTitle([], { site: 'N' })).toBe('No group matches these filters')
    expect(groupListTitle([{ status: 'running' }, { status: 'ended' }], {})).toBe(
      '2 groups, 1 of them running',
    )
  })

  test('while members are in care the title says who is not on track now, and afterwards what became of them', () => {
    const standing = (
      episode_id: number,
      status: 'not_on_track' | 'watch' | 'on_track' | 'insufficient_data',
      item_9_open = 0,
    ) => ({
      episode_id,
      now: { status, sentence: '' },
      item_9_open,
    })
    const found = aGroup([[14], [15], [16]], {
      standings: [
        standing(1, 'not_on_track'),
        standing(2, 'watch', 1),
        { ...standing(3, 'on_track'), now: null },
      ],
    })
    expect(groupTitle(found, 'PHQ-9')).toBe('Tuesday CBT: 1 of 2 members not on track, 1 to watch')
    expect(groupTitle({ ...found, standings: [standing(3, 'on_track')] }, 'PHQ-9')).toBe(
      'Tuesday CBT: 1 of 1 member on track',
    )
    const grey = [standing(3, 'insufficient_data'), standing(4, 'watch'), standing(5, 'on_track')]
    expect(groupTitle({ ...found, standings: grey }, 'PHQ-9')).toBe(
      'Tuesday CBT: 1 of 3 members on track, 1 to watch, 1 without enough data',
    )
    expect(groupTitle({ ...found, standings: [] }, 'PHQ-9')).toBe(
      'Tuesday CBT: nobody has two PHQ-9 scores yet',
    )
    expect(waitingMembers(found).map(({ member_id }) => member_id)).toEqual(['M2'])
  })
})
