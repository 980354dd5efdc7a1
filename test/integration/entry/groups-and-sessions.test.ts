import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import {
  groupPageSchema,
  groupRecordSchema,
  groupSessionRecordSchema,
} from '../../../api/src/contracts/group-records.js'
import { type EntryClinic, refused, sent, startEntryClinic, TODAY } from './entry-clinic.js'

let clinic: EntryClinic

beforeAll(async () => {
  clinic = await startEntryClinic()
})
afterAll(() => clinic.close())

const aGroup = (change: object = {}) => ({
  group_id: 'g9',
  site_id: 'north',
  therapist_id: 'T-g1',
  modality: 'support',
  format: 'online',
  structure: 'open',
  start_date: '2026-03-01',
  planned_sessions: 10,
  ...change,
})

describe('a group', () => {
  test('is made once, however often it is sent, and its therapist sees it at once', async () => {
    const add = () => sent(clinic.coordinator, ['POST', '/groups'], aGroup(), { status: 201 })
    const made = groupRecordSchema.parse(await add())
    expect(made).toMatchObject({ group_id: 'g9', name: 'g9', version: 1, co_therapist_id: null })
    expect(await Promise.all([add(), add(), add()])).toEqual([made, made, made])
    const seen = await clinic.therapist.read(groupPageSchema, '/groups/g9/record')
    expect([seen.group.group_id, seen.today, seen.sessions, seen.episodes]).toEqual(['g9', TODAY, [], []])
    const events = await clinic.database.ownerQuery(
      `select action, detail::jsonb - 'route' as detail from audit_event where target = 'group:g9' order by number`,
    )
    expect(events).toEqual([
      { action: 'record.create', detail: {} },
      { action: 'caseload.change', detail: { change: 'group', lead: 'T-g1', co_lead: 'none' } },
    ])
  })

  test.each<[string, object, number, string[]]>([
    ['with another content under its id', aGroup({ format: 'hybrid' }), 409, ['group_id conflict']],
    [
      'at a site that is not theirs',
      aGroup({ group_id: 'g8', site_id: 'south' }),
      422,
      ['site_id out_of_reach'],
    ],
    ['at a site that is none', aGroup({ group_id: 'g8', site_id: 'west' }), 422, ['site_id unknown_site']],
    ['under the id of a group elsewhere', aGroup({ group_id: 'g2' }), 422, ['group_id out_of_reach']],
    [
      'of a therapist who is none',
      aGroup({ group_id: 'g8', therapist_id: 'T-x' }),
      422,
      ['therapist_id unknown_therapist'],
    ],
    [
      'led twice by one',
      aGroup({ group_id: 'g8', co_therapist_id: 'T-g1' }),
      422,
      ['co_therapist_id same_therapist_twice'],
    ],
    [
      'that ends before it starts',
      aGroup({ group_id: 'g8', end_date: '2026-02-01' }),
      422,
      ['end_date end_before_start'],
    ],
    [
      'of 0 sessions',
      aGroup({ group_id: 'g8', planned_sessions: 0 }),
      422,
      ['planned_sessions number_out_of_range'],
    ],
  ])('%s is refused', async (_, group, status, errors) => {
    expect(await refused(clinic.coordinator, ['POST', '/groups'], group)).toMatchObject({ status, errors })
    const [count] = await clinic.database.ownerQuery(
      `select count(*)::int as groups from treatment_group where group_id in ('g8', 'T-x')`,
    )
    expect(count).toEqual({ groups: 0 })
  })

  test('is changed with a reason; the second of two people is told what is there now', async () => {
    const path = ['PATCH', '/groups/g9'] as const
    const renamed = { version: 1, name: 'Tuesday support', reason: 'a better name' }
    expect(await sent(clinic.coordinator, path, renamed)).toMatchObject({
      name: 'Tuesday support',
      version: 2,
    })
    expect(await sent(clinic.coordinator, path, renamed)).toMatchObject({ version: 2 })
    const late = await clinic.coordinatorOfBoth.send('PATCH', '/api/v1/groups/g9', {
      version: 1,
      name: 'Monday support',
      reason: 'mine',
    })
    expect([late.status, Object(late.json()).errors]).toEqual([
      409,
      [{ path: 'name', message: 'It is now: Tuesday support.' }],
    ])
    const history = await clinic.database.ownerQuery(
      `select version, content ->> 'name' as name, reason, replaced_by like 'user:u-coordinator%' as by_them
       from reference_record_history where record_key = 'g9'`,
    )
    expect(history).toEqual([{ version: 1, name: 'g9', reason: 'a better name', by_them: true }])
  })

  test('of another site is not there', async () => {
    const path = ['PATCH', '/groups/g2'] as const
    expect(
      await refused(clinic.coordinator, path, { version: 1, name: 'mine', reason: 'why not' }),
    ).toMatchObject({
      status: 404,
      code: 'group_not_found',
    })
  })
})

describe('a session', () => {
  const session = { group_id: 'g9', session_number: 1, session_date: '2026-03-02' }

  test('is planned once, however often it is sent', async () => {
    const add = () => sent(clinic.coordinator, ['POST', '/group-sessions'], session, { status: 201 })
    const made = groupSessionRecordSchema.parse(await add())
    expect(made).toMatchObject({ session_id: 'g9-1', status: 'planned', n_attendance: 0, version: 1 })
    expect(await Promise.all([add(), add()])).toEqual([made, made])
  })

  test.each<[string, object, string[]]>([
    [
      'with a number that another one has',
      { ...session, session_id: 'other' },
      ['session_number session_number_twice'],
    ],
    [
      'held on a day to come',
      { ...session, session_number: 2, session_date: '2026-03-03', status: 'held' },
      ['session_date future_date'],
    ],
    [
      'under the id of one elsewhere',
      { ...session, session_number: 2, session_id: 'g2-1' },
      ['session_id out_of_reach'],
    ],
    [
      'of a day of 25 hours',
      { ...session, session_number: 2, duration_minutes: 1500 },
      ['duration_minutes number_out_of_range'],
    ],
  ])('%s is refused', async (_, given, errors) => {
    expect((await refused(clinic.coordinator, ['POST', '/group-sessions'], given)).errors).toEqual(errors)
  })

  test('of a group that is not theirs is refused', async () => {
    const other = { ...session, group_id: 'g2', session_number: 99 }
    expect(await refused(clinic.coordinator, ['POST', '/group-sessions'], other)).toMatchObject({
      status: 404,
    })
  })

  test('is moved and cancelled by who leads the group', async () => {
    const change = (body: object) => sent(clinic.therapist, ['PATCH', '/group-sessions/g9-1'], body)
    expect(
      await change({ version: 1, session_date: '2026-03-04', reason: 'the room was taken' }),
    ).toMatchObject({
      session_date: '2026-03-04',
      version: 2,
    })
    expect(await change({ version: 2, status: 'cancelled', reason: 'the therapist is ill' })).toMatchObject({
      status: 'cancelled',
      version: 3,
    })
    expect(await refused(clinic.therapist, ['POST', '/group-sessions'], session)).toMatchObject({
      status: 403,
    })
    expect(
      await refused(clinic.therapist, ['PATCH', '/group-sessions/g2-1'], {
        version: 1,
        status: 'planned',
        reason: 'no',
      }),
    ).toMatchObject({ status: 400 })
    expect(
      await refused(clinic.therapist, ['PATCH', '/group-sessions/g2-1'], {
        version: 1,
        status: 'planned',
        reason: 'not mine',
      }),
    ).toMatchObject({ status: 404 })
  })
})

describe('a session that is cancelled after its entry', () => {
  const path = ['PATCH', '/group-sessions/g1-8'] as const

  beforeEach(async () => {
    await clinic.database.ownerQuery(
      `insert into attendance (member_id, group_session_id, episode_id, status)
       select member_id, group_session_id, episode_id, 'present'
       from episode join member using (member_id) join group_session using (group_id)
       where member_code = 'improves' and session_id = 'g1-8'
         and not exists (select from attendance a where a.member_id = episode.member_id
           and a.group_session_id = group_session.group_session_id)`,
    )
  })

  test('stays held while attendance is entered, and it is said what to do', async () => {
    expect(
      await refused(clinic.coordinator, path, {
        version: 1,
        status: 'cancelled',
        reason: 'it was next week',
      }),
    ).toEqual({ status: 422, code: 'not_accepted', errors: ['status session_in_use'] })
  })

  test('is cancelled with its attendance taken back: kept in the history, counted no more', async () => {
    const cancelled = await sent(clinic.coordinator, path, {
      version: 1,
      status: 'cancelled',
      take_back_attendance: true,
      reason: 'it was next week',
    })
    expect(cancelled).toMatchObject({ status: 'cancelled', n_attendance: 0, version: 2 })
    const kept = await clinic.database.ownerQuery(
      `select content ->> 'status' as status, reason from member_record_history`,
    )
    expect(kept).toEqual([{ status: 'present', reason: 'it was next week' }])
    const [event] = await clinic.database.ownerQuery(
      `select cardinality(member_ids) as members, detail::jsonb as detail from audit_event
       where target = 'group_session:g1-8' order by number desc limit 1`,
    )
    expect(event).toEqual({ members: 1, detail: { status: 'cancelled', attendance_taken_back: 1 } })
  })
})
