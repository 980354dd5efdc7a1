/** The form of an import as it arrives: its fields and its files, within the limits of an upload. */

import { createHash } from 'node:crypto'
import type { MultipartFile, MultipartValue } from '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import { type ImportFields, importFieldsSchema } from '../../../contracts/import-request.js'
import { ProblemError } from '../../../platform/problem.js'

const MEGABYTE = 1024 * 1024

/** All files of one upload together; the command line takes any size. */
export const UPLOAD_LIMIT_BYTES = 50 * MEGABYTE

const LET_THROUGH_BYTES = 4 * UPLOAD_LIMIT_BYTES

const MOST_FIELDS = 20
// A dropped folder brings other files along; they are left out, but not without end.
const MOST_FILES = 200
const LONGEST_FIELD_BYTES = 10_000

export const uploadLimits = {
  // Counted here over all files together; a parser that stops by itself would leave the sender waiting.
  fileSize: Number.POSITIVE_INFINITY,
  files: MOST_FILES,
  fields: MOST_FIELDS,
  parts: MOST_FILES + MOST_FIELDS,
  fieldSize: LONGEST_FIELD_BYTES,
}

export interface Upload {
  readonly fields: ImportFields
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[]
  /** SHA-256 of everything that was sent, to know the same upload again. */
  readonly hash: string
}

/** @throws ProblemError 400, 413 or 415 */
export async function readUpload(request: FastifyRequest): Promise<Upload> {
  if (!request.isMultipart()) {
    throw new ProblemError(
      415,
      'wrong_content_type',
      'Wrong content type',
      'Send the files as multipart/form-data.',
    )
  }
  const fields = new Map<string, string>()
  const files: { name: string; bytes: Uint8Array }[] = []
  const budget = { left: UPLOAD_LIMIT_BYTES }
  try {
    for await (const part of request.parts({ limits: uploadLimits })) {
      if (part.type === 'file')
        files.push({ name: part.filename, bytes: await readFile(part, budget, request) })
      else fields.set(part.fieldname, textOf(part))
    }
  } catch (error) {
    throw asUploadProblem(error)
  }
  if (budget.left < 0) throw tooLarge()
  return { fields: validFields(fields), files, hash: hashOf(fields, files) }
}

/** Past the limit bytes are only let through, so that the sender comes to read the answer; far past it, no longer. */
async function readFile(
  part: MultipartFile,
  budget: { left: number },
  request: FastifyRequest,
): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of part.file) {
    const bytes: Buffer = chunk
    budget.left -= bytes.length
    if (budget.left >= 0) chunks.push(bytes)
    else chunks.length = 0
    if (budget.left < -LET_THROUGH_BYTES) request.raw.destroy()
  }
  return Buffer.concat(chunks)
}

function textOf({ value }: MultipartValue): string {
  return typeof value === 'string' ? value : ''
}

function validFields(fields: ReadonlyMap<string, string>): ImportFields {
  // An empty field says nothing, as an empty cell does.
  const given = Object.fromEntries(Array.from(fields).filter(([, value]) => value !== ''))
  const result = importFieldsSchema.safeParse(given)
  if (result.success) return result.data
  const errors = result.error.issues.map((issue) => ({
    path: issue.path.join('.'),
    // The framework's own words repeat the name that was sent.
    message: issue.code === 'unrecognized_keys' ? UNKNOWN_FIELD : issue.message,
  }))
  throw new ProblemError(
    400,
    'invalid_field',
    'Invalid field',
    'A field of the form cannot be used as it is.',
    errors,
  )
}

const UNKNOWN_FIELD = `A field is not known here. Known: files, ${Object.keys(importFieldsSchema.shape).join(', ')}.`

function hashOf(fields: ReadonlyMap<string, string>, files: Upload['files']): string {
  const hash = createHash('sha256')
  const fieldList = Array.from(fields).sort(([one], [other]) => (one < other ? -1 : 1))
  hash.update(JSON.stringify(fieldList))
  for (const { name, bytes } of [...files].sort((one, other) => (one.name < other.name ? -1 : 1))) {
    hash.update(JSON.stringify([name, bytes.length]))
    hash.update(bytes)
  }
  return hash.digest('hex')
}

function tooLarge(): ProblemError {
  const detail = `An upload may have ${UPLOAD_LIMIT_BYTES / MEGABYTE} MB. Use the command line for more.`
  return new ProblemError(413, 'too_large', 'Too large', detail)
}

function asUploadProblem(error: unknown): unknown {
  if (error instanceof ProblemError) return error
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : null
  if (status === 413) return tooLarge()
  const detail = 'The upload ended before it was complete. Nothing was stored. Send it again.'
  return new ProblemError(400, 'incomplete_upload', 'Incomplete upload', detail)
}
