import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { FILE_CODES, NOTICE_CODES, ROW_CODES } from '../../../api/src/core/import-rules/codes.js'
import { IMPORT_FILE_NAMES, importColumns } from '../../../api/src/core/import-rules/import-columns.js'

const guide = readFileSync('docs/IMPORT.md', 'utf8')

/** Codes of the first column of the guide's tables, section by section. */
function codesUnder(heading: string): string[] {
  const section = guide.split(/^## /m).find((part) => part.startsWith(heading)) ?? ''
  return Array.from(section.matchAll(/^\| `([a-z0-9_]+)` \|/gm), ([, code]) => code ?? '')
}

test('the guide explains every code of a report, and no other', () => {
  expect(codesUnder('Files that are refused').sort()).toEqual([...FILE_CODES].sort())
  expect(codesUnder('Rows that are rejected').sort()).toEqual([...ROW_CODES].sort())
  expect(codesUnder('Notices').sort()).toEqual([...NOTICE_CODES].sort())
})

test('the guide names every file and every column', () => {
  for (const file of IMPORT_FILE_NAMES) {
    const row = guide.split('\n').find((line) => line.startsWith(`| \`${file}\``)) ?? ''
    for (const column of [...importColumns[file].required, ...importColumns[file].optional]) {
      expect(row).toContain(`\`${column}\``)
    }
  }
})
