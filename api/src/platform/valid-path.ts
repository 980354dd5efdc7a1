import { Param, type PipeTransform } from '@nestjs/common'
import { z } from 'zod'
import { idSchema } from '../contracts/typed-text.js'
import { invalidParameters } from './problem.js'

/** A controller's parameter: an id in the path, as records have them. */
export function ValidId(name = 'id'): ParameterDecorator {
  return Param(name, new PathValidation(name, idSchema))
}

/** A controller's parameter: a number in the path, as the database gives them out. */
export function ValidNumber(name = 'id'): ParameterDecorator {
  return Param(name, new PathValidation(name, numberSchema))
}

const numberSchema = z
  .string()
  .regex(/^[1-9]\d{0,14}$/)
  .transform(Number)

class PathValidation implements PipeTransform {
  readonly #name: string
  readonly #schema: z.ZodType

  constructor(name: string, schema: z.ZodType) {
    this.#name = name
    this.#schema = schema
  }

  transform(given: unknown): unknown {
    const result = this.#schema.safeParse(given)
    if (result.success) return result.data
    throw invalidParameters([{ path: this.#name, message: 'It is not an id. Check the address.' }])
  }
}
