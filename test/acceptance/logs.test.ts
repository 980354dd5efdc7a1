import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { type Problem, problemSchema } from '../../api/src/contracts/problem.js'
import { clinicFiles, lines } from '../builders/import-files.js'
import { type ImportFiles, sendFiles, sendImport } from './support/send-import.js'
import { firstStaff, type Staff } from './support/staff.js'
import { type Installation, newInstallation, type RunningTidemark } from './support/tidemark-process.js'

/** What a clinic's files and requests hold and no log may: names, dates of birth, free text, answers. */
const SECRETS = ['Quixworth', '1987-03-19', '19/03/1987', 'Waxwing', 'hears voices', '3,0,3,1,2,0,3,1,2']

const MEMBERS = 'member_id,group_id,join_date,exit_date,full_name,date_of_birth'
const RESPONSES =
  'response_id,member_id,session_id,response_date,measure,item1,item2,item3,item4,item5,item6,item7,item8,item9'

const good = clinicFiles({
  'members.csv': lines(MEMBERS, 'M1,G1,2026-01-05,2026-02-09,Zebulon Quixworth,1987-03-19'),
  'attendance.csv': lines('member_id,session_id,status', 'M1,G1-1,present', 'M1,G1-2,late'),
  'responses.csv': lines(RESPONSES, 'R1,M1,G1-1,2026-01-05,phq9,3,0,3,1,2,0,3,1,2'),
})

let installation: Installation
let server: RunningTidemark
let staff: Staff

beforeAll(async () => {
  installation = await newInstallation()
  server = await installation.start({ LOG_LEVEL: 'trace' })
  staff = await firstStaff(installation, () => server, ['S1'])
}, 120_000)
afterAll(() => installation.remove())

describe('what a clinic knows about its members', () => {
  test('is in no report about rows that were not taken', async () => {
    const bad: ImportFiles = {
      'members.csv': lines(
        MEMBERS,
        'M1,G1,2026-01-05,2026-02-09,Zebulon Waxwing,1987-03-19',
        'M7,G1,Zebulon Quixworth,,1987-03-19,19/03/1987',
        'M8,Waxwing Lodge,2026-01-05,,Ada Waxwing,1987-03-19',
      ),
      'responses.csv': lines(
        RESPONSES,
        'R2,M1,G1-2,2026-01-12,phq9,hears voices,0,3,1,2,0,3,1,2',
        'R3,M1,Zebulon Quixworth,2026-01-12,phq9,3,0,3,1,2,0,3,1,2',
        'R4,M1,G1-2,19/03/1987,hears voices,3,0,3,1,2,0,3,1,2',
      ),
    }
    expect(await sendImport(staff.coordinator, good)).toMatchObject({ committed: true, rejected: 0 })
    const { rejected, first_rejects } = await sendImport(staff.coordinator, bad, { mode: 'accept-valid' })
    expect(rejected).toBe(6)
    expect(leaksIn(JSON.stringify(first_rejects))).toEqual([])
  })

  test('is in no problem that a request is answered with', async () => {
    const problems = [
      await problemOf(get('/members/Quixworth')),
      await problemOf(get('/groups/Zebulon%20Quixworth/board')),
      await problemOf(get('/episodes?page=Quixworth&sort=1987-03-19&from=19/03/1987')),
      await problemOf(get('/programme/outcomes?measure=Waxwing&arm=hears%20voices')),
      await problemOf(get('/Quixworth?Waxwing=1987-03-19')),
      await problemOf(post('/imports', '{"full_name":"Zebulon Quixworth"', 'application/json')),
      await problemOf(post('/episodes', 'Zebulon Quixworth', 'text/plain')),
      await problemOf(sendFiles(staff.coordinator, good, { mode: 'Quixworth', Waxwing: 'hears voices' })),
      await problemOf(sendFiles(staff.coordinator, { 'groups.csv': 'PK\u0003\u0004 Waxwing' })),
      await problemOf(sendFiles(staff.coordinator, good, { dry_run: '1987-03-19' })),
    ]
    expect(problems.map(({ status }) => status)).toEqual([404, 404, 400, 400, 404, 400, 415, 400, 415, 400])
    expect(leaksIn(JSON.stringify(problems))).toEqual([])
  })

  test('is in no log, neither of the server nor of the database', async () => {
    for (const below of ['/episodes?search=Quixworth', '/members/M1/trajectory', '/responses?member=M1']) {
      expect((await get(below)).status).toBe(200)
    }
    const asCoordinator = [
      staff.coordinator.fetch('/api/v1/imports'),
      staff.coordinator.fetch('/api/v1/members/M1/identity'),
      post('/members/search', '{"text":"Zebulon Quixworth"}', 'application/json'),
    ]
    for (const answer of await Promise.all(asCoordinator)) expect(answer.status).toBe(200)
    const database = path.join(installation.folder, 'postgres', 'cluster', 'server.log')
    const { output, errors } = await server.end('SIGTERM')
    // Each request stands in the log, so that an empty one proves nothing here.
    expect(output).toContain('/api/v1/members/:id/trajectory')
    expect(leaksIn(output + errors)).toEqual([])
    expect(leaksIn(await readFile(database, 'utf8'))).toEqual([])
  })
})

const get = (below: string) => staff.director.fetch(`/api/v1${below}`)

const post = (below: string, body: string, type: string) =>
  staff.coordinator.fetch(`/api/v1${below}`, { method: 'POST', body, headers: { 'content-type': type } })

async function problemOf(answered: Promise<Response>): Promise<Problem> {
  const answer = await answered
  const problem = problemSchema.parse(await answer.json())
  expect([answer.headers.get('content-type'), answer.status]).toEqual([
    expect.stringContaining('application/problem+json'),
    problem.status,
  ])
  return problem
}

function leaksIn(text: string): string[] {
  return SECRETS.filter((secret) => text.toLowerCase().includes(secret.toLowerCase()))
}
