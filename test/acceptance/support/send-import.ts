import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { type ImportReport, importReportSchema } from '../../../api/src/contracts/imports.js'
import type { Person } from './staff.js'

export type ImportFiles = Readonly<Record<string, string | Uint8Array<ArrayBuffer>>>

/** The CSV files of a folder by name. */
export function filesOf(folder: string): ImportFiles {
  const names = readdirSync(folder).filter((name) => name.endsWith('.csv'))
  return Object.fromEntries(
    names.map((name) => [name, new Uint8Array(readFileSync(path.join(folder, name)))]),
  )
}

/** Sends files as a browser does; the answer as it is. */
export function sendFiles(
  coordinator: Pick<Person, 'fetch'>,
  files: ImportFiles,
  fields: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  for (const [name, content] of Object.entries(files)) form.append('files', new Blob([content]), name)
  return coordinator.fetch('/api/v1/imports', { method: 'POST', body: form })
}

export async function sendImport(
  coordinator: Pick<Person, 'fetch'>,
  files: ImportFiles,
  fields: Readonly<Record<string, string>> = {},
): Promise<ImportReport> {
  const answer = await sendFiles(coordinator, files, fields)
  const text = await answer.text()
  if (!answer.ok) throw new Error(`The import answered ${answer.status}: ${text}`)
  return importReportSchema.parse(JSON.parse(text))
}
