import { z } from 'zod'
import type { JobKind } from '../core/job-kinds.js'
import { instantSchema } from './typed-text.js'

const KINDS = [
  'fit_expected_response',
  'refresh_signals',
  'run_study',
  'make_report',
  'make_dataset',
  'preview_dataset',
] as const satisfies readonly JobKind[]

/** GET /jobs/:id: work in the background, seen by who asked for it; that of the deployment by every director. */
export const jobSchema = z.object({
  job_id: z.number().int(),
  kind: z.enum(KINDS),
  state: z.enum(['waiting', 'running', 'done', 'failed', 'cancelled']),
  /** Real counts of steps or episodes; null before the work is known. */
  done: z.number().int().nullable(),
  total: z.number().int().nullable(),
  /** One sentence: what is being done, what came of it, or, of a failure, what to do. */
  message: z.string().nullable(),
  /** Somebody asked for its end; a running one comes to it at its next step. */
  cancel_asked: z.boolean(),
  created_at: instantSchema,
  ended_at: instantSchema.nullable(),
})
/**
 * GET /jobs/:id/events sends the same as server-sent events of the name `job`: at once, at every change, and the last
 * time when it has ended. The stream closes after 10 minutes; ask again, or ask for the job itself.
 */
export type Job = z.infer<typeof jobSchema>

/** What asks for work answers 202 with its number. */
export const acceptedJobSchema = z.object({ job_id: z.number().int() })
export type AcceptedJob = z.infer<typeof acceptedJobSchema>
