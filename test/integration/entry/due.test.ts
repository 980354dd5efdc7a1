import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { entryDueSchema } from '../../../api/src/contracts/entry.js'
import { type EntryClinic, sent, startEntryClinic } from './entry-clinic.js'

let clinic: EntryClinic

beforeAll(async () => {
  clinic = await startEntryClinic()
})
afterAll(() => clinic.close())

test('sessions of today and of the last 7 days that lack something, today first', async () => {
  const due = await clinic.therapist.read(entryDueSchema, '/entry/due')
  expect(due.sites).toEqual([{ site_id: 'north', name: 'Site north', today: '2026-03-02' }])
  expect(due.sessions).toEqual([
    {
      session_id: 'g1-9',
      session_number: 9,
      session_date: '2026-03-02',
      status: 'planned',
      group_id: 'g1',
      group_name: 'Group g1',
      site_id: 'north',
      is_today: true,
      n_in_care: 4,
      n_entered: 0,
      n_attended: 0,
      forms: [
        { measure: 'phq9', expected: 0, returned: 0 },
        { measure: 'gad7', expected: 0, returned: 0 },
      ],
      lacks: ['attendance'],
    },
    expect.objectContaining({ session_id: 'g1-8', is_today: false, n_in_care: 4, lacks: ['attendance'] }),
  ])
})

test('are of the own sites alone, and by the day of each site', async () => {
  clinic.api.setNow(new Date('2026-03-02T03:00:00Z'))
  const due = await clinic.coordinatorOfBoth.read(entryDueSchema, '/entry/due')
  clinic.api.setNow(new Date('2026-03-02T12:00:00Z'))
  expect(due.sites.map(({ site_id, today }) => [site_id, today])).toEqual([
    ['north', '2026-03-02'],
    ['south', '2026-03-01'],
  ])
  expect(due.sessions.map(({ session_id, is_today }) => [session_id, is_today])).toEqual([
    ['g1-9', true],
    ['g1-8', false],
    ['g2-8', false],
  ])
  const theirs = await clinic.otherCoordinator.read(entryDueSchema, '/entry/due')
  expect(theirs.sessions.map(({ session_id }) => session_id)).toEqual(['g2-9', 'g2-8'])
})

test('a session is done when everybody is entered and everybody who came has filled in', async () => {
  const enter = (member: string, body: object) =>
    sent(clinic.therapist, ['PUT', `/group-sessions/g1-9/members/${member}`], body)
  const came = { attendance: { status: 'present', version: null } }
  const missed = { attendance: { status: 'absent_notified', version: null } }
  const phq9 = { measure: 'phq9', replaces: null, answers: Array(9).fill(1) }
  const gad7 = { measure: 'gad7', replaces: null, answers: Array(7).fill(1) }
  const today = async () => {
    const due = await clinic.therapist.read(entryDueSchema, '/entry/due')
    const session = due.sessions.find(({ session_id }) => session_id === 'g1-9')
    return {
      lacks: session?.lacks,
      forms: session?.forms.map(({ returned }) => returned),
      done: due.n_complete,
    }
  }
  await enter('improves', { ...came, forms: [phq9] })
  for (const member of ['recovers', 'recovers-unreliably']) await enter(member, missed)
  expect(await today()).toEqual({ lacks: ['attendance', 'forms'], forms: [1, 0], done: 0 })
  await enter('deteriorates', missed)
  expect(await today()).toEqual({ lacks: ['forms'], forms: [1, 0], done: 0 })
  await enter('improves', { forms: [gad7] })
  expect(await today()).toEqual({ lacks: undefined, forms: undefined, done: 1 })
})

test('a cancelled session is due no more, and a member who left is waited for no more', async () => {
  await clinic.database.ownerQuery(`update group_session set status = 'cancelled' where session_id = 'g2-9'`)
  await clinic.database.ownerQuery(
    `update episode set exited_on = '2026-02-20' from member
     where member.member_id = episode.member_id and member_code = 'improves' and group_id = 'g1'`,
  )
  const due = await clinic.coordinatorOfBoth.read(entryDueSchema, '/entry/due')
  expect(due.sessions.map(({ session_id, n_in_care }) => [session_id, n_in_care])).toEqual([
    ['g1-8', 3],
    ['g2-8', 3],
  ])
})
