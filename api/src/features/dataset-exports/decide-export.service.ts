import { Injectable } from '@nestjs/common'
import type { DatasetExport, NewDatasetDecision } from '../../contracts/dataset-exports.js'
import { type AccessContext, DatabaseAccess } from '../../database/access.js'
import { ProblemError } from '../../platform/problem.js'
import { requestJob } from '../jobs/jobs.service.js'
import { requireDatasetExport } from './dataset-export-on-the-wire.js'
import { insertDecision } from './dataset-exports.repository.js'

/** A director approves a data set with scores by phase against its measured risk, or declines it with a reason. */
@Injectable()
export class DecideExportService {
  readonly #access: DatabaseAccess

  constructor(access: DatabaseAccess) {
    this.#access = access
  }

  /**
   * Once it is approved the worker makes it. The decision stays as it was made.
   *
   * @throws ProblemError  there is no such data set; it is one's own request; nothing is to be decided (a usual data set,
   *                       not measured yet, refused); it was decided already; its time to be decided is over
   */
  decide(caller: AccessContext, id: number, asked: NewDatasetDecision): Promise<DatasetExport> {
    const { decision } = asked
    return this.#access.run(caller, async (transaction) => {
      checkOpen(await requireDatasetExport(transaction, id, caller))
      const jobId =
        decision === 'approved' ? await requestJob(transaction, 'make_dataset', `dataset_export:${id}`) : null
      const reason = asked.decision === 'declined' ? asked.reason : null
      if (!(await insertDecision(transaction, id, { decision, reason, jobId }))) throw decidedAlready()
      transaction.record({ action: 'record.amend', target: `dataset_export:${id}`, detail: { decision } })
      return requireDatasetExport(transaction, id, caller)
    })
  }
}

function checkOpen({ state, decision, requested_by_you }: DatasetExport): void {
  if (decision !== null) throw decidedAlready()
  if (state === 'lapsed') {
    throw new ProblemError(
      410,
      'decision_too_late',
      'Too late to decide',
      'Nobody decided within 30 days after the risk was measured. Records have changed since: it has to be asked for again.',
    )
  }
  if (state !== 'awaits_approval') {
    throw new ProblemError(
      409,
      'nothing_to_decide',
      'Nothing to decide',
      'Only a data set with scores by phase is approved, once its risk is measured. Look at the data set again.',
    )
  }
  if (requested_by_you) {
    throw new ProblemError(
      403,
      'own_request',
      'Your own request',
      'Whoever asked for a data set does not approve it. Another director has to decide.',
    )
  }
}

function decidedAlready(): ProblemError {
  return new ProblemError(
    409,
    'decided_already',
    'Decided already',
    'A director has decided about this data set, and a decision stays as it was made. Whoever needs another one asks again.',
  )
}
