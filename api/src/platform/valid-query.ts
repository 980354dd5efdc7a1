import { type PipeTransform, Query } from '@nestjs/common'
import { z } from 'zod'
import { invalidParameters, unknownParameters } from './problem.js'

/** For routes without parameters: any is unknown. */
export const emptyQuerySchema = z.object({})

/**
 * A controller's parameter: the query string, checked. An unknown parameter is refused rather than passed over, since
 * a misspelt filter would answer with the numbers of everybody.
 */
export function ValidQuery(schema: z.ZodObject): ParameterDecorator {
  return Query({ schema: schema.strict(), pipes: [new QueryValidation(schema)] })
}

class QueryValidation implements PipeTransform {
  readonly #schema: z.ZodObject

  constructor(schema: z.ZodObject) {
    this.#schema = schema
  }

  transform(given: unknown): unknown {
    const result = this.#schema.strict().safeParse({ ...Object(given) })
    if (result.success) return result.data
    const { issues } = result.error
    if (issues.some((issue) => issue.code === 'unrecognized_keys')) {
      throw unknownParameters(Object.keys(this.#schema.shape))
    }
    throw invalidParameters(issues.map(({ path, message }) => ({ path: path.join('.'), message })))
  }
}
