/**
 * Computes a report once, in the name of the one who asked for it: what they may see now decides, as on any page. All
 * parts are the answers of the routes' own services, in one transaction that sees one state of the records.
 */

import { setImmediate } from 'node:timers/promises'
import { type ReportContent, reportContentSchema } from '../../../contracts/report-content.js'
import type { ReportRequest } from '../../../contracts/report-requests.js'
import type { AccessContext, DatabaseAccess } from '../../../database/access.js'
import { canonicalJson, sha256Of } from './canonical-json.js'
import { FrozenClock } from './frozen-clock.js'
import { readCaseload, readGroup, readMember, readMemberForNotes, readStudy } from './read-clinical.js'
import { readCompleteness, readProgramme, readPublicProgramme } from './read-programme.js'
import { type ReadReport, readHead } from './report-head.js'
import { queryIsUser, querySiteNames } from './report-head.query.js'
import { type ReportReach, reachOf } from './report-reach.js'
import { type ReadFor, type ReportSources, reportSources, type Step } from './report-sources.js'

const NO_LONGER =
  'Who asked for it no longer has a login here, or another role. Nothing was read; ask for it again.'

/** A report that cannot be made, with a sentence for the person who asked. */
export class ReportRefused extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'ReportRefused'
  }
}

export interface Freezing {
  readonly access: DatabaseAccess
  /** Who asked; whose name stands on the report. */
  readonly caller: AccessContext
  /** The moment of which everything is worked out. */
  readonly now: Date
  /** Told of each step before it begins. */
  readonly onStep?: (message: string) => void
  readonly signal?: AbortSignal
}

export interface FrozenReport {
  readonly content: ReportContent
  /** The content as canonical JSON: what is stored, hashed and rendered. */
  readonly json: string
  readonly sha256: string
  /** Whose rows are in it. */
  readonly reach: ReportReach
}

/**
 * @throws ReportRefused  where the one who asked is no longer a user in this role
 * @throws ProblemError   where what it is about is not there, or no longer in reach
 */
export async function freezeReport(freezing: Freezing, request: ReportRequest): Promise<FrozenReport> {
  const seen = new Set<number>()
  const caller: AccessContext = {
    ...freezing.caller,
    onMembersSeen: (memberIds) => {
      for (const memberId of memberIds) seen.add(memberId)
    },
  }
  const { access, now, signal } = freezing
  const step: Step = async (message, read) => {
    // What else the process has to do is done between two steps.
    await setImmediate()
    signal?.throwIfAborted()
    freezing.onStep?.(message)
    return read()
  }
  return access.runTogether(
    caller,
    async (transaction) => {
      if (caller.actor.kind === 'user' && !(await queryIsUser(transaction)))
        throw new ReportRefused(NO_LONGER)
      const sites = await querySiteNames(transaction)
      const sources = reportSources(access, new FrozenClock(now), step)
      const read = await readParts(sources, { caller, sites }, request)
      const head = await readHead(transaction, { caller, now, sites, read })
      const content = reportContentSchema.parse({ ...head, ...read })
      const json = canonicalJson(content)
      return { content, json, sha256: sha256Of(json), reach: reachOf(content, [...seen]) }
    },
    { readOnly: true },
  )
}

function readParts(sources: ReportSources, reader: ReadFor, request: ReportRequest): Promise<ReadReport> {
  switch (request.definition) {
    case 'programme_outcomes':
      return readProgramme(sources, reader, request)
    case 'programme_outcomes_public':
      return readPublicProgramme(sources, reader, request)
    case 'group_progress':
      return readGroup(sources, reader, request)
    case 'member_progress':
      return readMember(sources, reader, request)
    case 'member_progress_clinical':
      return readMemberForNotes(sources, reader, request)
    case 'comparison':
      return readStudy(sources, reader, request)
    case 'completeness':
      return readCompleteness(sources, reader, request)
    case 'caseload_review':
      return readCaseload(sources, reader, request)
  }
}
