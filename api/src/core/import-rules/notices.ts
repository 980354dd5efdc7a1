/** What a person should know about rows that were taken: one sentence a kind and file, with the first lines. */

import type { NoticeCode } from './codes.js'

export interface Notice {
  readonly code: NoticeCode
  readonly file: string
  readonly message: string
}

type RowNoticeCode = 'total_mismatch' | 'response_when_absent' | 'two_forms_on_one_day'

const LINES_SHOWN = 10

const SENTENCES: Readonly<Record<RowNoticeCode, string>> = {
  total_mismatch:
    'the total is not the sum of the answers; the answers are kept and the total is worked out anew',
  response_when_absent: 'a form belongs to a session from which the member was absent',
  two_forms_on_one_day: 'there is another form of the same measure by the same member on the same day',
}

export class RowNotices {
  readonly #lines = new Map<RowNoticeCode, number[]>()

  add(code: RowNoticeCode, line: number): void {
    const lines = this.#lines.get(code)
    if (lines === undefined) this.#lines.set(code, [line])
    else lines.push(line)
  }

  /** @param file  the file whose lines were added */
  summarise(file: string): Notice[] {
    return Array.from(this.#lines, ([code, lines]) => ({ code, file, message: sentence(code, lines) }))
  }
}

function sentence(code: RowNoticeCode, lines: readonly number[]): string {
  const shown = [...lines].sort((one, other) => one - other).slice(0, LINES_SHOWN)
  const more = lines.length > shown.length ? ` and ${lines.length - shown.length} more` : ''
  const where = lines.length === 1 ? `Row ${shown[0]}` : `${lines.length} rows (${shown.join(', ')}${more})`
  return `${where}: ${SENTENCES[code]}.`
}
