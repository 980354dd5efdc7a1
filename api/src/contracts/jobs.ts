import { z } from 'zod'
import { instantSchema } from './typed-text.js'

/** GET /jobs/:id: work in the background. */
export const jobSchema = z.object({
  job_id: z.number().int(),
  kind: z.enum(['fit_expected_response', 'refresh_signals']),
  state: z.enum(['waiting', 'running', 'done', 'failed']),
  /** Real counts of steps or episodes; null before the work is known. */
  done: z.number().int().nullable(),
  total: z.number().int().nullable(),
  /** One sentence; of a failure, what to do. */
  message: z.string().nullable(),
  created_at: instantSchema,
  ended_at: instantSchema.nullable(),
})
export type Job = z.infer<typeof jobSchema>

/** What asks for work answers 202 with its number. */
export const acceptedJobSchema = z.object({ job_id: z.number().int() })
export type AcceptedJob = z.infer<typeof acceptedJobSchema>
