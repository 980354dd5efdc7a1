/** Could two records be of one person? The rules of an import answer, as if one were entered for the other. */

import type { AccessContext, Transaction } from '../../../database/access.js'
import { ProblemError } from '../../../platform/problem.js'
import { judgeEnteredRows } from '../../imports/entered-rows.service.js'
import { queryEpisodeRecords, queryIdentity, queryTreatments } from '../members/member-records.query.js'
import { episodeRows, treatmentRows } from '../rows/rows-of-members.js'
import { refuseRejected } from '../rule-problems.js'
import { SCREEN } from '../source-system.js'
import { haveSessionsInCommon } from './merges.repository.js'

interface Person {
  readonly code: string
  readonly id: number
}

/**
 * @returns the treatments of `from` that `into` lacks, as `kind started_on`; the others stay with the record given up
 * @throws  ProblemError when nobody can have been both: in two groups at a time, twice at one session, born too late
 */
export async function refuseUnlikelyPerson(
  transaction: Transaction,
  caller: AccessContext,
  { from, into }: { readonly from: Person; readonly into: Person },
  now: Date,
): Promise<string[]> {
  const episodes = await queryEpisodeRecords(transaction, { memberNumber: from.id })
  const own = await queryIdentity(transaction, into.id)
  const date_of_birth = own.date_of_birth ?? (await queryIdentity(transaction, from.id)).date_of_birth
  const known = new Set((await queryTreatments(transaction, into.id)).map(nameOf))
  const treatments = (await queryTreatments(transaction, from.id)).filter(
    (treatment) => !known.has(nameOf(treatment)),
  )
  const as = { member_id: into.code }
  const rows = {
    members: episodeRows(episodes.map((episode) => ({ ...episode, ...as, full_name: null, date_of_birth }))),
    treatments: treatmentRows(treatments.map((treatment) => ({ ...treatment, ...as }))),
  }
  const rules = { sourceSystem: SCREEN, isCorrecting: false, now }
  const { rejects, plan } = await judgeEnteredRows(transaction, caller, rows, rules)
  const isTwice = plan.members.members.candidates.some(({ change }) => change === 'duplicate')
  const isOtherwise = rejects.some(({ problems }) => problems.some(({ code }) => code === 'conflict'))
  if (isTwice || isOtherwise || (await haveSessionsInCommon(transaction, from.id, into.id))) throw collide()
  refuseRejected(rejects, () => 'into')
  return treatments.map(nameOf)
}

function nameOf({ kind, started_on }: { readonly kind: string; readonly started_on: string }): string {
  return `${kind} ${started_on}`
}

function collide(): ProblemError {
  return new ProblemError(
    409,
    'records_collide',
    'Nothing was stored',
    'Both records have an episode in one group from the same day, or attendance at one session. Take back what was entered twice, then merge them.',
  )
}
