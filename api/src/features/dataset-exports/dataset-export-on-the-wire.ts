/** A stored data set as whoever asks sees it: its state by what came of it, and who approved it. */

import { type DatasetExport, datasetExportSchema } from '../../contracts/dataset-exports.js'
import type { AccessContext, Transaction } from '../../database/access.js'
import { notFound } from '../../platform/problem.js'
import { seenJob } from '../jobs/jobs.service.js'
import { findDatasetExport, type StoredDatasetExport } from './dataset-exports.repository.js'

/** @throws ProblemError when there is no such data set */
export async function requireDatasetExport(
  transaction: Transaction,
  id: number,
  caller: AccessContext,
): Promise<DatasetExport> {
  const stored = await findDatasetExport(transaction, id)
  if (stored === undefined) throw notFound('data_set')
  return datasetExportOnTheWire(transaction, stored, caller)
}

export async function datasetExportOnTheWire(
  transaction: Transaction,
  stored: StoredDatasetExport,
  { role }: AccessContext,
): Promise<DatasetExport> {
  const { package_bytes, package_sha256, job_id, decision } = stored
  const state = stateOf(stored)
  return datasetExportSchema.parse({
    dataset_export_id: stored.dataset_export_id,
    state,
    purpose: stored.purpose,
    recipient: stored.recipient,
    definition: stored.definition,
    requested_by_you: stored.requested_by_you,
    requested_role: stored.requested_role,
    requested_at: stored.requested_at.toISOString(),
    approval: approvalOf(stored),
    measured: stored.measured,
    decision: decision && {
      decision: decision.decision,
      reason: decision.reason,
      decided_by: decision.decided_name,
      decided_at: new Date(decision.decided_at).toISOString(),
    },
    decide_until: state === 'awaits_approval' ? (stored.decide_until?.toISOString() ?? null) : null,
    may_be_decided_by_you: state === 'awaits_approval' && role === 'director' && !stored.requested_by_you,
    job: job_id === null ? null : await seenJob(transaction, job_id),
    refusal: stored.refusal,
    summary: stored.summary,
    published_at: stored.published_at?.toISOString() ?? null,
    expires_at: stored.expires_at?.toISOString() ?? null,
    package:
      stored.has_package && package_bytes !== null && package_sha256 !== null
        ? { bytes: package_bytes, sha256: package_sha256 }
        : null,
    downloads: stored.downloads,
  })
}

/** By what came of it; until then by its job. */
function stateOf(stored: StoredDatasetExport): DatasetExport['state'] {
  const { published_at, is_expired, refusal, job_state, decision, measured, is_lapsed } = stored
  if (refusal !== null) return 'refused'
  if (published_at !== null) return is_expired ? 'expired' : 'published'
  if (decision?.decision === 'declined') return 'declined'
  if (measured !== null && decision === null) return is_lapsed ? 'lapsed' : 'awaits_approval'
  switch (job_state) {
    case 'running':
      return 'running'
    case 'failed':
    case 'cancelled':
      return job_state
    case 'done':
      return 'failed'
    default:
      return 'waiting'
  }
}

/** The usual profile needs nobody: what may leave is decided by rules. An override is its director's own. */
function approvalOf({ definition, decision, requested_role }: StoredDatasetExport): string {
  const has = (name: string) => typeof definition === 'object' && definition !== null && name in definition
  const value = (name: string): unknown => (has(name) ? Object(definition)[name] : null)
  const override =
    value('substance_use_reason') === null
      ? []
      : ['Substance-use groups included by the director who asked, with a reason']
  if (has('profile') && value('profile') !== 'bands') return [phaseApproval(decision), ...override].join('. ')
  if (override.length > 0) return override.join()
  return requested_role === 'director' ? 'Asked for by a director' : 'Not needed: the usual rules'
}

function phaseApproval(decision: StoredDatasetExport['decision']): string {
  if (decision === null) return 'Scores by phase: a director has to approve it'
  return `Scores by phase: ${decision.decision} by ${decision.decided_name} (director)`
}
