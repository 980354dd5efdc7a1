/** Where one episode stands: what a row of the caseload says of it, for the page of its member. */

import type { MemberStanding } from '../../../contracts/member-standing.js'
import type { Transaction } from '../../../database/access.js'
import type { EpisodeKey } from '../../outcomes/episode-key.js'
import { queryStaffNames } from '../../users/staff-names.service.js'
import { evidenceOnTheWire, lifeOnTheWire } from '../life/signal-on-the-wire.js'
import { lifeAsOf } from '../life/signals.service.js'
import { queryRulesInUse } from '../refresh/signal-context.query.js'
import { caseloadRow } from './caseload-row.js'
import { queryCaseload, queryLives } from './caseload-rows.query.js'

/** @throws Error when the episode is out of reach: ask for it first */
export async function readMemberStanding(
  transaction: Transaction,
  key: EpisodeKey,
  now: Date,
): Promise<MemberStanding> {
  const asOf = await lifeAsOf(transaction, now)
  const [stored] = await queryCaseload(transaction, asOf, key)
  if (stored === undefined) throw new Error('The episode is out of reach.')
  const lives = await queryLives(transaction, [key], asOf)
  const names = await queryStaffNames(
    transaction,
    lives.flatMap(({ last_action }) => last_action?.actor ?? []),
  )
  const { version: rules_version } = await queryRulesInUse(transaction)
  const { status, sentence, signals, risk_item, is_open } = caseloadRow(stored, lives, names, [])
  if (is_open) return { status, sentence, signals, risk_item, rules_version }
  const waiting = lives.filter(({ state }) => state !== 'resolved')
  return {
    status: null,
    sentence: waiting[0]?.evidence.sentence ?? '',
    signals: waiting.map((life) => ({
      evidence: evidenceOnTheWire(life.evidence),
      life: lifeOnTheWire(life, names),
    })),
    risk_item,
    rules_version,
  }
}
