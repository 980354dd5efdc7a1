import { describe, expect, test } from '@jest/globals'
import type { MemberStanding } from '../../api/src/contracts/member-standing.js'
import type { MemberTrajectory } from '../../api/src/contracts/members.js'
import type { ResponseVersions } from '../../api/src/contracts/response-entry.js'
import type { SignalLife } from '../../api/src/contracts/signals.js'
import { PHQ9, RSES } from '../unit/dashboard/charts/measures.js'
import { aMember, dayAfterStart } from '../unit/dashboard/charts/member-builder.js'
import { mockedDashboard } from './support/dashboard-pages.js'
import { memberAnswers } from './support/member-answers.js'
import { type MockedAnswers, ok } from './support/mocked-api.js'
import { accessibilityFaults, overflowOf } from './support/open-page.js'
import { someoneInRole } from './support/signed-in.js'

const { open } = mockedDashboard()

const CRISIS_LINE = '988 Suicide and Crisis Lifeline, call or text 988'
const LIFE: SignalLife = {
  signal_id: 11,
  version: 1,
  state: 'open',
  raised_at: '2026-10-05T18:00:00.000Z',
  opened_at: '2026-10-05T18:00:00.000Z',
  snoozed_until: null,
  evidence_stands: true,
  escalated_at: null,
  escalates_at: null,
  last_action: null,
}
const RISK_LIFE = { ...LIFE, signal_id: 12, escalates_at: '2026-10-06T18:00:00.000Z' }
const RISK_SENTENCE = 'Item 9, thoughts of self-harm: answered 1 (several days)'
const BEYOND_SENTENCE = '5 points above the expected range at session 5, for the second time in a row'

const STANDING: MemberStanding = {
  status: 'not_on_track',
  sentence: `${RISK_SENTENCE}; ${BEYOND_SENTENCE}`,
  rules_version: 3,
  risk_item: {
    measure: 'phq9',
    latest: 'yes',
    latest_on: dayAfterStart(28),
    to_acknowledge: [{ answer: 1, on: dayAfterStart(28), sentence: RISK_SENTENCE, life: RISK_LIFE }],
  },
  signals: [
    {
      evidence: {
        kind: 'risk_item',
        level: 'not_on_track',
        measure: 'phq9',
        since: dayAfterStart(28),
        sentence: RISK_SENTENCE,
        rules_version: 3,
        model_fit_id: null,
        inputs: { item_number: 9, answer: 1, answered_on: dayAfterStart(28), is_unanswered_since: false },
      },
      life: RISK_LIFE,
    },
    {
      evidence: {
        kind: 'worse_than_expected',
        level: 'not_on_track',
        measure: 'phq9',
        since: dayAfterStart(21),
        sentence: BEYOND_SENTENCE,
        rules_version: 3,
        model_fit_id: 7,
        inputs: {
          baseline: { total: 17, on: dayAfterStart(0) },
          latest: { total: 23, on: dayAfterStart(28) },
          expected: 13,
          limit_84: 16.2,
          limit_90: 18.4,
          is_above_90: true,
          scores_in_a_row: 2,
          points_beyond: 5,
          session_number: 5,
          weeks_since_baseline: 4,
          fitted_episodes: 240,
        },
      },
      life: LIFE,
    },
  ],
}

const MEMBER: MemberTrajectory = (() => {
  const member = aMember(PHQ9, [
    { week: 0, score: 17 },
    { week: 1, score: 16, scoring: 'prorated' },
    { week: 2, score: null, attendance: 'absent_unnotified' },
    { week: 3, score: 21 },
    { week: 4, score: 23, riskAnswer: 1 },
  ])
  const earlier = {
    ...member.episode,
    episode_id: 1,
    group_name: 'Friday grief circle',
    joined_on: '2025-02-06',
    exited_on: '2025-04-24',
    exit_reason: 'completed' as const,
    is_open: false,
  }
  const expectedAt = (week: number) => ({
    expected: 17 - week,
    limit_84: 20.2 - week,
    limit_90: 22.4 - week,
  })
  return {
    ...member,
    episodes: [earlier, member.episode],
    points: member.points.map((point) => ({
      ...point,
      expected: point.weeks_since_baseline === 0 ? null : expectedAt(point.weeks_since_baseline),
    })),
    expected_response: {
      kind: 'fitted',
      model_fit_id: 7,
      fitted_at: '2026-09-01T02:00:00.000Z',
      episodes: 240,
      as_of: '2026-08-31',
      last_week: 12,
      weeks: Array.from({ length: 12 }, (_, place) => ({ week: place + 1, ...expectedAt(place + 1) })),
    },
    concurrent_treatments: [
      { kind: 'medication', started_on: dayAfterStart(14), ended_on: dayAfterStart(25) },
    ],
    standing: STANDING,
    what_was_done: [
      {
        signal_id: 11,
        kind: 'worse_than_expected',
        measure: 'phq9',
        event: 'act',
        taken: 'plan_reviewed',
        note: 'Talked about individual sessions',
        snoozed_until: null,
        by: 'Demo therapist',
        at: '2026-10-06T09:00:00.000Z',
        state: 'acknowledged',
        sentence: BEYOND_SENTENCE,
      },
      {
        signal_id: 11,
        kind: 'worse_than_expected',
        measure: 'phq9',
        event: 'raised',
        taken: null,
        note: null,
        snoozed_until: null,
        by: 'system',
        at: '2026-10-05T18:00:00.000Z',
        state: 'open',
        sentence: BEYOND_SENTENCE,
      },
    ],
  }
})()

const VERSIONS: ResponseVersions = {
  member_id: '0987',
  versions: [
    aVersion({ version: 2, total: 16, recorded_by: 'user:user-1' }),
    aVersion({
      version: 1,
      total: 15,
      recorded_by: 'command_line:import',
      replaced: { at: '2026-09-16T10:00:00.000Z', by: 'user:user-1', reason: 'one answer read wrongly' },
    }),
  ],
}

function aVersion(over: Partial<ResponseVersions['versions'][number]>): ResponseVersions['versions'][number] {
  return {
    measure: 'phq9',
    source_system: 'file',
    response_id: 'r1',
    version: 1,
    episode_id: 2,
    session_id: 's1',
    responded_on: dayAfterStart(7),
    mode: 'paper',
    answers: null,
    functional_difficulty: 1,
    n_missing: 0,
    scoring: 'total_only',
    total: 16,
    band: null,
    is_case: true,
    risk_item: 'unknown',
    is_voided: false,
    recorded_at: '2026-09-14T18:00:00.000Z',
    recorded_by: null,
    import_id: null,
    replaced: null,
    ...over,
  }
}

const deployment = { ...someoneInRole('therapist').deployment, crisis_line: CRISIS_LINE }

function answersFor(role: 'therapist' | 'director', member: MemberTrajectory = MEMBER): MockedAnswers {
  return {
    ...memberAnswers(role),
    '/me': () => ok(someoneInRole(role, { deployment })),
    '/members/0987/trajectory': ok(member),
    '/responses/file/r1/versions': ok(VERSIONS),
  }
}

describe('the page of a member who is not on track', () => {
  test.each([
    ['light', 1440],
    ['dark', 1440],
    ['light', 390],
    ['dark', 390],
  ] as const)('has no fault and no complaint in %s at %i pixels', async (scheme, width) => {
    const { page, complaints } = await open('/members/0987', answersFor('therapist'), { scheme, width })
    await page.locator('[data-expected-range]').waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    expect(complaints).toEqual([])
  })

  test('fits a window of 320 pixels, with every reason unfolded', async () => {
    const { page } = await open('/members/0987', answersFor('therapist'), { width: 320, height: 640 })
    await page.getByRole('button', { name: 'Why' }).click()
    await page.getByText('240 ended episodes').waitFor()
    expect(await overflowOf(page)).toBe(0)
  })

  test('tells item 9 in its own channel, with the crisis line, and lets a person acknowledge it', async () => {
    const sent: unknown[] = []
    const { page } = await open('/members/0987', {
      ...answersFor('therapist'),
      '/signals/12/actions': (_search, request) => {
        sent.push(request.postDataJSON())
        return ok({
          member_id: '0987',
          episode_id: 2,
          group_id: 'G1',
          group_name: 'Tuesday CBT',
          site_id: 'N',
          evidence: STANDING.signals[0]?.evidence,
          life: { ...RISK_LIFE, state: 'acknowledged', version: 2 },
          history: [],
        })
      },
    })
    const banner = page.getByRole('region', { name: 'Item 9' })
    await banner.getByText(CRISIS_LINE).waitFor()
    await banner.getByRole('button', { name: 'Acknowledge' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Acknowledge' }).click()
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    expect(sent).toEqual([{ action: 'acknowledge', version: 1, note: null, also_earlier: false }])
    expect(await page.getByText(/no risk/i).count()).toBe(0)
  })

  test('says why to look, on what it rests, by which rules, and offers the next step', async () => {
    const { page } = await open('/members/0987', answersFor('therapist'))
    const standing = page.getByRole('region', { name: 'Where this member stands' })
    await standing.getByText('1 reason beside item 9').waitFor()
    await standing.getByText('Not on track').waitFor()
    await standing.getByText('Rules, version 3').waitFor()
    await standing.getByRole('button', { name: 'Acknowledge' }).waitFor()
    await standing.getByRole('button', { name: 'Why' }).click()
    await standing.getByText('fit 7, 240 ended episodes of this deployment').waitFor()
  })

  test('shows the expected range in the picture and every number of it in the table', async () => {
    const { page } = await open('/members/0987', answersFor('therapist'))
    await page.getByRole('heading', { name: 'beyond the expected range' }).waitFor()
    await page.locator('[data-expected-range]').waitFor()
    await page.getByRole('tab', { name: 'Table' }).click()
    const table = page.getByRole('table', { name: /^PHQ-9 scores of member 0987/ })
    const row = table.getByRole('row', { name: /^5 Oct 2026/ })
    // Expected 13.0, nine of ten within 18.4, and 23 is beyond.
    await row.getByRole('cell').first().waitFor()
    const cells = await row.getByRole('cell').allInnerTexts()
    expect(cells.slice(7, 10)).toEqual(['13.0', '18.4', 'beyond'])
    await table.getByText('medication begins until 2 Oct 2026').waitFor()
    await table.getByText('absent without notice').waitFor()
  })

  test('tells what was done, the latest first, with the note and who wrote it', async () => {
    const { page } = await open('/members/0987', answersFor('therapist'))
    const done = page.getByRole('region', { name: 'What was done' })
    await done.getByText('Plan reviewed').waitFor()
    const entries = await done.getByRole('listitem').allInnerTexts()
    expect(entries[0]).toMatch(
      /^6 Oct 2026\s+Plan reviewed\s+PHQ-9: 5 points above.*\s+“Talked about individual sessions”\s+Demo therapist$/,
    )
    expect(entries[1]).toMatch(/^5 Oct 2026\s+Raised/)
  })

  test('lists the episodes of care, the latest on top, the others a link away', async () => {
    const { page } = await open('/members/0987', answersFor('therapist'))
    const episodes = page.getByRole('region', { name: 'Episodes of care' })
    await episodes.getByText('ended: completed').waitFor()
    const entries = await episodes.getByRole('listitem').allInnerTexts()
    expect(entries.map((words) => words.split('\n')[0])).toEqual([
      'Episode 2: Tuesday CBT',
      'Episode 1: Friday grief circle',
    ])
    await episodes.getByRole('link', { name: 'Episode 1: Friday grief circle' }).click()
    await page.waitForURL((address) => address.searchParams.get('episode') === '1')
  })
})

describe('the drawer of a form', () => {
  test('has every version with who, when and why, and leads to correcting it', async () => {
    const { page, complaints } = await open('/members/0987?response=r1', answersFor('therapist'))
    const drawer = page.getByRole('dialog', { name: 'PHQ-9 of 14 Sept 2026' })
    await drawer.getByText('Version 2').waitFor()
    const versions = await drawer
      .getByRole('region', { name: 'Versions' })
      .getByRole('listitem')
      .allInnerTexts()
    expect(versions[0]).toMatch(
      /^Version 2\s+.*by you\s+Reason: “one answer read wrongly”\s+Changed: PHQ-9 15 → 16$/,
    )
    expect(versions[1]).toMatch(/by the command line$/)
    const way = drawer.getByRole('link', { name: 'Correct or void this form' })
    expect(await way.getAttribute('href')).toBe('/members/0987/record')
    expect(await accessibilityFaults(page)).toEqual([])
    expect(complaints).toEqual([])
  })

  test('asks for no versions for a director, who may not read them', async () => {
    const { page, failures } = await open('/members/0987?response=r1', {
      ...answersFor('director'),
      '/responses/file/r1/versions': { status: 403, body: {} },
    })
    await page.getByText('Earlier versions are for the therapists of the member.').waitFor()
    expect(failures).toEqual([])
  })
})

describe('a measure without bands, where higher is better', () => {
  test('has its course without bands, and says why nothing was to be expected', async () => {
    const member = aMember(
      RSES,
      [
        { week: 0, score: 12 },
        { week: 1, score: 19 },
      ],
      { expected_response: { kind: 'off', reason: 'The expected response of RSES was never fitted.' } },
    )
    const { page, complaints } = await open('/members/0987?measure=rses', answersFor('therapist', member))
    await page.getByText('The expected response of RSES was never fitted.').waitFor()
    await page.getByRole('heading', { level: 1, name: /7 points better/ }).waitFor()
    expect(await page.locator('[data-expected-range]').count()).toBe(0)
    expect(complaints).toEqual([])
  })
})

describe('the sheet to talk through with the member', () => {
  test.each([
    ['light', 1440],
    ['dark', 1440],
    ['light', 320],
  ] as const)('has no fault and no complaint in %s at %i pixels', async (scheme, width) => {
    const { page, complaints } = await open('/members/0987/progress', answersFor('therapist'), {
      scheme,
      width,
    })
    await page.getByRole('heading', { name: 'How it is going' }).waitFor()
    await page.getByRole('img', { name: 'Scores in time order: 17, 16, 21, 23' }).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    expect(await overflowOf(page)).toBe(0)
    expect(complaints).toEqual([])
  })

  test.each(['A4', 'Letter'])('fits on one page of %s', async (format) => {
    const { page } = await open('/members/0987/progress', answersFor('therapist'))
    await page.getByRole('heading', { name: 'How it is going' }).waitFor()
    const margin = { top: '12mm', right: '12mm', bottom: '16mm', left: '12mm' }
    const pdf = (await page.pdf({ format, margin, printBackground: true })).toString('latin1')
    expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1)
  })

  test('is light on a dark screen', async () => {
    const { page } = await open('/members/0987/progress', answersFor('therapist'), { scheme: 'dark' })
    const sheet = page.getByRole('article')
    await sheet.waitFor()
    const colour = await page.evaluate('getComputedStyle(document.querySelector("article")).backgroundColor')
    expect(colour).toBe('rgb(255, 255, 255)')
  })

  test('names the crisis line, and nothing of item 9 or of signals', async () => {
    const { page } = await open('/members/0987/progress', answersFor('therapist'))
    const sheet = page.getByRole('article')
    await sheet.getByText(CRISIS_LINE).waitFor()
    expect(await sheet.innerText()).not.toMatch(/item 9|self-harm|on track|expected|reliab|signal/i)
  })

  test('has the name of the member, or leaves it out', async () => {
    const { page } = await open('/members/0987/progress', answersFor('therapist'))
    const sheet = page.getByRole('article')
    await sheet.getByText('Amina Koroma-Ashworth').waitFor()
    await page.getByRole('button', { name: 'Hide names' }).click()
    await sheet.getByText('Member 0987').waitFor()
    expect(await sheet.getByText('Amina').count()).toBe(0)
  })
})
