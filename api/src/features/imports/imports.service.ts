/** Files in, stored or refused, with a report: read, check, and one transaction that commits all of it or nothing. */

import { Injectable } from '@nestjs/common'
import type { ImportBatch, ImportReject, ImportReport } from '../../contracts/imports.js'
import type { ImportContext } from '../../core/import-rules/import-context.js'
import { planImport } from '../../core/import-rules/plan-import.js'
import {
  type AccessContext,
  DatabaseAccess,
  type RecordedEvent,
  type Transaction,
} from '../../database/access.js'
import { IMPORT_LOCK } from '../../database/lock-keys.js'
import { Clock } from '../../platform/clock.js'
import {
  closeBatch,
  findBatch,
  listBatches,
  type NewBatch,
  openBatch,
  readRejects,
} from './import-batches.repository.js'
import type { ImportProgress } from './import-progress.js'
import { type ImportFindings, type ImportMode, planFindings, refusedFindings } from './import-report.js'
import { allowsConcurrentGroups } from './import-settings.query.js'
import { throwIfCancelled } from './reading/file-refused.js'
import type { ImportSource } from './reading/import-source.js'
import { type ReadFiles, readImportFiles } from './reading/read-import-files.js'
import { fetchLookup, type StoredLookup } from './storing/import-lookup.repository.js'
import { isBoundBySites } from './storing/reach.query.js'
import { storePlan } from './storing/store-plan.js'
import { todayIn } from './today-in.js'
import { ConflictOutOfReach, runWithinReach } from './within-reach.js'

export interface ImportRequest {
  readonly source: ImportSource
  readonly mode: ImportMode
  readonly dryRun: boolean
  /** Why rows that differ from what is stored replace it; null = they are conflicts. */
  readonly correctReason: string | null
  /** The system that gave the responses their ids. */
  readonly sourceSystem: string
  readonly ignoreUnknown: boolean
  readonly signal?: AbortSignal
  readonly onProgress?: ImportProgress
  /** Runs in the transaction that records the outcome, so that both are kept or neither. */
  readonly remember?: (transaction: Transaction, report: ImportReport) => Promise<void>
}

export interface ImportOutcome {
  readonly report: ImportReport
  readonly rejects: readonly ImportReject[]
}

/** Where responses come from when nobody says so. */
export const DEFAULT_SOURCE_SYSTEM = 'file'

const REJECTS_AT_ONCE = 5_000

// Longer than a request's statements may take: a large import waits for another, and then works for a while.
const LONG_TIMEOUTS = `select set_config('statement_timeout', '15min', true),
  set_config('idle_in_transaction_session_timeout', '15min', true)`

@Injectable()
export class ImportsService {
  readonly #access: DatabaseAccess
  readonly #clock: Clock
  #last: Promise<unknown> = Promise.resolve()

  constructor(access: DatabaseAccess, clock: Clock) {
    this.#access = access
    this.#clock = clock
  }

  /**
   * Imports files, or says why not. What is refused or only tried is recorded too.
   *
   * @throws ImportCancelled    when `signal` aborts before the commit: nothing is stored, nothing recorded
   * @throws ConflictOutOfReach when the database refuses it for the sake of records that the caller cannot see
   */
  async run(caller: AccessContext, request: ImportRequest): Promise<ImportOutcome> {
    const startedAt = this.#clock.now()
    const progress: ImportProgress = request.onProgress ?? (() => {})
    const read = await readImportFiles(request.source, {
      ignoreUnknown: request.ignoreUnknown,
      signal: request.signal,
      onRows: (_file, rows) => progress('reading', rows, null),
    })
    throwIfCancelled(request.signal)
    const batch = newBatch(caller, request, startedAt)
    if (read.errors.length > 0) return this.record(caller, request, batch, refusedFindings(read, request))
    // One at a time in this process: those that wait hold no connection.
    const outcome = await this.inTurn(() => this.checkAndStore(caller, request, batch, read, progress)).catch(
      (error: unknown) => this.recordRefusal(caller, request, batch, read, error),
    )
    return outcome.report.import_id === null ? this.record(caller, request, batch, outcome) : outcome
  }

  list(
    caller: AccessContext,
    page: { limit: number; offset: number },
  ): Promise<{ imports: ImportBatch[]; total: number }> {
    return this.#access.run(caller, (transaction) => listBatches(transaction, page), { readOnly: true })
  }

  find(caller: AccessContext, batchId: number): Promise<ImportBatch | null> {
    return this.#access.run(caller, (transaction) => findBatch(transaction, batchId), { readOnly: true })
  }

  /** All rejects of an import, part by part, each part in a unit of work of its own. */
  async *rejects(caller: AccessContext, batchId: number): AsyncGenerator<readonly ImportReject[]> {
    let after = 0
    for (;;) {
      const part = { after, limit: REJECTS_AT_ONCE }
      const rows = await this.#access.run(caller, (transaction) => readRejects(transaction, batchId, part), {
        readOnly: true,
      })
      yield rows
      const last = rows.at(-1)
      if (last === undefined || rows.length < REJECTS_AT_ONCE) return
      after = last.number
    }
  }

  /** Findings without an import id when nothing was stored: a dry run, or a refusal. */
  private checkAndStore(
    caller: AccessContext,
    request: ImportRequest,
    batch: NewBatch,
    read: ReadFiles,
    progress: ImportProgress,
  ): Promise<ImportFindings> {
    return runWithinReach(
      this.#access,
      caller,
      async (transaction) => {
        await transaction.query(LONG_TIMEOUTS)
        if (!request.dryRun) await transaction.query('select pg_advisory_xact_lock($1)', [IMPORT_LOCK])
        progress('checking', 0, null)
        const { plan, stored, context } = await this.plan(transaction, caller, request, batch.startedAt, read)
        const findings = planFindings(read, plan, request)
        throwIfCancelled(request.signal)
        const isRefused = request.mode === 'all-or-nothing' && findings.report.rejected > 0
        if (request.dryRun || isRefused) return findings
        const batchId = await openBatch(transaction, batch)
        const correction = { batchId, reason: request.correctReason ?? '' }
        const { sourceSystem } = request
        const mayOverlap = context.allowsConcurrentGroups
        const touched = await storePlan(transaction, {
          plan,
          stored,
          correction,
          sourceSystem,
          mode: 'import',
          mayOverlap,
          progress,
        })
        const report = { ...findings.report, import_id: batchId, committed: true, touched_episodes: touched }
        await closeBatch(transaction, batchId, report, findings.rejects)
        await request.remember?.(transaction, report)
        throwIfCancelled(request.signal)
        transaction.record(importEvent(report))
        return { ...findings, report }
      },
      { readOnly: request.dryRun },
    )
  }

  private async plan(
    transaction: Transaction,
    caller: AccessContext,
    request: ImportRequest,
    now: Date,
    read: ReadFiles,
  ) {
    const isCorrecting = request.correctReason !== null
    const stored: StoredLookup = await fetchLookup(transaction, read.readings, {
      sourceSystem: request.sourceSystem,
      isCorrecting,
      isBoundBySites: isBoundBySites(caller),
    })
    const context: ImportContext = {
      lookup: stored.lookup,
      isCorrecting,
      allowsConcurrentGroups: await allowsConcurrentGroups(transaction),
      todayIn: todayIn(now),
    }
    return { plan: planImport(read.readings, context), stored, context }
  }

  private record(
    caller: AccessContext,
    request: ImportRequest,
    batch: NewBatch,
    findings: ImportFindings,
  ): Promise<ImportOutcome> {
    return runWithinReach(this.#access, caller, async (transaction) => {
      const batchId = await openBatch(transaction, batch)
      const report = { ...findings.report, import_id: batchId }
      await closeBatch(transaction, batchId, report, findings.rejects)
      await request.remember?.(transaction, report)
      transaction.record(importEvent(report))
      return { ...findings, report }
    })
  }

  /** What the database refused is recorded too; its answer is not kept, because it may be another one tomorrow. */
  private async recordRefusal(
    caller: AccessContext,
    { remember: _, ...request }: ImportRequest,
    batch: NewBatch,
    read: ReadFiles,
    error: unknown,
  ): Promise<never> {
    if (error instanceof ConflictOutOfReach) {
      const { code, file, message } = error
      const errors = [{ code, file, message }]
      await this.record(caller, request, batch, refusedFindings({ errors, notices: read.notices }, request))
    }
    throw error
  }

  private inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#last.then(work)
    this.#last = result.catch(() => {})
    return result
  }
}

/** The import names what it changed; its rows lead to it by its number. */
function importEvent({ import_id, committed, mode, rows, rejected }: ImportReport): RecordedEvent {
  return {
    action: 'import.run',
    target: `import:${import_id}`,
    detail: { committed, mode, rows, rejected },
  }
}

function newBatch(caller: AccessContext, request: ImportRequest, startedAt: Date): NewBatch {
  return {
    sourceSystem: request.sourceSystem,
    mode: request.mode,
    isDryRun: request.dryRun,
    correctReason: request.correctReason,
    actor: `${caller.actor.kind}:${caller.actor.id}`,
    startedAt,
  }
}
