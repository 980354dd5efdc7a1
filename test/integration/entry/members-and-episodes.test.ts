import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import {
  attendanceRecordSchema,
  episodeRecordSchema,
  memberRecordSchema,
  movedEpisodeSchema,
  treatmentRecordSchema,
} from '../../../api/src/contracts/member-records.js'
import { aGroup } from '../../builders/clinic.js'
import { smallClinic } from '../../builders/small-clinic.js'
import { type EntryClinic, refused, sent, startEntryClinic } from './entry-clinic.js'

let clinic: EntryClinic

beforeAll(async () => {
  clinic = await startEntryClinic({
    ...smallClinic,
    groups: [...smallClinic.groups, aGroup('g4', 'north', { structure: 'open' })],
  })
})
afterAll(() => clinic.close())

const aMember = (change: object = {}) => ({
  member_id: 'new-1',
  full_name: 'Anna Muster',
  date_of_birth: '1980-02-03',
  episode: { group_id: 'g4', joined_on: '2026-02-02', planned_end_on: '2026-05-01', gender: 'female' },
  ...change,
})

async function episodeId(member: string, group: string): Promise<number> {
  const [row] = await clinic.database.ownerQuery<{ id: string }>(
    `select episode_id as id from episode join member using (member_id) where member_code = $1 and group_id = $2`,
    [member, group],
  )
  return Number(row?.id)
}

describe('a member', () => {
  test('is made once with name and episode, by 16 copies at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 16 }, () =>
        sent(clinic.coordinator, ['POST', '/members'], aMember(), { status: 201 }),
      ),
    )
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    const made = memberRecordSchema.parse(answers[0])
    expect(made).toMatchObject({
      identity: { full_name: 'Anna Muster', date_of_birth: '1980-02-03', version: 1 },
      episodes: [{ group_id: 'g4', joined_on: '2026-02-02', arm: null, version: 1 }],
    })
    const [count] = await clinic.database.ownerQuery(
      `select count(*)::int as episodes from episode join member using (member_id) where member_code = 'new-1'`,
    )
    expect(count).toEqual({ episodes: 1 })
  })

  test.each<[string, object, number, string[]]>([
    ['under an id that is taken', aMember({ full_name: 'Another' }), 409, ['member_id conflict']],
    ['under the id of one of the site', aMember({ member_id: 'improves' }), 409, ['member_id conflict']],
    ['under the id of one elsewhere', aMember({ member_id: 'goes-on' }), 422, ['member_id out_of_reach']],
    [
      'in a group elsewhere',
      aMember({ member_id: 'n2', episode: { group_id: 'g2', joined_on: '2026-02-02' } }),
      422,
      ['episode.group_id out_of_reach'],
    ],
    [
      'who joined before birth',
      aMember({ member_id: 'n2', date_of_birth: '2026-02-03' }),
      422,
      ['episode.joined_on before_birth'],
    ],
    [
      'who joins tomorrow',
      aMember({ member_id: 'n2', episode: { group_id: 'g4', joined_on: '2026-03-03' } }),
      422,
      ['episode.joined_on future_date'],
    ],
    ['with an id of two alphabets', aMember({ member_id: 'nеw' }), 422, ['member_id confusable_id']],
  ])('%s is refused, and no name is repeated', async (_, member, status, errors) => {
    const answer = await clinic.coordinator.send('POST', '/api/v1/members', member)
    expect(answer.status).toBe(status)
    const found = Object(answer.json()).errors.map(
      ({ path, code }: Record<string, string>) => `${path} ${code}`,
    )
    expect(found).toEqual(errors)
    expect(answer.text).not.toMatch(/Anna|Another|Muster|1980/)
  })

  test('is not made by a therapist', async () => {
    expect(await refused(clinic.therapist, ['POST', '/members'], aMember({ member_id: 'n3' }))).toMatchObject(
      {
        status: 403,
      },
    )
  })

  test('gets another name with a reason; the old one stays, and a late change is told nothing of it', async () => {
    const path = ['PATCH', '/members/new-1'] as const
    const married = { version: 1, full_name: 'Anna Maria Muster', reason: 'married' }
    const changed = memberRecordSchema.parse(await sent(clinic.coordinator, path, married))
    expect(changed.identity).toEqual({
      full_name: 'Anna Maria Muster',
      date_of_birth: '1980-02-03',
      version: 2,
    })
    expect(changed.episodes[0]?.version).toBe(1)
    expect(await sent(clinic.coordinator, path, married)).toEqual(changed)
    const late = await clinic.coordinatorOfBoth.send('PATCH', '/api/v1/members/new-1', {
      version: 1,
      full_name: 'Somebody Else',
      reason: 'a guess',
    })
    expect([late.status, Object(late.json()).errors]).toEqual([
      409,
      [{ path: 'full_name', message: 'It is something else now.' }],
    ])
    const kept = await clinic.database.ownerQuery(
      `select version, full_name, reason, replaced_by like 'user:u-coordinator%' as by_them from member_identity_history`,
    )
    expect(kept).toEqual([{ version: 1, full_name: 'Anna Muster', reason: 'married', by_them: true }])
  })

  test('cannot be born after an episode began', async () => {
    const change = { version: 2, date_of_birth: '2026-02-28', reason: 'a slip' }
    expect(await refused(clinic.coordinator, ['PATCH', '/members/new-1'], change)).toEqual({
      status: 422,
      code: 'not_accepted',
      errors: ['date_of_birth before_birth'],
    })
  })
})

describe('an episode', () => {
  test('begins once; a second one at the same time does not', async () => {
    const given = { member_id: 'improves', group_id: 'g4', joined_on: '2026-02-10' }
    expect((await refused(clinic.coordinator, ['POST', '/episodes'], given)).errors).toEqual([
      'joined_on overlapping_episodes',
    ])
    const none = { ...given, member_id: 'nobody' }
    expect(await refused(clinic.coordinator, ['POST', '/episodes'], none)).toMatchObject({ status: 404 })
  })

  test('is closed with a day and a reason, by the therapist too; sent twice it is closed once', async () => {
    const path = ['PATCH', `/episodes/${await episodeId('recovers-unreliably', 'g1')}`] as const
    expect(
      await refused(clinic.therapist, path, {
        version: 1,
        exited_on: '2026-02-25',
        reason: 'the last session',
      }),
    ).toEqual({ status: 400, code: 'invalid_body', errors: ['exit_reason'] })
    const close = {
      version: 1,
      exited_on: '2026-02-25',
      exit_reason: 'completed',
      reason: 'the last session',
    }
    const closed = episodeRecordSchema.parse(await sent(clinic.therapist, path, close))
    expect(closed).toMatchObject({ exited_on: '2026-02-25', exit_reason: 'completed', version: 2 })
    expect(await sent(clinic.therapist, path, close)).toEqual(closed)
    expect(await refused(clinic.coordinator, path, { ...close, exited_on: '2026-02-20' })).toMatchObject({
      status: 409,
      errors: ['exited_on'],
    })
    const reopened = { version: 2, exited_on: null, exit_reason: null, reason: 'she came back' }
    expect(await sent(clinic.coordinator, path, reopened)).toMatchObject({ exited_on: null, version: 3 })
  })

  test('does not end before what was attended, nor in the future', async () => {
    const path = ['PATCH', `/episodes/${await episodeId('improves', 'g1')}`] as const
    const close = (exited_on: string) =>
      refused(clinic.therapist, path, { version: 1, exited_on, exit_reason: 'dropped_out', reason: 'a try' })
    expect((await close('2026-01-12')).errors).toEqual(['exited_on episode_in_use'])
    expect((await close('2026-03-03')).errors).toEqual(['exited_on future_date'])
    expect((await close('2025-12-12')).errors).toEqual(['exited_on end_before_start'])
  })

  test('is changed by a therapist in its end alone', async () => {
    const path = ['PATCH', `/episodes/${await episodeId('improves', 'g1')}`] as const
    expect(await refused(clinic.therapist, path, { version: 1, gender: 'male', reason: 'known' })).toEqual({
      status: 403,
      code: 'not_your_role',
      errors: ['gender'],
    })
    expect(
      await sent(clinic.coordinator, path, { version: 1, gender: 'male', reason: 'known' }),
    ).toMatchObject({
      gender: 'male',
      version: 2,
    })
  })

  test('of somebody else is not there', async () => {
    const path = ['PATCH', `/episodes/${await episodeId('goes-on', 'g2')}`] as const
    const change = { version: 1, planned_end_on: null, reason: 'mine' }
    expect(await refused(clinic.therapist, path, change)).toMatchObject({
      status: 404,
      code: 'episode_not_found',
    })
    expect(await refused(clinic.coordinator, path, change)).toMatchObject({ status: 404 })
  })
})

describe('a member who moves to another group', () => {
  const move = (change: object = {}) => ({
    version: 1,
    to_group_id: 'g4',
    on: '2026-02-25',
    exit_reason: 'referred_on',
    planned_end_on: '2026-06-01',
    reason: 'a group that fits better',
    ...change,
  })

  test('has one episode closed and one opened, once, however often it is sent', async () => {
    const path = ['POST', `/episodes/${await episodeId('recovers', 'g1')}/move`] as const
    await clinic.database.ownerQuery(
      `update episode set prior_episodes = 2, birth_year = 1970 from member
       where member.member_id = episode.member_id and member_code = 'recovers' and group_id = 'g1'`,
    )
    // Another episode of this member lies at the other site, from 30 March on.
    const overlapping = await refused(clinic.coordinator, path, move())
    expect(overlapping).toEqual({ status: 409, code: 'collides', errors: [] })
    const fits = move({ planned_end_on: '2026-03-29' })
    const moved = movedEpisodeSchema.parse(await sent(clinic.coordinator, path, fits))
    expect(moved).toMatchObject({
      closed: { group_id: 'g1', exited_on: '2026-02-25', exit_reason: 'referred_on', version: 2 },
      opened: {
        group_id: 'g4',
        joined_on: '2026-02-25',
        planned_end_on: '2026-03-29',
        birth_year: 1970,
        prior_episodes: 3,
        version: 1,
      },
    })
    expect(await sent(clinic.coordinator, path, fits)).toEqual(moved)
    expect(await refused(clinic.coordinator, path, move({ on: '2026-02-26' }))).toMatchObject({
      status: 409,
      code: 'not_to_be_moved',
    })
  })

  test('stays where he is when the new episode cannot be stored', async () => {
    const id = await episodeId('deteriorates', 'g1')
    const path = ['POST', `/episodes/${id}/move`] as const
    expect((await refused(clinic.coordinator, path, move({ on: '2026-03-03' }))).errors).toEqual([
      'on future_date',
      'on future_date',
    ])
    expect((await refused(clinic.coordinator, path, move({ on: '2026-01-10' }))).errors).toContain(
      'on episode_in_use',
    )
    expect((await refused(clinic.coordinator, path, move({ to_group_id: 'g1' }))).errors).toEqual([
      'to_group_id',
    ])
    expect(await refused(clinic.coordinator, path, move({ to_group_id: 'g2' }))).toMatchObject({
      status: 404,
    })
    await clinic.database.ownerQuery(`create function refuse() returns trigger language plpgsql as
      $$ begin raise exception 'no' using errcode = 'check_violation'; end $$`)
    await clinic.database.ownerQuery(
      'create trigger refuse before insert on episode for each row execute function refuse()',
    )
    expect(await refused(clinic.coordinator, path, move())).toMatchObject({ status: 409, code: 'collides' })
    await clinic.database.ownerQuery('drop trigger refuse on episode')
    const episodes = await clinic.database.ownerQuery(
      `select group_id, exited_on, episode.version from episode join member using (member_id) where member_code = 'deteriorates'`,
    )
    expect(episodes).toEqual([{ group_id: 'g1', exited_on: null, version: 1 }])
  })
})

describe('a concurrent treatment', () => {
  const given = { member_id: 'new-1', kind: 'medication', started_on: '2026-02-05' }
  const path = '/concurrent-treatments/new-1/medication/2026-02-05'

  test('is stored once and decides the arm of the episode it begins with', async () => {
    const add = () => sent(clinic.coordinator, ['POST', '/concurrent-treatments'], given, { status: 201 })
    const made = treatmentRecordSchema.parse(await add())
    expect(await add()).toEqual(made)
    const { episodes, treatments } = await clinic.coordinator.read(
      memberRecordSchema,
      '/members/new-1/record',
    )
    expect([episodes[0]?.arm, treatments]).toEqual(['combined', [made]])
  })

  test('ends with a reason, and not before it began', async () => {
    const end = (ended_on: string, version = 1) => ({ version, ended_on, reason: 'the doctor said so' })
    expect((await refused(clinic.coordinator, ['PATCH', path], end('2026-02-01'))).errors).toEqual([
      'ended_on end_before_start',
    ])
    expect(await sent(clinic.coordinator, ['PATCH', path], end('2026-02-20'))).toMatchObject({ version: 2 })
    expect(await refused(clinic.coordinator, ['PATCH', path], end('2026-02-21'))).toMatchObject({
      status: 409,
    })
    expect(
      await refused(clinic.coordinator, ['PATCH', path.replace('medication', 'yoga')], end('2026-02-21', 2)),
    ).toMatchObject({ status: 404, code: 'treatment_not_found' })
  })

  test('that contradicts a recorded arm is refused', async () => {
    await clinic.database.ownerQuery(
      `update episode set recorded_arm = 'group_only' from member
       where member.member_id = episode.member_id and member_code = 'deteriorates'`,
    )
    const answer = await refused(clinic.coordinator, ['POST', '/concurrent-treatments'], {
      ...given,
      member_id: 'deteriorates',
      started_on: '2026-01-06',
    })
    expect(answer.errors).toEqual(['started_on arm_contradiction'])
  })
})

test('attendance is corrected with a reason, and taken back', async () => {
  const path = ['PATCH', '/attendance/g1-1/improves'] as const
  const corrected = attendanceRecordSchema.parse(
    await sent(clinic.therapist, path, { version: 1, status: 'absent_notified', reason: 'a slip' }),
  )
  expect(corrected.attendance).toMatchObject({ status: 'absent_notified', version: 2 })
  expect(
    await refused(clinic.coordinator, path, { version: 1, status: 'late', reason: 'mine' }),
  ).toMatchObject({
    status: 409,
    errors: ['attendance.status'],
  })
  const back = { version: 2, status: null, reason: 'never there' }
  expect(await sent(clinic.coordinator, path, back)).toEqual({
    member_id: 'improves',
    session_id: 'g1-1',
    attendance: null,
  })
})
