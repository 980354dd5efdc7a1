import { z } from 'zod'

/** RFC 9457 problem document. `code` is stable; nothing the sender wrote is echoed. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  code: z.string(),
  request_id: z.string(),
  errors: z
    .array(
      z.object({
        path: z.string(),
        message: z.string(),
        /** Of the rule that was broken, as in an import; stable. */
        code: z.string().optional(),
      }),
    )
    .optional(),
})
export type Problem = z.infer<typeof problemSchema>
