import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { stringify } from 'csv-stringify/sync'
import {
  type AppendixTable,
  type Cell,
  cellText,
  roundedToDigits,
} from '../../core/appendix/appendix-table.js'
import type { StatisticalAppendix } from '../../core/appendix/statistical-appendix.js'

/** Writes every table and document into the folder, which is made when it is missing; returns the file names. */
export async function writeAppendix(appendix: StatisticalAppendix, folder: string): Promise<string[]> {
  await mkdir(folder, { recursive: true })
  const files = [
    ...Object.entries(appendix.tables).map(([name, table]) => ({ name, text: tableText(table) })),
    ...Object.entries(appendix.documents).map(([name, content]) => ({ name, text: documentText(content) })),
  ]
  for (const { name, text } of files) await writeFile(join(folder, name), text)
  return files.map((file) => file.name)
}

function tableText({ columns, rows }: AppendixTable): string {
  return stringify([columns, ...rows.map((row) => row.map(safeCellText))])
}

/** Ids come from files: one that a spreadsheet would run as a formula is marked as text. Numbers stay numbers. */
function safeCellText(cell: Cell): string {
  const text = cellText(cell)
  return typeof cell === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
}

function documentText(content: unknown): string {
  const digits = (_key: string, value: unknown) =>
    typeof value === 'number' ? roundedToDigits(value) : value
  return `${JSON.stringify(content, digits, 2)}\n`
}
