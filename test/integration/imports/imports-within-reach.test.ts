/** Imports of people and programs who work at some sites: what they may store, and what they are told of the rest. */

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { AccessContext } from '../../../api/src/database/access.js'
import { KeyedImportsService } from '../../../api/src/features/imports/http/keyed-imports.service.js'
import type { ImportRequest, ImportsService } from '../../../api/src/features/imports/imports.service.js'
import { changedFile, clinicFiles, lines } from '../../builders/import-files.js'
import { createTestDatabase, type TestDatabase } from '../support/test-database.js'
import { contextOf, insertPerson, type Person } from '../support/two-sites.js'
import { countRows, type ImportTexts, importRequest, importsService, tester } from './run-import.js'

const coordinatorAt = (id: string, sites: readonly string[]): Person => ({
  id,
  role: 'coordinator',
  sites,
  therapistId: null,
})
const north = coordinatorAt('u-north', ['S1'])
const south = coordinatorAt('u-south', ['S21'])
const both = coordinatorAt('u-both', ['S1', 'S21'])
const nowhere = coordinatorAt('u-nowhere', [])

const token: AccessContext = {
  actor: { kind: 'token', id: 'tok-north' },
  role: 'integration',
  requestId: 'test-request',
}

let database: TestDatabase
let service: ImportsService

beforeEach(async () => {
  database = await createTestDatabase()
  service = importsService(database.application)
  await database.ownerQuery(`insert into site (site_id, name) values ('S1', 'S1'), ('S21', 'S21')`)
  for (const person of [north, south, both, nowhere]) await insertPerson(database, person)
  await database.ownerQuery(
    `insert into api_token (token_id, name, token_hash, prefix, scopes, site_ids, created_by, expires_at)
     values ('tok-north', 'north', repeat('a', 64), 'tm_', '{ingest:write}', '{S1}', 'user:test', now() + interval '1 day')`,
  )
})
afterEach(() => database.drop())

const run = (who: Person, files: ImportTexts, options: Partial<ImportRequest> = {}) =>
  service.run(contextOf(who), importRequest(files, options))

/** The clinic of the builders as another site has it: S1 is S21, M1 is M21, and so on. */
function southFiles(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(clinicFiles()).map(([name, text]) => [name, text.replaceAll(/\b([SGMRT])(\d)/g, '$12$2')]),
  )
}

/** Another group at the site of the south, and rows of members.csv that are placed in it. */
function secondGroup(...members: readonly string[]): Record<string, string> {
  return {
    'groups.csv': lines(
      'group_id,site_id,therapist_id,modality,format,structure,start_date,planned_sessions',
      'G22,S21,T21,support,online,open,2026-01-05,8',
    ),
    'members.csv': lines('member_id,group_id,join_date,planned_end_date', ...members),
  }
}

const CONFLICT = { code: 'conflict_out_of_reach', status: 409 }

describe('rows in reach', () => {
  test.each<[string, AccessContext]>([
    ['a coordinator', contextOf(north)],
    ['a program with a token', token],
  ])('%s stores, repeats and corrects the clinic of their site', async (_who, caller) => {
    const first = await service.run(caller, importRequest(clinicFiles()))
    expect(first.report).toMatchObject({ committed: true, rows: 20, accepted: 20, touched_episodes: 2 })
    expect(first.report.created).toEqual([{ kind: 'therapist', id: 'T1' }])
    const again = await service.run(caller, importRequest(clinicFiles()))
    expect(again.report).toMatchObject({ committed: true, duplicate: 20, touched_episodes: 0 })
    const files = {
      ...changedFile('groups.csv', { replace: [',T1,', ',T2,'] }),
      ...changedFile('members.csv', { replace: ['2026-01-19,dropped_out', '2026-01-20,referred_on'] }),
      ...changedFile('sessions.csv', { replace: ['2026-01-12,held', '2026-01-13,held'] }),
      ...changedFile('attendance.csv', { replace: ['M1,G1-3,absent_notified', 'M1,G1-3,present'] }),
      ...changedFile('responses.csv', { replace: ['phq9,2', 'phq9,3'] }),
    }
    const corrected = await service.run(caller, importRequest(files, { correctReason: 'list of the clinic' }))
    expect(corrected.report).toMatchObject({ committed: true, corrected: 5, rejected: 0 })
    expect(await countRows(database)).toMatchObject({
      response_history: 1,
      member_record_history: 2,
      reference_record_history: 2,
    })
  })

  test('a dry run finds the same, and stores nothing', async () => {
    const { report } = await run(north, clinicFiles(), { dryRun: true })
    expect(report).toMatchObject({ dry_run: true, accepted: 20, rejected: 0, touched_episodes: 2 })
    expect(await countRows(database)).toMatchObject({ member: 0, therapist: 0 })
  })

  test('names and births are stored, and completed by a later file', async () => {
    const header = 'member_id,group_id,join_date,planned_end_date,full_name,date_of_birth'
    const rows = (birth: string) =>
      lines(header, `M1,G1,2026-01-05,2026-01-26,Willow Testbrook,${birth}`, 'M2,G1,2026-01-05,2026-01-26,,')
    await run(north, clinicFiles({ 'members.csv': rows('') }))
    const { report } = await run(north, { 'members.csv': rows('1990-04-01') }, { correctReason: 'found' })
    expect(report).toMatchObject({ committed: true, corrected: 1 })
    expect(
      await database.ownerQuery(
        'select full_name, date_of_birth::text, version from member_identity order by member_id limit 1',
      ),
    ).toEqual([{ full_name: 'Willow Testbrook', date_of_birth: '1990-04-01', version: 2 }])
  })
})

describe('ids that records of another site have', () => {
  beforeEach(async () => {
    await run(north, clinicFiles())
  })

  test('are rejected row by row, and the other rows are stored', async () => {
    const files = southFiles()
    const add = (name: string, ...rows: string[]) => ({ [name]: `${files[name] ?? ''}${lines(...rows)}` })
    const { report, rejects } = await run(
      south,
      {
        ...files,
        ...add(
          'groups.csv',
          'G1,S21,T21,support,online,open,2026-01-05,8',
          'G29,S1,T21,support,online,open,2026-01-05,8',
        ),
        ...add('members.csv', 'M1,G21,2026-01-05,2026-01-26,,,,,,,,', 'M29,G1,2026-01-05,2026-01-26,,,,,,,,'),
        ...add('sessions.csv', 'G1-1,G21,9,2026-01-05,held', 'G29-1,G1,9,2026-01-05,held'),
        ...add('attendance.csv', 'M1,G21-1,present', 'M21,G1-2,present'),
        ...add('responses.csv', 'R99,M1,,2026-01-05,phq9,1,1,1,1,1,1,1,1,2'),
      },
      { mode: 'accept-valid' },
    )
    expect(rejects.map(({ file, row, column, code }) => `${file} ${row} ${column} ${code}`)).toEqual([
      'groups.csv 3 group_id out_of_reach',
      'groups.csv 4 site_id out_of_reach',
      'members.csv 4 member_id out_of_reach',
      'members.csv 5 group_id out_of_reach',
      'sessions.csv 6 session_id out_of_reach',
      'sessions.csv 7 group_id out_of_reach',
      'attendance.csv 10 member_id out_of_reach',
      'attendance.csv 11 session_id out_of_reach',
      'responses.csv 7 member_id out_of_reach',
    ])
    expect(report).toMatchObject({
      committed: true,
      accepted: 20,
      rejected: 9,
      safety: { rows: [{ file: 'responses.csv', row: 7 }] },
    })
    expect(await countRows(database)).toMatchObject({ member: 4, treatment_group: 2, response: 10 })
  })

  test('are told of alike, whatever the record behind them is', async () => {
    const asked = lines('member_id,session_id,status', 'M1,G1-1,present')
    const before = (await run(south, { 'attendance.csv': asked })).rejects
    await service.run(
      contextOf(north),
      importRequest(changedFile('attendance.csv', { replace: ['M1,G1-1,present', 'M1,G1-1,late'] }), {
        correctReason: 'a mistake',
      }),
    )
    expect((await run(south, { 'attendance.csv': asked })).rejects).toEqual(before)
  })

  test('are free to somebody who works with both sites', async () => {
    await run(south, southFiles())
    const { report } = await run(both, secondGroup('M1,G22,2026-02-02,2026-03-26'))
    expect(report).toMatchObject({ committed: true, accepted: 2, rejected: 0 })
    // From then on the south sees the member, through that episode.
    const more = lines('member_id,group_id,join_date', 'M1,G22,2026-04-02')
    expect((await run(south, { 'members.csv': more })).report).toMatchObject({ committed: true, accepted: 1 })
  })

  test('that are free for all are unknown, and not out of reach', async () => {
    const { rejects } = await run(south, {
      'attendance.csv': lines('member_id,session_id,status', 'M9,G9-9,present'),
    })
    expect(rejects.map(({ code }) => code)).toEqual(['unknown_member', 'unknown_session'])
  })
})

describe('sites', () => {
  test('are neither made nor changed, and are used as they are', async () => {
    const files = { ...clinicFiles(), 'sites.csv': lines('site_id,name', 'S1,S1', 'S9,New') }
    const { rejects } = await run(north, files)
    expect(rejects).toMatchObject([{ file: 'sites.csv', row: 3, code: 'needs_administrator' }])
    const other = { 'sites.csv': lines('site_id,name', 'S1,Other name') }
    expect((await run(north, other, { correctReason: 'moved' })).rejects).toMatchObject([
      { row: 2, code: 'needs_administrator' },
    ])
    const groups = changedFile('groups.csv', { replace: ['G1,S1', 'G1,S9'] })
    expect((await run(north, groups)).rejects).toMatchObject([{ code: 'unknown_site' }])
    expect(await countRows(database)).toMatchObject({
      site: 2,
      treatment_group: 0,
      reference_record_history: 0,
    })
  })

  test('are made by the command line, which sees every record', async () => {
    await run(north, clinicFiles())
    const commandLine = importsService(database)
    const groups = changedFile('groups.csv', { add: ['G9,S9,T1,support,online,open,2026-01-05,8'] })
    const { report } = await commandLine.run(tester, importRequest({ ...clinicFiles(), ...groups }))
    expect(report).toMatchObject({ committed: true, accepted: 1, duplicate: 20 })
    expect(report.created).toEqual([{ kind: 'site', id: 'S9' }])
  })

  test('of therapists stay as they are where the file does not tell them', async () => {
    const commandLine = importsService(database)
    const therapists = (header: string, row: string) =>
      commandLine.run(
        tester,
        importRequest({ 'therapists.csv': lines(header, row) }, { correctReason: 'married' }),
      )
    await therapists('therapist_id,display_name,site_id', 'T1,One,S1')
    const { report } = await therapists('therapist_id,display_name', 'T1,Uno')
    expect(report).toMatchObject({ committed: true, corrected: 1, created: [] })
  })
})

describe('what only the database can know', () => {
  /** M1 was at the north until 26 January, and comes to the south in February: both sites see the member. */
  beforeEach(async () => {
    await run(north, clinicFiles())
    await run(south, southFiles())
    await run(both, secondGroup('M1,G22,2026-02-02,2026-03-26'))
  })

  test.each<[string, Record<string, string>, string]>([
    [
      'an episode at the same time as one that is out of sight',
      {
        'members.csv': lines('member_id,group_id,join_date,planned_end_date', 'M1,G21,2026-01-12,2026-01-20'),
      },
      'members.csv',
    ],
    [
      'a response_id that a form of the member has there',
      {
        'responses.csv': lines(
          'response_id,member_id,response_date,measure,item1,item2,item3,item4,item5,item6,item7,item8,item9',
          'R1,M1,2026-02-09,phq9,1,1,1,1,1,1,1,1,0',
        ),
      },
      'responses.csv',
    ],
  ])('%s is refused whole: nothing is stored, and it is recorded', async (_what, files, file) => {
    const before = await countRows(database)
    await expect(run(south, files, { mode: 'accept-valid' })).rejects.toMatchObject({ ...CONFLICT, file })
    expect(await countRows(database)).toEqual(before)
    const { imports } = await service.list(contextOf(south), { limit: 1, offset: 0 })
    expect(imports).toMatchObject([
      { committed: false, rows: 0, errors: [{ code: 'conflict_out_of_reach', file }] },
    ])
  })

  test('its words tell nothing of the record', async () => {
    const header = 'member_id,group_id,join_date,planned_end_date'
    const files = { 'members.csv': lines(header, 'M1,G21,2026-01-12,2026-01-20') }
    await expect(run(south, files)).rejects.toThrow(
      /^A row of members\.csv collides with a record that you cannot see: at a site that is not yours, or stored while the import ran\. Import again; if it stays, ask somebody who works with both sites\.$/,
    )
  })
})

describe('what changes while an import runs', () => {
  const onNewGroup = (statement: string) =>
    database
      .ownerQuery(
        `create function meanwhile() returns trigger language plpgsql security definer as
         $$ begin ${statement}; return null; end $$`,
      )
      .then(() =>
        database.ownerQuery(
          'create trigger meanwhile after insert on treatment_group execute function meanwhile()',
        ),
      )

  test('a member_id that is given to somebody else is not taken over', async () => {
    await onNewGroup(`insert into member (member_code) values ('M1')`)
    await expect(run(north, clinicFiles())).rejects.toMatchObject({ ...CONFLICT, file: 'members.csv' })
    await expect(importsService(database).run(tester, importRequest(clinicFiles()))).rejects.toMatchObject(
      CONFLICT,
    )
    expect(await countRows(database)).toMatchObject({ member: 0, treatment_group: 0 })
  })

  test('a site that is taken away takes the right to store with it', async () => {
    await onNewGroup(`delete from user_site where user_id = 'u-north'`)
    await expect(run(north, clinicFiles())).rejects.toMatchObject({ ...CONFLICT, file: '' })
    expect(await countRows(database)).toMatchObject({ member: 0, treatment_group: 0 })
  })
})

describe('somebody without a site', () => {
  test.each<[string, ImportTexts]>([
    ['a clinic', clinicFiles()],
    ['a file that cannot be read', { 'sessions.csv': 'a;b\n1;2\n' }],
  ])('is refused %s, in words', async (_what, files) => {
    await expect(run(nowhere, files)).rejects.toThrow(/you have no site/)
    await expect(run(nowhere, files, { dryRun: true })).rejects.toMatchObject(CONFLICT)
    await expect(keyed().run(contextOf(nowhere), importRequest(files), 'key', 'hash')).rejects.toMatchObject(
      CONFLICT,
    )
  })
})

const keyed = () => new KeyedImportsService(database.application.access, service)

describe('past imports', () => {
  test('are seen by who made them and by the command line, with their rejects', async () => {
    const bad = changedFile('members.csv', { replace: ['M2,G1,2026-01-05', 'M2,G1,2026-01-32'] })
    const { report } = await run(north, { ...clinicFiles(), ...bad })
    const id = report.import_id ?? 0
    const seenBy = async (imports: ImportsService, caller: AccessContext) => {
      const list = await imports.list(caller, { limit: 10, offset: 0 })
      const rejects: number[] = []
      for await (const part of imports.rejects(caller, id)) rejects.push(part.length)
      return { total: list.total, found: (await imports.find(caller, id))?.import_id ?? null, rejects }
    }
    const whole = { total: 1, found: id, rejects: [report.rejects_total] }
    const none = { total: 0, found: null, rejects: [0] }
    expect(report.rejects_total).toBeGreaterThan(1)
    expect(await seenBy(service, contextOf(north))).toEqual(whole)
    expect(await seenBy(importsService(database), tester)).toEqual(whole)
    expect(await seenBy(service, contextOf(both))).toEqual(none)
    expect(await seenBy(service, contextOf(south))).toEqual(none)
    expect(await seenBy(service, token)).toEqual(none)
  })

  test.each<[string, AccessContext]>([
    ['a coordinator', contextOf(north)],
    ['a program', token],
  ])(
    '%s gets the first answer again for the same key and contents, and has keys of their own',
    async (_who, caller) => {
      const first = await keyed().run(caller, importRequest(clinicFiles()), 'key', 'hash')
      expect(first).toMatchObject({ committed: true, accepted: 20 })
      expect(await keyed().run(caller, importRequest(clinicFiles()), 'key', 'hash')).toEqual(first)
      await expect(keyed().run(caller, importRequest({}), 'key', 'other')).rejects.toMatchObject({
        status: 422,
      })
      expect(await keyed().run(contextOf(both), importRequest(clinicFiles()), 'key', 'hash')).toMatchObject({
        committed: true,
        duplicate: 20,
      })
    },
  )

  test('a key whose import collided can be used again', async () => {
    await run(south, southFiles())
    await run(north, clinicFiles())
    await run(both, secondGroup('M1,G22,2026-02-02,2026-03-26'))
    const files = {
      'members.csv': lines('member_id,group_id,join_date,planned_end_date', 'M1,G21,2026-01-12,2026-01-20'),
    }
    const send = () => keyed().run(contextOf(south), importRequest(files), 'key', 'hash')
    await expect(send()).rejects.toMatchObject(CONFLICT)
    await database.ownerQuery(
      `update episode set exited_on = '2026-01-10', planned_end_on = '2026-01-10' where group_id = 'G1'`,
    )
    expect(await send()).toMatchObject({ committed: true, accepted: 1 })
  })
})
