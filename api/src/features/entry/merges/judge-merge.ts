/** Could two records be of one person? The rules of an import answer, as if one were entered for the other. */

import type { AccessContext, Transaction } from '../../../database/access.js'
import { ProblemError } from '../../../platform/problem.js'
import { judgeEnteredRows } from '../../imports/entered-rows.service.js'
import { queryEpisodeRecords, queryIdentity, queryTreatments } from '../members/member-records.query.js'
import { episodeRows, treatmentRows } from '../rows/rows-of-members.js'
import { refuseRejected } from '../rule-problems.js'
import { SCREEN } from '../source-system.js'
import { haveFormsInCommon, haveSessionsInCommon } from './merges.repository.js'

interface Person {
  readonly code: string
  readonly id: number
}

/**
 * @returns the treatments of `from` that `into` lacks, as `kind started_on`; those that both have stay where they are
 * @throws  ProblemError when nobody can have been both: in two groups at a time, twice at one session, born too late;
 *          and when one record cannot hold both: two forms under one id, a treatment with two ends
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
  const { lacking, haveTwoEnds } = compareTreatments(
    await queryTreatments(transaction, from.id),
    await queryTreatments(transaction, into.id),
  )
  const as = { member_id: into.code }
  const rows = {
    members: episodeRows(episodes.map((episode) => ({ ...episode, ...as, full_name: null, date_of_birth }))),
    treatments: treatmentRows(lacking.map((treatment) => ({ ...treatment, ...as }))),
  }
  const rules = { sourceSystem: SCREEN, isCorrecting: false, now }
  const { rejects, plan } = await judgeEnteredRows(transaction, caller, rows, rules)
  const isTwice = plan.members.members.candidates.some(({ change }) => change === 'duplicate')
  const isOtherwise = rejects.some(({ problems }) => problems.some(({ code }) => code === 'conflict'))
  refuseCollisions({
    episode: isTwice || isOtherwise,
    session: await haveSessionsInCommon(transaction, from.id, into.id),
    form: await haveFormsInCommon(transaction, from.id, into.id),
    treatment: haveTwoEnds,
  })
  refuseRejected(rejects, () => 'into')
  return lacking.map(nameOf)
}

type Treatments = Awaited<ReturnType<typeof queryTreatments>>

/** An end decides arms, so neither of two may be dropped in silence. */
function compareTreatments(
  given: Treatments,
  own: Treatments,
): { readonly lacking: Treatments; readonly haveTwoEnds: boolean } {
  const ends = new Map(own.map((treatment) => [nameOf(treatment), treatment.ended_on]))
  const lacking = given.filter((treatment) => !ends.has(nameOf(treatment)))
  const haveTwoEnds = given.some((treatment) => {
    const end = ends.get(nameOf(treatment))
    return end !== undefined && end !== treatment.ended_on
  })
  return { lacking, haveTwoEnds }
}

function nameOf({ kind, started_on }: { readonly kind: string; readonly started_on: string }): string {
  return `${kind} ${started_on}`
}

const COLLISIONS = {
  episode:
    'Both records have an episode in one group from the same day. Take back what was entered twice, then merge them.',
  session: 'Both records have attendance at one session. Take back what was entered twice, then merge them.',
  form: 'Both records have a form under the same id from the same source. One record cannot hold both, so these two cannot be merged.',
  treatment:
    'Both records have a treatment of one kind from the same day, with different ends. Correct the end that is wrong, then merge them.',
}

/** Tells all that stands twice at once. */
function refuseCollisions(found: Readonly<Record<keyof typeof COLLISIONS, boolean>>): void {
  const details = [
    found.episode ? COLLISIONS.episode : null,
    found.session ? COLLISIONS.session : null,
    found.form ? COLLISIONS.form : null,
    found.treatment ? COLLISIONS.treatment : null,
  ].filter((detail) => detail !== null)
  if (details.length === 0) return
  throw new ProblemError(409, 'records_collide', 'Nothing was stored', details.join(' '))
}
