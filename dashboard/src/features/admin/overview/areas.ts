import { countOf } from '../../../format/number.js'
import type { Overview } from './attention.js'

export interface Area {
  readonly name: string
  readonly href: string
  /** Null while the lists are on their way, and where there is nothing to count. */
  readonly fact: string | null
  readonly what: string
}

/** Every page of the administration, with the one number that says how it stands. */
export function areasOf(overview: Overview | null): readonly Area[] {
  return [
    {
      name: 'Users',
      href: '/settings/users',
      fact: overview === null ? null : usersFact(overview),
      what: 'Add and disable users, give roles and sites, reset passwords and second factors.',
    },
    {
      name: 'Roles',
      href: '/settings/roles',
      fact: null,
      what: 'What each role may and may not see.',
    },
    {
      name: 'Sites and therapists',
      href: '/settings/sites',
      fact: null,
      what: 'Names, time zones, and who leads groups.',
    },
    {
      name: 'Caseload',
      href: '/settings/caseload',
      fact: overview === null ? null : coversFact(overview),
      what: 'Hand groups over, or let a colleague cover for a while.',
    },
    {
      name: 'Tokens',
      href: '/settings/tokens',
      fact: overview === null ? null : tokensFact(overview),
      what: 'Let programs deliver data, for at most 90 days at a time.',
    },
    {
      name: 'Rules',
      href: '/settings/rules',
      fact: overview?.settings.settings.time_zone ?? null,
      what: 'Time zone, crisis line and thresholds of this deployment.',
    },
    {
      name: 'Activity',
      href: '/audit',
      fact: null,
      what: 'Who did what, and who saw which member.',
    },
  ]
}

function usersFact({ users }: Overview): string {
  const disabled = users.filter((user) => user.disabled_at !== null).length
  const active = countOf(users.length - disabled, 'user')
  return disabled === 0 ? active : `${active}, ${disabled} disabled`
}

function coversFact({ covers }: Overview): string {
  const running = covers.filter((cover) => cover.status === 'running').length
  const planned = covers.filter((cover) => cover.status === 'planned').length
  if (running + planned === 0) return 'no cover'
  return [
    ...(running === 0 ? [] : [`${countOf(running, 'cover')} running`]),
    ...(planned === 0 ? [] : [`${planned} coming`]),
  ].join(', ')
}

function tokensFact({ tokens }: Overview): string {
  const active = tokens.filter((token) => token.status === 'active').length
  return active === 0 ? 'no active token' : countOf(active, 'active token')
}
