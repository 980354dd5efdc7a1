/** Runs an import once for one `Idempotency-Key`; a repeated request gets the first one's answer. */

import { Injectable } from '@nestjs/common'
import type { ImportReport } from '../../../contracts/imports.js'
import { type AccessContext, DatabaseAccess } from '../../../database/access.js'
import { ProblemError } from '../../../platform/problem.js'
import { type ImportRequest, ImportsService } from '../imports.service.js'
import { runWithinReach } from '../within-reach.js'
import { claimKey, type KeyedRequest, keepAnswer, releaseKey } from './idempotency.repository.js'

const LONGEST_KEY = 200

@Injectable()
export class KeyedImportsService {
  readonly #access: DatabaseAccess
  readonly #imports: ImportsService

  constructor(access: DatabaseAccess, imports: ImportsService) {
    this.#access = access
    this.#imports = imports
  }

  /**
   * @param key   null: nothing is remembered
   * @param hash  of the whole request
   * @throws      ProblemError 409 while the first request runs, 422 when the key belongs to another request
   */
  async run(
    caller: AccessContext,
    request: ImportRequest,
    key: string | null,
    hash: string,
  ): Promise<ImportReport> {
    if (key === null) return (await this.#imports.run(caller, request)).report
    if (key.length === 0 || key.length > LONGEST_KEY) throw unusableKey()
    const keyed: KeyedRequest = { actor: `${caller.actor.kind}:${caller.actor.id}`, key, hash }
    const claim = await runWithinReach(this.#access, caller, (transaction) => claimKey(transaction, keyed))
    switch (claim.kind) {
      case 'answered':
        return claim.report
      case 'running':
        throw stillRunning()
      case 'other_request':
        throw otherRequest()
      case 'ours':
        return this.runClaimed(caller, request, keyed)
    }
  }

  private async runClaimed(
    caller: AccessContext,
    request: ImportRequest,
    keyed: KeyedRequest,
  ): Promise<ImportReport> {
    try {
      const { report } = await this.#imports.run(caller, {
        ...request,
        remember: (transaction, answer) => keepAnswer(transaction, keyed, answer),
      })
      return report
    } catch (error) {
      await this.#access.run(caller, (transaction) => releaseKey(transaction, keyed)).catch(() => {})
      throw error
    }
  }
}

function unusableKey(): ProblemError {
  const detail = `Idempotency-Key must have 1 to ${LONGEST_KEY} characters.`
  return new ProblemError(400, 'invalid_idempotency_key', 'Invalid key', detail)
}

function stillRunning(): ProblemError {
  const detail = 'The first request with this Idempotency-Key is still running. Ask again in a while.'
  return new ProblemError(409, 'import_running', 'Still running', detail)
}

function otherRequest(): ProblemError {
  const detail = 'This Idempotency-Key was used for a request with other contents. Use a new key.'
  return new ProblemError(422, 'idempotency_key_reused', 'Key used before', detail)
}
