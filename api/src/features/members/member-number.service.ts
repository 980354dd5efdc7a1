import type { Transaction } from '../../database/access.js'
import { notFound } from '../../platform/problem.js'

/** The number of the member with this id, whose rows are about to be read. @throws ProblemError when there is none in reach */
export async function memberNumber(transaction: Transaction, memberCode: string): Promise<number> {
  const [row] = await transaction.query<{ member_id: number }>(
    'select member_id from member where member_code = $1',
    [memberCode],
  )
  if (row === undefined) throw notFound('member')
  transaction.saw([row.member_id])
  return row.member_id
}
