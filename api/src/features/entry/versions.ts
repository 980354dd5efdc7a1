/** Two people at the same record: the second is told what is different now, and nothing of theirs is stored. */

import type { Problem } from '../../contracts/problem.js'
import { conflictingChange } from '../../platform/problem.js'

type FieldErrors = NonNullable<Problem['errors']>

/**
 * Is there anything to store? False when all of it is stored already: a change that was sent twice is no conflict.
 *
 * @param versions  as it was read, and as it is
 * @param isTold    whether the answer may say what is stored in a field now; never of answers and names
 * @throws          ProblemError 409 `changed_meanwhile` when it would replace what the reader has not seen
 */
export function isChange<Fields extends object>(
  { stored, wanted }: { readonly stored: Fields; readonly wanted: Fields },
  versions: { readonly read: number | null; readonly now: number | null },
  isTold: (field: string) => boolean = () => true,
): boolean {
  const fields = differingFields(stored, wanted)
  if (fields.length === 0) return false
  if (versions.read === versions.now) return true
  const now = new Map(Object.entries(stored))
  throw conflictingChange(
    fields.map((path): FieldErrors[number] => ({
      path,
      message: isTold(path) ? `It is now: ${now.get(path) ?? 'none'}.` : 'It is something else now.',
    })),
  )
}

/** Fields of `wanted` that are stored otherwise. Equal by content: lists and plain values. */
function differingFields<Fields extends object>(stored: Fields, wanted: Fields): string[] {
  const now = new Map(Object.entries(stored))
  return Object.entries(wanted)
    .filter(([name, value]) => JSON.stringify(now.get(name)) !== JSON.stringify(value))
    .map(([name]) => name)
}
