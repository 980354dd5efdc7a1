import type { Page, Request, Route } from 'playwright-core'
import { someEquity, someFlow } from '../../builders/programme-strata.js'
import { anImportBatch } from './import-answers.js'
import { aProgrammeTrajectory, GAD7, PHQ9, someProgrammeOutcomes } from './programme-answers.js'
import { aFunnel, someMissingScores } from './programme-card-answers.js'
import { aControlChart } from './programme-chart-answers.js'
import { aDoseResponse, aTimeToChange, aTimeToDropout, someAttendance } from './programme-time-answers.js'
import { aPreview, FOUND, someAggregateTables, someChoices } from './research-answers.js'
import { someoneSignedIn } from './signed-in.js'

interface Answered {
  readonly status: number
  /** Undefined for none, as with 204. */
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** What one path answers; a function sees the request. */
type Answer = Answered | ((search: URLSearchParams, request: Request) => Answered)

/** By path below /api/v1, or by whole path. */
export type MockedAnswers = Readonly<Record<string, Answer>>

export const ok = (body: unknown): Answered => ({ status: 200, body })

/** Answers for every read of the dashboard's frame, for a director; a test replaces those it is about. */
export const USUAL_ANSWERS: MockedAnswers = {
  '/me': () => ok(someoneSignedIn()),
  '/measures': ok({ measures: [PHQ9, GAD7] }),
  '/sites': ok({
    sites: [
      { site_id: 'north', name: 'North', time_zone: 'Europe/London' },
      { site_id: 'east', name: 'East', time_zone: 'Europe/London' },
    ],
  }),
  '/groups': ok({ groups: [], total: 0 }),
  '/programme/outcomes': ok(someProgrammeOutcomes()),
  '/programme/equity': ok(someEquity()),
  '/programme/flow': ok(someFlow()),
  '/programme/control-chart': ok(aControlChart()),
  '/programme/funnel': ok(aFunnel()),
  '/programme/missing-data': (search) => ok(someMissingScores(search.get('measure') ?? 'phq9')),
  '/programme/time-to-change': (search) =>
    ok(search.get('event')?.startsWith('dropout') === true ? aTimeToDropout() : aTimeToChange()),
  '/programme/dose-response': ok(aDoseResponse()),
  '/programme/completeness': ok(someAttendance()),
  '/programme/trajectory': (search) => ({
    status: 200,
    body: aProgrammeTrajectory(search.get('measure') ?? 'phq9'),
  }),
  '/signals/escalated': ok({ n: 0 }),
  '/caseload/tiles': ok({ not_on_track: { n: 0, of: 0 }, item_9_new: 0, form_missing: 0, absent_twice: 0 }),
  '/aggregate-tables': ok(someAggregateTables()),
  '/dataset-exports': ok({ dataset_exports: [] }),
  '/dataset-exports/choices': ok(someChoices()),
  '/dataset-exports/preview': { status: 202, body: aPreview(null) },
  '/dataset-exports/previews/9': ok(aPreview(FOUND)),
  '/imports': ok({ imports: [anImportBatch()], total: 1 }),
}

/** Answers every request of the page to the API; a path without an answer is a 404 problem. */
export async function mockApi(page: Page, answers: MockedAnswers): Promise<void> {
  await page.route('**/api/**', (route) => answer(route, answers))
}

async function answer(route: Route, answers: MockedAnswers): Promise<void> {
  const { pathname, searchParams } = new URL(route.request().url())
  const found = answers[pathname.replace('/api/v1', '')] ?? aProblem(404, 'not_found')
  const { status, body, headers } = typeof found === 'function' ? found(searchParams, route.request()) : found
  await route.fulfill({
    status,
    contentType: status < 400 ? 'application/json' : 'application/problem+json',
    ...(headers === undefined ? {} : { headers: { ...headers } }),
    body: body === undefined ? '' : JSON.stringify(body),
  })
}

export function aProblem(status: number, code: string): Answered & { readonly body: unknown } {
  return {
    status,
    body: {
      type: `https://tidemark.example/problems/${code}`,
      title: 'The request failed',
      status,
      detail: 'The database did not answer in time. Nothing was changed.',
      code,
      request_id: 'req-4711',
    },
  }
}
