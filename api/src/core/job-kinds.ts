/**
 * Work that takes longer than a request may: one entry a kind. The table `job_kind` is brought to this list at every
 * start; `contracts/jobs.ts` repeats the names for the wire, and the worker (`background-work.ts`) has the work.
 */

import type { Role } from './vocabulary.js'

export interface JobKindRules {
  /** Who may ask for it; worker and command line may ask for every kind. */
  readonly askedBy: readonly Role[]
  /** Of the whole deployment: every director sees and may cancel it. Else only who asked does. */
  readonly isShared: boolean
  /** Jobs of one queue run one after another, over all workers; null: side by side. */
  readonly queue: string | null
}

export const JOB_KINDS = {
  /** Fits the expected response of every measure, refreshes signals by it, and judges it. */
  fit_expected_response: { askedBy: ['director'], isShared: true, queue: 'signals' },
  /** Works out again where every episode in care stands. */
  refresh_signals: { askedBy: ['director'], isShared: true, queue: 'signals' },
  /** Works out a comparison of the arms, in the name of who asked and over what they may see. */
  run_study: { askedBy: ['director'], isShared: false, queue: 'studies' },
  /** Freezes the numbers of a report and makes its files; one after another, so that people are served meanwhile. */
  make_report: { askedBy: ['director', 'therapist', 'coordinator'], isShared: false, queue: 'reports' },
  /** Makes an anonymised data set and publishes its package; one after another, since each is held against the earlier ones. */
  make_dataset: { askedBy: ['researcher', 'director'], isShared: false, queue: 'datasets' },
  /** What a data set would be. */
  preview_dataset: { askedBy: ['researcher', 'director'], isShared: false, queue: null },
} as const satisfies Readonly<Record<string, JobKindRules>>

export type JobKind = keyof typeof JOB_KINDS
