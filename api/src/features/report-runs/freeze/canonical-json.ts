import { createHash } from 'node:crypto'

/**
 * JSON whose bytes are decided by its content: keys in order of their code units, no blanks; what is undefined is left
 * out, as in any JSON.
 *
 * @throws TypeError where a number is none: JSON would make null of it, which says "not known"
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => {
    if (typeof part === 'number' && !Number.isFinite(part))
      throw new TypeError(`${part} is no number to keep.`)
    return isPlainObject(part) ? inOrderOfKeys(part) : part
  })
}

/** Of the bytes in UTF-8, as 64 hexadecimal digits. */
export function sha256Of(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex')
}

function isPlainObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function inOrderOfKeys(value: object): object {
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
}
