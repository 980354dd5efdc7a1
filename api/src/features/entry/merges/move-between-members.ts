/** Episodes go from one member to another, with what follows from it for their arms and outcomes. */

import { decideArm } from '../../../core/episodes/decide-arm.js'
import type { Transaction } from '../../../database/access.js'
import type { MovedRecords } from '../../../database/entities/member-merge.entity.js'
import { ProblemError } from '../../../platform/problem.js'
import type { EpisodeKey } from '../../outcomes/episode-key.js'
import { refreshEpisodes } from '../../outcomes/outcome-refresh.service.js'
import { moveRecords, queryEpisodesForArm, writeArm } from './merges.repository.js'

/** @throws ProblemError when an episode of one of the two is out of reach: a person is moved whole or not at all */
export async function moveBetweenMembers(
  transaction: Transaction,
  members: { readonly from: number; readonly into: number },
  moved: Pick<MovedRecords, 'episodes' | 'treatments'>,
): Promise<void> {
  try {
    await moveRecords(transaction, members, moved)
  } catch (error) {
    throw isForbidden(error) ? partlyOutOfReach() : error
  }
  const touched: EpisodeKey[] = []
  for (const memberId of [members.from, members.into]) {
    touched.push(...(await decideArmsAgain(transaction, memberId)))
  }
  await refreshEpisodes(transaction, touched)
}

/**
 * Treatments went along, and they decide. Whatever stores an arm stores its evidence with it, so an arm without any is
 * not known. A contradiction that they leave behind keeps the arm as it is.
 */
async function decideArmsAgain(transaction: Transaction, memberId: number): Promise<EpisodeKey[]> {
  const episodes = await queryEpisodesForArm(transaction, memberId)
  for (const { episodeId, arm, ...evidence } of episodes) {
    const decision = decideArm(evidence)
    if (decision.kind === 'contradiction') continue
    const decided = decision.kind === 'known' ? decision.arm : null
    if (decided !== arm) await writeArm(transaction, memberId, episodeId, decided)
  }
  return episodes.map(({ episodeId }) => ({ memberId, episodeId }))
}

function isForbidden(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '42501'
}

function partlyOutOfReach(): ProblemError {
  return new ProblemError(
    409,
    'partly_out_of_reach',
    'Nothing was stored',
    'One of the two records has an episode at a site that is not yours. Ask somebody who works with both sites.',
  )
}
