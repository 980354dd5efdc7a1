import type { Cover } from '../../../../../api/src/contracts/caseload.js'
import type { Settings } from '../../../../../api/src/contracts/settings.js'
import type { Token } from '../../../../../api/src/contracts/tokens.js'
import type { RoleList, User } from '../../../../../api/src/contracts/users.js'
import { formatDay } from '../../../format/day.js'
import { countOf } from '../../../format/number.js'
import { owesSecondFactor } from '../users/user-words.js'

/** A token that ends within so many days is named before the program that uses it stops. */
const TOKEN_NOTICE_DAYS = 14
const DAY_MILLISECONDS = 86_400_000

export interface Attention {
  readonly key: string
  /** `watch`: somebody should act. `neutral`: good to know. */
  readonly status: 'watch' | 'neutral'
  readonly word: string
  readonly sentence: string
  readonly link: { readonly label: string; readonly href: string }
}

/** What the lists of the administration hold when all of them have arrived. */
export interface Overview {
  readonly users: readonly User[]
  readonly roles: RoleList['roles']
  readonly tokens: readonly Token[]
  readonly covers: readonly Cover[]
  readonly settings: Settings
}

/** What an administrator should look at, the most pressing first. */
export function attentionOf(overview: Overview, now: Date): readonly Attention[] {
  return [
    ...setupAttention(overview.settings),
    ...userAttention(overview),
    ...tokenAttention(overview.tokens, now),
    ...coverAttention(overview.covers),
  ].sort((a, b) => Number(a.status === 'neutral') - Number(b.status === 'neutral'))
}

/** The page's title: what to do, or that there is nothing to do. */
export function overviewTitle(attention: readonly Attention[]): string {
  const pressing = attention.filter((each) => each.status === 'watch').length
  if (pressing === 0) return 'Nothing needs your attention'
  return pressing === 1 ? 'One thing needs your attention' : `${pressing} things need your attention`
}

function setupAttention({ settings, administration }: Settings): Attention[] {
  if (administration?.needs_setup === true) {
    return [
      {
        key: 'setup',
        status: 'watch',
        word: 'Setup',
        sentence: 'Time zone, crisis line and thresholds have not been confirmed yet.',
        link: { label: 'Answer the first questions', href: '/settings/setup' },
      },
    ]
  }
  if (settings.crisis_line !== null) return []
  return [
    {
      key: 'crisis-line',
      status: 'watch',
      word: 'Crisis line',
      sentence: 'No crisis line is given, so pages about risk cannot name one.',
      link: { label: 'Give the crisis line', href: '/settings/rules' },
    },
  ]
}

function userAttention({ users, roles }: Overview): Attention[] {
  const active = users.filter((user) => user.disabled_at === null)
  const due = active.filter((user) => owesSecondFactor(user, roles))
  const without = active.filter((user) => !user.two_factor_enabled && !due.includes(user))
  const unlinked = active.filter((user) => user.role === 'therapist' && user.therapist === null)
  const waiting = active.filter((user) => user.must_change_password)
  return [
    ...about(due, {
      key: 'second-factor-due',
      status: 'watch',
      word: 'Second factor',
      sentence: `${countOf(due.length, 'user needs', 'users need')} a second factor by role and cannot work before it is set up.`,
      link: { label: 'See who', href: '/settings/users?state=second_factor_due' },
    }),
    ...about(unlinked, {
      key: 'not-linked',
      status: 'watch',
      word: 'Not linked',
      sentence: `${countOf(unlinked.length, 'therapist’s login is', 'therapists’ logins are')} not linked to a therapist: no member is shown there.`,
      link: { label: 'See who', href: '/settings/users?state=not_linked' },
    }),
    ...about(without, {
      key: 'without-second-factor',
      status: 'neutral',
      word: 'Second factor',
      sentence: `${countOf(without.length, 'user signs', 'users sign')} in with a password alone.`,
      link: { label: 'See who', href: '/settings/users?state=without_second_factor' },
    }),
    ...about(waiting, {
      key: 'password-waiting',
      status: 'neutral',
      word: 'One-time password',
      sentence: `${countOf(waiting.length, 'one-time password waits', 'one-time passwords wait')} for the first use.`,
      link: { label: 'See who', href: '/settings/users?state=password_waiting' },
    }),
  ]
}

function tokenAttention(tokens: readonly Token[], now: Date): Attention[] {
  const ending = tokens.filter((token) => token.status === 'active' && isSoon(token.expires_at, now))
  const first = [...ending].sort((a, b) => a.expires_at.localeCompare(b.expires_at))[0]
  if (first === undefined) return []
  const others = ending.length - 1
  return [
    {
      key: 'tokens',
      status: 'watch',
      word: 'Token',
      sentence: `“${first.name}” ends on ${formatDay(first.expires_at.slice(0, 10))}${others === 0 ? '' : `, ${countOf(others, 'other')} soon after`}; what uses it stops then.`,
      link: { label: 'See tokens', href: '/settings/tokens' },
    },
  ]
}

function coverAttention(covers: readonly Cover[]): Attention[] {
  const running = covers.filter((cover) => cover.status === 'running')
  return running.map((cover) => ({
    key: `cover-${cover.cover_id}`,
    status: 'neutral',
    word: 'Cover',
    sentence: `${cover.substitute.display_name} sees the groups of ${cover.covered.display_name} until ${formatDay(cover.to)}.`,
    link: { label: 'See covers', href: '/settings/caseload' },
  }))
}

function isSoon(instant: string, now: Date): boolean {
  return Date.parse(instant) - now.getTime() < TOKEN_NOTICE_DAYS * DAY_MILLISECONDS
}

function about(users: readonly User[], attention: Attention): Attention[] {
  return users.length === 0 ? [] : [attention]
}
