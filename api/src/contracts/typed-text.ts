import { z } from 'zod'

/** A line that a person types: blanks around it and doubled ones are dropped; counted in characters, not in bytes. */
export function typedLine(fewest: number, most: number): z.ZodString {
  return z
    .string()
    .overwrite((text) => text.normalize('NFC').replace(/\s+/gu, ' ').trim())
    .refine((text) => !/[\p{Cc}\p{Surrogate}]/u.test(text), 'It has an unreadable character. Type it again.')
    .refine((text) => {
      const length = [...text].length
      return length >= fewest && length <= most
    }, `It needs ${fewest} to ${most} characters.`)
}

/** An id as it stands in a record. Whether there is such a record is another question. */
export const idSchema = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^\p{Cc}\p{Surrogate}]+$/u, 'An id has no unreadable characters.')

/** An id that a person gives to a new record. */
export const newIdSchema = typedLine(1, 200)

/** What a change was based on: the `version` of the row as it was read. Another value by now is a conflict (409). */
export const readVersionSchema = z.string().min(1).max(100)

export const instantSchema = z.iso.datetime({ offset: true })

export const timeZoneSchema = z
  .string()
  .max(100)
  .refine(isTimeZone, 'It needs the name of a time zone, like Europe/London.')

// An offset ("+02:00") is taken by newer engines; it is no zone, because it knows no summer time.
function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
