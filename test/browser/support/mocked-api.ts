import type { Page, Route } from 'playwright-core'
import { anImportBatch } from './import-answers.js'
import { aProgrammeTrajectory, GAD7, PHQ9, someProgrammeOutcomes } from './programme-answers.js'

/** What one path below /api/v1 answers; a function sees the request's parameters. */
type Answer =
  | { status: number; body: unknown }
  | ((search: URLSearchParams) => { status: number; body: unknown })

export type MockedAnswers = Readonly<Record<string, Answer>>

const ok = (body: unknown): Answer => ({ status: 200, body })

/** Answers for every read of the dashboard's frame; a test replaces those it is about. */
export const USUAL_ANSWERS: MockedAnswers = {
  '/measures': ok({ measures: [PHQ9, GAD7] }),
  '/sites': ok({
    sites: [
      { site_id: 'north', name: 'North', time_zone: 'Europe/London' },
      { site_id: 'east', name: 'East', time_zone: 'Europe/London' },
    ],
  }),
  '/groups': ok({ groups: [], total: 0 }),
  '/programme/outcomes': ok(someProgrammeOutcomes()),
  '/programme/trajectory': (search) => ({
    status: 200,
    body: aProgrammeTrajectory(search.get('measure') ?? 'phq9'),
  }),
  '/imports': ok({ imports: [anImportBatch()], total: 1 }),
}

/** Answers every request of the page to the API; a path without an answer is a 404 problem. */
export async function mockApi(page: Page, answers: MockedAnswers): Promise<void> {
  await page.route('**/api/v1/**', (route) => answer(route, answers))
}

async function answer(route: Route, answers: MockedAnswers): Promise<void> {
  const { pathname, searchParams } = new URL(route.request().url())
  const found = answers[pathname.replace('/api/v1', '')]
  const { status, body } =
    found === undefined
      ? aProblem(404, 'not_found')
      : typeof found === 'function'
        ? found(searchParams)
        : found
  await route.fulfill({
    status,
    contentType: status < 400 ? 'application/json' : 'application/problem+json',
    body: JSON.stringify(body),
  })
}

export function aProblem(status: number, code: string): { status: number; body: unknown } {
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
