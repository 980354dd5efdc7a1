import type { AuditPage, AuditRow } from '../../../api/src/contracts/audit.js'
import type { Cover, TherapistCaseloadList } from '../../../api/src/contracts/caseload.js'
import type { Site, Therapist } from '../../../api/src/contracts/groups.js'
import type { Settings } from '../../../api/src/contracts/settings.js'
import type { Token } from '../../../api/src/contracts/tokens.js'
import type { RoleList, User } from '../../../api/src/contracts/users.js'
import { aProblem, type MockedAnswers, ok, USUAL_ANSWERS } from './mocked-api.js'
import { someoneSignedIn } from './signed-in.js'

/** Answers of the administration for an invented clinic: two sites, five logins, every state that needs a look. */

const HOUR_MILLISECONDS = 3_600_000
const DAY_MILLISECONDS = 24 * HOUR_MILLISECONDS

/** Tests of "soon" and "until" hang on the clock: days are counted from now. */
export function instantIn(days: number): string {
  return new Date(Date.now() + days * DAY_MILLISECONDS).toISOString()
}

export function dayAfter(days: number): string {
  return instantIn(days).slice(0, 10)
}

export const SITES: readonly Site[] = [
  { site_id: 'north', name: 'North', time_zone: 'Europe/London', version: 1 },
  { site_id: 'east', name: 'East', time_zone: 'Europe/Paris', version: 3 },
]

export const THERAPISTS: readonly Therapist[] = [
  { therapist_id: 'T1', display_name: 'Grace Okafor', site_id: 'north', version: 1 },
  { therapist_id: 'T2', display_name: 'Jonas Weber', site_id: 'north', version: 2 },
  { therapist_id: 'T3', display_name: 'Maria Lind', site_id: 'east', version: 1 },
]

export function aUser(over: Partial<User>): User {
  return {
    user_id: 'u-grace',
    name: 'Grace Okafor',
    email: 'grace.okafor@clinic.example',
    role: 'therapist',
    site_ids: [],
    therapist: { therapist_id: 'T1', display_name: 'Grace Okafor' },
    two_factor_enabled: true,
    must_change_password: false,
    disabled_at: null,
    locked_until: null,
    last_sign_in_at: '2026-10-30T08:12:00Z',
    open_sessions: 1,
    is_demo: false,
    version: 'v1',
    ...over,
  }
}

export const ADMINISTRATOR = aUser({
  user_id: 'u-ada',
  name: 'Ada Byron',
  email: 'ada.byron@clinic.example',
  role: 'administrator',
  therapist: null,
})

export const USERS: readonly User[] = [
  ADMINISTRATOR,
  aUser({
    user_id: 'u-dora',
    name: 'Dora Stein',
    email: 'dora.stein@clinic.example',
    role: 'director',
    therapist: null,
    site_ids: ['north'],
    two_factor_enabled: false,
    open_sessions: 0,
  }),
  aUser({}),
  aUser({
    user_id: 'u-jonas',
    name: 'Jonas Weber',
    email: 'jonas.weber@clinic.example',
    therapist: null,
    two_factor_enabled: false,
    must_change_password: true,
    last_sign_in_at: null,
    open_sessions: 0,
  }),
  aUser({
    user_id: 'u-ruth',
    name: 'Ruth Adeyemi',
    email: 'ruth.adeyemi@clinic.example',
    role: 'coordinator',
    therapist: null,
    site_ids: ['north', 'east'],
    two_factor_enabled: false,
  }),
  aUser({
    user_id: 'u-old',
    name: 'Piet Smit',
    email: 'piet.smit@clinic.example',
    role: 'researcher',
    therapist: null,
    disabled_at: '2026-09-01T09:00:00Z',
    open_sessions: 0,
  }),
]

export const ROLES: RoleList['roles'] = [
  {
    role: 'director',
    title: 'Clinical director',
    may: [
      'Outcomes, comparisons and reports of the sites they are given',
      'Groups and members of these sites, by id',
    ],
    may_not: ['Names and dates of birth, unless opened with a reason', 'Users, tokens and settings'],
    needs_second_factor: true,
  },
  {
    role: 'therapist',
    title: 'Therapist',
    may: [
      'Groups that they lead, co-lead or cover today',
      'The members of these groups, with names and scores',
    ],
    may_not: ['Groups and members of others'],
    needs_second_factor: false,
  },
  {
    role: 'researcher',
    title: 'Researcher',
    may: ['Totals over many members, small numbers suppressed'],
    may_not: ['Any record of a single member'],
    needs_second_factor: true,
  },
  {
    role: 'coordinator',
    title: 'Coordinator',
    may: ['Importing and entering records of the sites they are given'],
    may_not: ['Outcomes and comparisons'],
    needs_second_factor: false,
  },
  {
    role: 'administrator',
    title: 'Administrator',
    may: ['Users, roles, sites, tokens and settings', 'The audit: who saw what, and when'],
    may_not: ['Any record of a member'],
    needs_second_factor: true,
  },
  {
    role: 'integration',
    title: 'Program with a token',
    may: ['Sending records of the sites that its token names'],
    may_not: ['Reading outcomes'],
    needs_second_factor: false,
  },
]

export function aToken(over: Partial<Token>): Token {
  return {
    token_id: 'token-1',
    name: 'Hospital records',
    prefix: 'tm_4f9a',
    scopes: ['ingest:write'],
    site_ids: ['north', 'east'],
    created_by: 'user:u-ada',
    created_at: instantIn(-80),
    expires_at: instantIn(9.5),
    revoked_at: null,
    last_used_at: instantIn(-0.02),
    status: 'active',
    ...over,
  }
}

export function aCover(over: Partial<Cover>): Cover {
  return {
    cover_id: 3,
    covered: { therapist_id: 'T1', display_name: 'Grace Okafor' },
    substitute: { therapist_id: 'T3', display_name: 'Maria Lind' },
    site_id: null,
    from: dayAfter(-3),
    to: dayAfter(11),
    reason: 'Annual leave',
    created_at: instantIn(-10),
    ended_at: null,
    status: 'running',
    ...over,
  }
}

export const CASELOADS: TherapistCaseloadList = {
  therapists: [
    {
      therapist_id: 'T1',
      display_name: 'Grace Okafor',
      groups: [
        { group_id: 'G1', name: 'Tuesday CBT', site_id: 'north', part: 'lead', end_date: null },
        {
          group_id: 'G2',
          name: 'Thursday support',
          site_id: 'north',
          part: 'co_lead',
          end_date: '2026-12-10',
        },
      ],
    },
    {
      therapist_id: 'T2',
      display_name: 'Jonas Weber',
      groups: [{ group_id: 'G3', name: 'Grief group', site_id: 'north', part: 'lead', end_date: null }],
    },
    { therapist_id: 'T3', display_name: 'Maria Lind', groups: [] },
  ],
}

export function someSettings(over: Partial<NonNullable<Settings['administration']>> = {}): Settings {
  return {
    settings: {
      time_zone: 'Europe/London',
      crisis_line: null,
      fewest_members_for_comparison: 10,
      item_9_escalation_hours: 24,
      longest_snooze_days: 28,
      therapist_funnel: false,
    },
    administration: {
      allow_concurrent_groups: false,
      setup_completed_at: '2026-01-05T09:00:00Z',
      needs_setup: false,
      version: 's1',
      ...over,
    },
  }
}

export function anAuditRow(over: Partial<AuditRow>): AuditRow {
  return {
    chain_day: '2026-11-03',
    number: 412,
    occurred_at: '2026-11-03T14:03:22.123456Z',
    action: 'member.read',
    outcome: 'success',
    actor: { kind: 'user', id: 'u-grace', name: 'Grace Okafor', role: 'therapist' },
    request_id: 'req-4711',
    members: ['0987'],
    n_members: 1,
    target: null,
    detail: { route: '/api/v1/members/:id/trajectory' },
    ...over,
  }
}

export const AUDIT_PAGE: AuditPage = {
  records: [
    anAuditRow({}),
    anAuditRow({
      number: 411,
      occurred_at: '2026-11-03T14:01:05.000210Z',
      action: 'setting.change',
      actor: { kind: 'user', id: 'u-ada', name: 'Ada Byron', role: 'administrator' },
      members: [],
      n_members: 0,
      target: 'setting:item_9_escalation_hours',
      detail: { from: 24, to: 12 },
    }),
    anAuditRow({
      number: 410,
      occurred_at: '2026-11-03T13:58:40.500000Z',
      action: 'member.search',
      members: Array.from({ length: 60 }, (_, index) => String(1000 + index)),
      n_members: 60,
    }),
    anAuditRow({
      number: 409,
      occurred_at: '2026-11-03T13:40:00.000000Z',
      action: 'access.denied',
      outcome: 'denied',
      actor: { kind: 'system', id: 'nobody', name: null, role: null },
      members: [],
      n_members: 0,
      detail: { method: 'GET', route: '/api/v1/users', reason: 'not_signed_in' },
    }),
    anAuditRow({
      number: 408,
      occurred_at: '2026-11-03T12:00:00.000000Z',
      action: 'import.run',
      outcome: 'failed',
      actor: { kind: 'token', id: 'token-1', name: null, role: 'integration' },
      members: [],
      n_members: 0,
      target: 'import:12',
      detail: { committed: false, mode: 'all_or_nothing', rows: 120, rejected: 3 },
    }),
  ],
  next: '2026-11-03.408',
}

/** What an administrator's pages ask for. */
export const ADMIN_ANSWERS: MockedAnswers = {
  ...USUAL_ANSWERS,
  '/me': () =>
    ok(
      someoneSignedIn({
        user_id: 'u-ada',
        name: 'Ada Byron',
        role: 'administrator',
        sites: [],
        therapist_id: null,
      }),
    ),
  '/users': ok({ users: USERS }),
  '/roles': ok({ roles: ROLES }),
  '/sites': ok({ sites: SITES }),
  '/therapists': ok({ therapists: THERAPISTS }),
  '/tokens': ok({
    tokens: [
      aToken({}),
      aToken({
        token_id: 'token-2',
        name: 'Old interface',
        prefix: 'tm_aa01',
        created_by: 'command_line:root',
        site_ids: ['north'],
        revoked_at: instantIn(-40),
        last_used_at: null,
        status: 'revoked',
      }),
    ],
  }),
  '/settings': ok(someSettings()),
  '/caseload/covers': ok({
    covers: [
      aCover({ cover_id: 4, status: 'planned', from: dayAfter(20), to: dayAfter(30), site_id: 'north' }),
      aCover({}),
      aCover({
        cover_id: 1,
        status: 'ended',
        from: '2026-03-01',
        to: '2026-03-14',
        ended_at: '2026-03-08T10:00:00Z',
      }),
    ],
  }),
  '/caseload/therapists': ok(CASELOADS),
  '/audit': ok(AUDIT_PAGE),
  '/identity/break-glass': ok({
    openings: [
      {
        break_glass_id: 9,
        member_id: '0987',
        user_id: 'u-dora',
        opened_at: '2026-11-02T18:20:11.000Z',
        expires_at: '2026-11-02T18:35:11.000Z',
        reason: 'Called by the emergency department, needs the date of birth',
      },
    ],
    total: 1,
    page: 1,
    page_size: 50,
  }),
}

/** A change as it left the page. */
export interface SentChange {
  readonly change: string
  readonly body: unknown
}

type Answered = ReturnType<typeof ok>

/**
 * An answer for each method of one path; whatever is not a GET is remembered in `sent`. A list of answers is given one
 * after the other, the last one from then on.
 */
export function byMethod(
  answers: Readonly<Record<string, Answered | readonly Answered[]>>,
  sent: SentChange[] = [],
): MockedAnswers[string] {
  const given = new Map<string, number>()
  return (_, request) => {
    const method = request.method()
    const { pathname } = new URL(request.url())
    if (method !== 'GET') {
      sent.push({ change: `${method} ${pathname.replace('/api/v1', '')}`, body: request.postDataJSON() })
    }
    const answer = answers[method]
    if (answer === undefined) return aProblem(405, 'method_not_allowed')
    if (!isList(answer)) return answer
    const turn = given.get(method) ?? 0
    given.set(method, turn + 1)
    return answer[Math.min(turn, answer.length - 1)] ?? aProblem(500, 'no_answer_left')
  }
}

function isList(answer: Answered | readonly Answered[]): answer is readonly Answered[] {
  return Array.isArray(answer)
}

/** A refusal that names what is wrong with which field. */
export function aRefusal(
  status: number,
  code: string,
  detail: string,
  errors: readonly { path: string; message: string }[] = [],
): Answered {
  return {
    status,
    body: {
      type: `https://tidemark.example/problems/${code}`,
      title: 'Refused',
      status,
      detail,
      code,
      request_id: 'req-4712',
      errors,
    },
  }
}
