import { Injectable } from '@nestjs/common'
import type { AuditFileQuery, AuditPage, AuditQuery, AuditRow } from '../../contracts/audit.js'
import { type AccessContext, DatabaseAccess, type Transaction } from '../../database/access.js'
import { notFound, ProblemError } from '../../platform/problem.js'
import { auditCsv } from './audit-csv.js'
import {
  type AskedRecords,
  type FoundRecord,
  queryMemberCodes,
  queryMemberNumber,
  queryRecords,
} from './audit-rows.query.js'

/** A page names this many members of a record and counts the rest. */
const MEMBERS_SHOWN = 100

/** What a file for a spreadsheet holds; more is for `tidemark audit export`. */
const MOST_RECORDS_OF_A_FILE = 50_000

/** No record names more. */
const ALL_MEMBERS = 2_147_483_647

@Injectable()
export class AuditService {
  readonly #access: DatabaseAccess

  constructor(access: DatabaseAccess) {
    this.#access = access
  }

  /** One page of the records that the query names, newest first. */
  page(caller: AccessContext, query: AuditQuery): Promise<AuditPage> {
    const { page_size: size, before } = query
    return this.#read(caller, async (transaction) => {
      const asked = { ...(await askedRecords(transaction, query)), before: placeOf(before) }
      const found = await queryRecords(transaction, asked, { most: size + 1, mostMembers: MEMBERS_SHOWN })
      const records = await onTheWire(transaction, found.slice(0, size))
      const last = found.length > size ? records.at(-1) : undefined
      return { records, next: last === undefined ? null : `${last.chain_day}.${last.number}` }
    })
  }

  /** All of the records that the query names, as CSV. @throws ProblemError when they are too many for one file */
  file(caller: AccessContext, query: AuditFileQuery): Promise<string> {
    return this.#read(caller, async (transaction) => {
      const asked = { ...(await askedRecords(transaction, query)), before: null }
      const limits = { most: MOST_RECORDS_OF_A_FILE + 1, mostMembers: ALL_MEMBERS }
      const found = await queryRecords(transaction, asked, limits)
      if (found.length > MOST_RECORDS_OF_A_FILE) throw tooManyRecords()
      return auditCsv(await onTheWire(transaction, found))
    })
  }

  #read<T>(caller: AccessContext, work: (transaction: Transaction) => Promise<T>): Promise<T> {
    return this.#access.run(caller, work, { readOnly: true })
  }
}

async function askedRecords(
  transaction: Transaction,
  { member, user, action, outcome, from, to }: AuditFileQuery,
): Promise<Omit<AskedRecords, 'before'>> {
  return { memberId: await memberOf(transaction, member), user, action, outcome, from, to }
}

/** Who asks about one member is named with that member in the record of asking. */
async function memberOf(transaction: Transaction, memberCode: string | undefined): Promise<number | null> {
  if (memberCode === undefined) return null
  const memberId = await queryMemberNumber(transaction, memberCode)
  if (memberId === null) throw notFound('member')
  transaction.saw([memberId])
  return memberId
}

function placeOf(cursor: string | undefined): AskedRecords['before'] {
  const [chainDay, number] = cursor?.split('.') ?? []
  return chainDay === undefined || number === undefined ? null : { chainDay, number: Number(number) }
}

async function onTheWire(transaction: Transaction, found: readonly FoundRecord[]): Promise<AuditRow[]> {
  const codes = await queryMemberCodes(
    transaction,
    found.flatMap(({ member_ids }) => member_ids),
  )
  return found.map((record) => ({
    chain_day: record.chain_day,
    number: record.number,
    occurred_at: record.occurred_at,
    action: record.action,
    outcome: record.outcome,
    actor: {
      kind: record.actor_kind,
      id: record.actor_id,
      name: record.actor_name,
      role: record.actor_role,
    },
    request_id: record.request_id,
    members: record.member_ids.flatMap((memberId) => codes.get(memberId) ?? []),
    n_members: record.n_members,
    target: record.target,
    detail: JSON.parse(record.detail),
  }))
}

function tooManyRecords(): ProblemError {
  return new ProblemError(
    422,
    'too_many_records',
    'Too many records for one file',
    `A file holds ${MOST_RECORDS_OF_A_FILE.toLocaleString('en')} records; more match. Choose a shorter period, or use \`tidemark audit export\`.`,
  )
}
