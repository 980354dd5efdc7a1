import { Body, Param, type PipeTransform } from '@nestjs/common'
import type { z } from 'zod'
import { idSchema } from '../contracts/typed-text.js'
import { invalidBody, invalidParameters } from './problem.js'

/** A controller's parameter: the JSON body, checked. The errors name fields that are known here, never what was sent. */
export function ValidBody(schema: z.ZodType): ParameterDecorator {
  return Body({ schema, pipes: [new BodyValidation(schema)] })
}

/** A controller's parameter: an id in the path, as records have them. */
export function ValidId(name = 'id'): ParameterDecorator {
  return Param(name, new IdValidation(name))
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

class IdValidation implements PipeTransform {
  readonly #name: string

  constructor(name: string) {
    this.#name = name
  }

  transform(given: unknown): unknown {
    const result = idSchema.safeParse(given)
    if (result.success) return result.data
    throw invalidParameters([{ path: this.#name, message: 'It is not an id.' }])
  }
}
