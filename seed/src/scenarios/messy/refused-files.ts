import type { FileCode } from '../../../../api/src/core/import-rules/codes.js'

/** A file that must be refused whole, by name: nothing of its folder may be stored. */
export interface RefusedFile {
  /** Folder of its own, named for what is wrong. */
  readonly folder: string
  readonly file: string
  readonly code: FileCode
  readonly bytes: Uint8Array
}

const MORE_COLUMNS = Array.from({ length: 100 }, (_, column) => `,extra${column + 1}`).join('')
const LONG_CELL = 'x'.repeat(10_001)
const INVALID_UTF8 = Uint8Array.from([0xc3, 0x28])
const ZIP_SIGNATURE = Uint8Array.from([0x50, 0x4b, 0x03, 0x04, 0x14, 0x00, 0x06, 0x00])

/**
 * One spoiled copy of groups.csv for every way in which a file cannot be read.
 *
 * @param groups  the clean text of groups.csv
 */
export function refusedFiles(groups: string): RefusedFile[] {
  const [header = '', firstRow = ''] = groups.split('\n')
  const rows = groups.slice(header.length)
  const refused = (folder: string, code: FileCode, content: string | Uint8Array): RefusedFile => ({
    folder,
    file: 'groups.csv',
    code,
    bytes: typeof content === 'string' ? Buffer.from(content) : content,
  })
  return [
    refused('utf-16', 'utf_16', Buffer.from(`\ufeff${groups}`, 'utf16le')),
    refused('invalid-utf-8', 'invalid_utf8', Buffer.concat([Buffer.from(groups), INVALID_UTF8])),
    refused('nul-character', 'nul_character', groups.replace('\n', '\n\0')),
    refused('spreadsheet', 'not_csv', ZIP_SIGNATURE),
    refused('semicolons', 'wrong_delimiter', groups.replaceAll(',', ';')),
    refused('tabs', 'wrong_delimiter', groups.replaceAll(',', '\t')),
    refused('no-header', 'missing_header', rows.slice(1)),
    refused('column-twice', 'duplicate_column', `${header},group_id${rows.replaceAll('\n', ',\n').slice(1)}`),
    refused('column-missing', 'missing_column', groups.replace('group_id,', 'colour,')),
    refused('column-unknown', 'unknown_column', `${header.replace(',name,', ',colour,')}${rows}`),
    refused('columns-too-many', 'too_many_columns', `${header}${MORE_COLUMNS}${rows}`),
    refused('quote-misplaced', 'misplaced_quote', `${header}\n${firstRow.replace(',', 'a"b,')}\n`),
    refused('quote-unclosed', 'unclosed_quote', `${header}\n"${firstRow}\n`),
    refused('row-ragged', 'ragged_row', `${header}\n${firstRow},one more\n`),
    refused('cell-too-long', 'cell_too_long', `${header}\n${LONG_CELL}${firstRow}\n`),
    refused('header-only', 'no_rows', `${header}\n`),
  ]
}
