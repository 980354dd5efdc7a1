import { Body, type PipeTransform } from '@nestjs/common'
import { z } from 'zod'
import { invalidBody } from './problem.js'

/** For changes that need to be told nothing: no body, or an empty one. */
export const emptyBodySchema = z.strictObject({}).nullish()

/** A controller's parameter: the JSON body, checked. The errors name fields that are known here, never what was sent. */
export function ValidBody(schema: z.ZodType): ParameterDecorator {
  return Body({ schema, pipes: [new BodyValidation(schema)] })
}

class BodyValidation implements PipeTransform {
  readonly #schema: z.ZodType

  constructor(schema: z.ZodType) {
    this.#schema = schema
  }

  transform(given: unknown): unknown {
    const result = this.#schema.safeParse(given)
    if (result.success) return result.data
    throw invalidBody(
      result.error.issues.map((issue) => ({
        path: issue.path.join('.'),
        // The library's own words repeat the names of fields that it does not know.
        message:
          issue.code === 'unrecognized_keys' ? 'There is a field that is not known here.' : issue.message,
      })),
    )
  }
}
