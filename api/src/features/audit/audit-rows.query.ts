import type { Role } from '../../core/vocabulary.js'
import type { Transaction } from '../../database/access.js'
import type { AuditAction, AuditEvent } from '../../database/audit/audit-event.js'
import { INSTANT } from '../../database/audit/chain-rows.query.js'
import { SqlValues } from '../../database/sql-values.js'

export interface AskedRecords {
  /** Of the member whose records are asked for; null for everybody's. */
  readonly memberId: number | null
  readonly user: string | undefined
  readonly action: AuditAction | undefined
  readonly outcome: AuditEvent['outcome'] | undefined
  readonly from: string | undefined
  readonly to: string | undefined
  /** Only records before this one. */
  readonly before: { readonly chainDay: string; readonly number: number } | null
}

export interface FoundRecord {
  chain_day: string
  number: number
  occurred_at: string
  action: AuditAction
  outcome: AuditEvent['outcome']
  actor_kind: AuditEvent['actorKind']
  actor_id: string
  actor_name: string | null
  actor_role: Role | null
  request_id: string
  member_ids: number[]
  n_members: number
  target: string | null
  detail: string
}

/**
 * Records that the filters name, newest first.
 *
 * Every filter but the member's is an equality or an order that row-level security lets down to an index; the member's
 * goes through a function that asks who is asking, for the same reason.
 *
 * @param most           how many records at most
 * @param mostMembers    how many members of a record at most
 */
export function queryRecords(
  transaction: Transaction,
  asked: AskedRecords,
  { most, mostMembers }: { readonly most: number; readonly mostMembers: number },
): Promise<FoundRecord[]> {
  const values = new SqlValues()
  const source =
    asked.memberId === null
      ? 'audit_event'
      : `audit_of_member(${values.add(asked.memberId)}) join audit_event using (chain_day, number)`
  const conditions = conditionsOf(asked, values)
  return transaction.query<FoundRecord>(
    `with found as materialized (
       select audit_event.* from ${source}
       ${conditions.length === 0 ? '' : `where ${conditions.join(' and ')}`}
       order by audit_event.chain_day desc, audit_event.number desc
       limit ${values.add(most)}
     )
     select chain_day, number, to_char(occurred_at at time zone 'utc', ${INSTANT}) as occurred_at, action, outcome,
       actor_kind, actor_id, staff.name as actor_name, actor_role, request_id,
       member_ids[1:${values.add(mostMembers)}] as member_ids, cardinality(member_ids) as n_members, target, detail
     from found left join auth."user" as staff on actor_kind = 'user' and staff.id = actor_id
     order by chain_day desc, number desc`,
    values.list,
  )
}

function conditionsOf(asked: AskedRecords, values: SqlValues): string[] {
  const conditions: string[] = []
  const add = (value: unknown, condition: (place: string) => string) => {
    if (value !== undefined) conditions.push(condition(values.add(value)))
  }
  add(asked.user, (place) => `audit_event.actor_id = ${place}`)
  add(asked.action, (place) => `audit_event.action = ${place}`)
  add(asked.outcome, (place) => `audit_event.outcome = ${place}`)
  add(asked.from, (place) => `audit_event.chain_day >= ${place}`)
  add(asked.to, (place) => `audit_event.chain_day <= ${place}`)
  if (asked.before !== null) {
    const { chainDay, number } = asked.before
    conditions.push(
      `(audit_event.chain_day, audit_event.number) < (${values.add(chainDay)}::date, ${values.add(number)}::bigint)`,
    )
  }
  return conditions
}

/** Codes by number, of members that the audit names. */
export async function queryMemberCodes(
  transaction: Pick<Transaction, 'query'>,
  memberIds: readonly number[],
): Promise<Map<number, string>> {
  const rows = await transaction.query<{ member_id: number; member_code: string }>(
    'select member_id, member_code from member_codes($1)',
    [[...new Set(memberIds)]],
  )
  return new Map(rows.map(({ member_id, member_code }) => [member_id, member_code]))
}

export async function queryMemberNumber(
  transaction: Transaction,
  memberCode: string,
): Promise<number | null> {
  const [row] = await transaction.query<{ member_id: number }>('select member_id from member_numbers($1)', [
    [memberCode],
  ])
  return row?.member_id ?? null
}
