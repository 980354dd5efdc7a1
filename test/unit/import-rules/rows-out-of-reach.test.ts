import { describe, expect, test } from '@jest/globals'
import { type ImportLookup, type Reach, wholeReach } from '../../../api/src/core/import-rules/lookup.js'
import { changedFile, clinicFiles, lines } from '../../builders/import-files.js'
import { type JudgeOptions, judgeFiles } from '../../builders/judged-files.js'

/** Somebody with the site S1, and with what records of other sites have. */
function bounded(elsewhere: Partial<Reach['elsewhere']> = {}): Partial<ImportLookup> {
  return {
    sites: new Map([['S1', { siteId: 'S1', name: 'S1', timeZone: 'UTC' }]]),
    reach: { elsewhere: { ...wholeReach.elsewhere, ...elsewhere }, mayChangeSites: false },
  }
}

async function problemsOf(files: Record<string, string>, options: JudgeOptions): Promise<string[]> {
  const { rejects } = await judgeFiles(files, options)
  return rejects.map(({ file, row, column, code }) => `${file} ${row} ${column} ${code}`)
}

test('a clinic at a site of theirs is taken as from anybody', async () => {
  const { report } = await judgeFiles(clinicFiles(), { stored: bounded() })
  expect(report).toMatchObject({ rows: 20, accepted: 20, rejected: 0 })
  expect(report.created).toEqual([{ kind: 'therapist', id: 'T1' }])
})

describe('an id that a record of another site has', () => {
  test('of a member: the row is rejected, and each that names the member; the others stay', async () => {
    const problems = await problemsOf(clinicFiles(), { stored: bounded({ members: new Set(['M2']) }) })
    expect(problems).toEqual([
      'members.csv 3 member_id out_of_reach',
      'attendance.csv 6 member_id out_of_reach',
      'attendance.csv 7 member_id out_of_reach',
      'attendance.csv 8 member_id out_of_reach',
      'attendance.csv 9 member_id out_of_reach',
      'responses.csv 6 member_id out_of_reach',
    ])
  })

  test('of a member whose row is in no file: rows that name the member, and treatments', async () => {
    const files = {
      'attendance.csv': lines('member_id,session_id,status', 'M2,G1-1,present'),
      'concurrent_treatments.csv': lines('member_id,kind,started_on', 'M2,medication,2026-01-01'),
    }
    expect(
      await problemsOf(files, {
        stored: bounded({ members: new Set(['M2']), sessions: new Set(['G1-1']) }),
      }),
    ).toEqual([
      'concurrent_treatments.csv 2 member_id out_of_reach',
      'attendance.csv 2 member_id out_of_reach',
      'attendance.csv 2 session_id out_of_reach',
    ])
  })

  test('of a group: its row, and every row that is placed in it', async () => {
    const problems = await problemsOf(clinicFiles(), { stored: bounded({ groups: new Set(['G1']) }) })
    expect(problems.slice(0, 5)).toEqual([
      'groups.csv 2 group_id out_of_reach',
      'members.csv 2 group_id out_of_reach',
      'members.csv 3 group_id out_of_reach',
      'sessions.csv 2 group_id out_of_reach',
      'sessions.csv 3 group_id out_of_reach',
    ])
  })

  test('of a session: its row, and every row that names it', async () => {
    const problems = await problemsOf(clinicFiles(), { stored: bounded({ sessions: new Set(['G1-4']) }) })
    expect(problems).toEqual([
      'sessions.csv 5 session_id out_of_reach',
      'attendance.csv 5 session_id out_of_reach',
      'attendance.csv 9 session_id out_of_reach',
      'responses.csv 4 session_id out_of_reach',
      'responses.csv 5 session_id out_of_reach',
    ])
  })

  test('is named even where another cell of the row is bad', async () => {
    const files = {
      ...clinicFiles(),
      ...changedFile('members.csv', { replace: ['M2,G1,2026-01-05', 'M2,G1,2026-01-32'] }),
    }
    const problems = await problemsOf(files, { stored: bounded({ members: new Set(['M2']) }) })
    expect(problems.slice(0, 2)).toEqual([
      'members.csv 3 join_date no_such_day',
      'members.csv 3 member_id out_of_reach',
    ])
  })

  test('the words say that it is taken, and nothing of the record', async () => {
    const { rejects } = await judgeFiles(clinicFiles(), { stored: bounded({ members: new Set(['M2']) }) })
    expect(rejects[0]).toMatchObject({
      expected: 'an id of your own sites, or a new one',
      message:
        'This id belongs to a record at a site that is not yours. Correct it, or ask somebody who works with both sites to import the row.',
    })
  })
})

describe('sites of somebody who may not change them', () => {
  const groupAt = (site: string) =>
    clinicFiles({ ...changedFile('groups.csv', { replace: ['G1,S1', `G1,${site}`] }) })

  test('a group at a site of others, or at one that is not there, is rejected and no site is made', async () => {
    const stored = bounded({ sites: new Set(['S2']) })
    expect((await problemsOf(groupAt('S2'), { stored }))[0]).toBe('groups.csv 2 site_id out_of_reach')
    expect((await problemsOf(groupAt('S3'), { stored }))[0]).toBe('groups.csv 2 site_id unknown_site')
    expect((await judgeFiles(groupAt('S3'), { stored })).report.created).toEqual([])
  })

  test('a row of sites.csv may repeat what is stored; it makes and changes nothing, even as a correction', async () => {
    const rows = lines('site_id,name', 'S1,S1', 'S2,South', 'S3,New')
    const changed = lines('site_id,name', 'S1,North')
    const stored = bounded({ sites: new Set(['S2']) })
    for (const isCorrecting of [false, true]) {
      expect(await problemsOf({ 'sites.csv': rows }, { stored, isCorrecting })).toEqual([
        'sites.csv 3 site_id out_of_reach',
        'sites.csv 4 site_id needs_administrator',
      ])
      expect(await problemsOf({ 'sites.csv': changed }, { stored, isCorrecting })).toEqual([
        'sites.csv 2 site_id needs_administrator',
      ])
    }
  })

  test('a group at a site whose row was rejected says so', async () => {
    const files = { ...groupAt('S3'), 'sites.csv': lines('site_id', 'S3') }
    expect((await problemsOf(files, { stored: bounded() })).slice(0, 2)).toEqual([
      'sites.csv 2 site_id needs_administrator',
      'groups.csv 2 site_id depends_on_rejected_row',
    ])
  })

  test('a therapist of another site is neither made nor corrected', async () => {
    const stored = {
      ...bounded({ sites: new Set(['S2']) }),
      therapists: new Map([['T2', { therapistId: 'T2', displayName: 'Two', siteId: 'S2' }]]),
    }
    const files = {
      'therapists.csv': lines('therapist_id,display_name,site_id', 'T2,Second,S1', 'T3,Three,S2'),
    }
    expect(await problemsOf(files, { stored, isCorrecting: true })).toEqual([
      'therapists.csv 2 therapist_id out_of_reach',
      'therapists.csv 3 site_id out_of_reach',
    ])
    const same = { 'therapists.csv': lines('therapist_id,display_name,site_id', 'T2,Two,S2') }
    expect((await judgeFiles(same, { stored })).report).toMatchObject({ duplicate: 1, rejected: 0 })
  })
})
