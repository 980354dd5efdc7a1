import type { IMPORT_FILES } from '../../../../api/src/contracts/imports.js'

export type ImportFileName = (typeof IMPORT_FILES)[number]

/** What each file of an import holds, in the order in which they depend on each other. */
export const IMPORT_FILE_WORDS: Readonly<Record<ImportFileName, { holds: string; isRequired: boolean }>> = {
  'sites.csv': { holds: 'sites', isRequired: false },
  'therapists.csv': { holds: 'therapists', isRequired: false },
  'groups.csv': { holds: 'groups', isRequired: true },
  'members.csv': { holds: 'members and their episodes', isRequired: true },
  'concurrent_treatments.csv': { holds: 'treatment beside the group', isRequired: false },
  'sessions.csv': { holds: 'sessions', isRequired: true },
  'attendance.csv': { holds: 'who came', isRequired: true },
  'responses.csv': { holds: 'responses: filled-in forms of the measures', isRequired: true },
}

export interface ChosenFiles {
  /** Files of an import, one of each name, in order of dependence. */
  readonly taken: readonly File[]
  /** Files left out, each with the reason in words. */
  readonly leftOut: readonly { readonly name: string; readonly reason: string }[]
}

export const NO_FILES: ChosenFiles = { taken: [], leftOut: [] }

/** Adds files to those chosen before; a file chosen again replaces the earlier one of its name. */
export function addFiles(before: ChosenFiles, added: readonly File[]): ChosenFiles {
  const leftOut: { name: string; reason: string }[] = []
  const byName = new Map(before.taken.map((file) => [file.name, file]))
  const seen = new Set<string>()
  for (const file of added) {
    const reason = seen.has(file.name)
      ? 'a second file of this name came along; the first one was kept'
      : reasonToLeaveOut(file)
    if (reason === null) byName.set(file.name, file)
    else leftOut.push({ name: file.name, reason })
    seen.add(file.name)
  }
  const order = Object.keys(IMPORT_FILE_WORDS)
  const taken = [...byName.values()].sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name))
  return { taken, leftOut }
}

export function removeFile(before: ChosenFiles, name: string): ChosenFiles {
  return { ...before, taken: before.taken.filter((file) => file.name !== name) }
}

function reasonToLeaveOut(file: { name: string; size: number }): string | null {
  if (file.name in IMPORT_FILE_WORDS) return file.size === 0 ? 'the file is empty' : null
  if (/\.xlsx?$/i.test(file.name)) return 'a workbook; save each sheet as CSV (UTF-8) first'
  if (!/\.csv$/i.test(file.name)) return 'not a CSV file'
  return 'no file of an import has this name'
}
