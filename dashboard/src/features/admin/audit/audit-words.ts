import type { AuditRow } from '../../../../../api/src/contracts/audit.js'
import type { Token } from '../../../../../api/src/contracts/tokens.js'
import type { User } from '../../../../../api/src/contracts/users.js'
import type { Status } from '../../../components/status-pill/status-pill.js'
import { formatInstant } from '../../../format/day.js'
import { countOf } from '../../../format/number.js'
import { ROLE_LABELS } from '../../../format/role-words.js'

export const AUDIT_ACTION_LABELS: Readonly<Record<AuditRow['action'], string>> = {
  sign_in: 'Signed in',
  sign_out: 'Signed out',
  'second_factor.change': 'Changed a second factor',
  'password.change': 'Changed a password',
  'session.revoke': 'Ended sessions',
  'access.denied': 'Asked for what is not theirs',
  'member.read': 'Saw records of members',
  'member.search': 'Listed or searched members',
  'identity.read': 'Saw a name',
  'identity.break_glass': 'Opened an identity with a reason',
  'record.create': 'Added a record',
  'record.amend': 'Changed a record',
  'import.run': 'Imported files',
  'export.download': 'Saved a file',
  'user.change': 'Changed a user',
  'role.change': 'Changed a role, site or link',
  'token.change': 'Changed a token',
  'setting.change': 'Changed a setting',
  'caseload.change': 'Changed a caseload',
  'audit.read': 'Read the activity',
}

export const AUDIT_OUTCOME_LABELS: Readonly<Record<AuditRow['outcome'], string>> = {
  success: 'Done',
  denied: 'Refused',
  failed: 'Failed',
}

export const AUDIT_OUTCOME_STATUS: Readonly<Record<Exclude<AuditRow['outcome'], 'success'>, Status>> = {
  denied: 'watch',
  failed: 'bad',
}

const ACTOR_KIND_LABELS: Readonly<Record<AuditRow['actor']['kind'], string>> = {
  user: 'user',
  token: 'token',
  command_line: 'command line',
  worker: 'the server’s own work',
  system: 'not signed in',
}

/** Who did it: the name of a user or token as it is now, else the kind and its id. */
export function actorName(actor: AuditRow['actor'], tokens: readonly Token[]): string {
  if (actor.name !== null) return actor.name
  if (actor.kind === 'system') return ACTOR_KIND_LABELS.system
  const token = tokens.find((each) => actor.kind === 'token' && each.token_id === actor.id)
  return `${ACTOR_KIND_LABELS[actor.kind]} ${token?.name ?? actor.id}`
}

/** As what: the role at that moment. */
export function actorRole(actor: AuditRow['actor']): string | null {
  if (actor.role === null) return null
  return actor.role === 'integration' ? 'program' : ROLE_LABELS[actor.role].toLowerCase()
}

/** "user Ada Byron", "setting time zone", "import 12"; null where nothing else was concerned. */
export function targetWords(target: string | null, users: readonly User[]): string | null {
  if (target === null) return null
  const [kind = '', ...rest] = target.split(':')
  const id = rest.join(':')
  const name = kind === 'user' ? users.find((user) => user.user_id === id)?.name : undefined
  return `${plain(kind)} ${name ?? (kind === 'setting' ? plain(id) : id)}`.trim()
}

/** The small facts of a record, as it keeps them: "from Europe/London, to Europe/Paris". */
export function detailWords(detail: AuditRow['detail']): string | null {
  const facts = Object.entries(detail).map(([name, value]) =>
    name === 'change' && typeof value === 'string' ? plain(value) : `${plain(name)} ${factWords(value)}`,
  )
  return facts.length === 0 ? null : facts.join(', ')
}

/** Everything to the microsecond, for whoever compares it with another log. */
export function exactInstant(instant: string): string {
  return `${instant.replace('T', ' ').replace(/Z$/, '')} UTC`
}

export interface Onlooker {
  readonly id: string
  readonly name: string
  readonly records: number
  readonly lastAt: string
}

/** Who stands behind the records on the screen, who came last first. */
export function onlookersOf(records: readonly AuditRow[], tokens: readonly Token[]): readonly Onlooker[] {
  const found = new Map<string, Onlooker>()
  for (const { actor, occurred_at } of records) {
    const known = found.get(actor.id)
    found.set(actor.id, {
      id: actor.id,
      name: known?.name ?? actorName(actor, tokens),
      records: (known?.records ?? 0) + 1,
      lastAt: known === undefined || known.lastAt < occurred_at ? occurred_at : known.lastAt,
    })
  }
  return [...found.values()].sort((a, b) => b.lastAt.localeCompare(a.lastAt))
}

/** "Ada Byron: 12 records, last 3 Nov 2026, 14:03" */
export function onlookerWords(onlooker: Onlooker, timeZone: string): string {
  return `${countOf(onlooker.records, 'record')}, last ${formatInstant(onlooker.lastAt, timeZone)}`
}

function factWords(value: string | number | boolean): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  // Codes of ours are words with underscores; addresses and what people typed stay as they are.
  return typeof value === 'string' && /^[a-z]+(_[a-z]+)+$/.test(value) ? plain(value) : String(value)
}

function plain(code: string): string {
  return code.replaceAll('_', ' ')
}
