/** What becomes of each row of one file: added, corrected, already there, or rejected with every reason. */

import type { RowProblem } from './codes.js'
import type { ImportFileName } from './import-columns.js'
import type { Named, RowReading } from './records.js'

/** The rows of one file; `columns` are the known ones that its header has. */
export interface FileReadings<Content, Key> {
  readonly columns: ReadonlySet<string>
  readonly readings: readonly RowReading<Content, Key>[]
}

/** `revived`: stored but voided, and now imported again. */
export type Change = 'added' | 'corrected' | 'revived' | 'duplicate'

export interface Candidate<Content, Stored> {
  readonly line: number
  /** Further lines that say the same. */
  readonly repeats: readonly number[]
  /** With what is stored in place of columns that the file lacks. */
  readonly record: Content
  readonly change: Change
  readonly stored: Stored | null
}

export interface RowReject {
  readonly line: number
  readonly problems: readonly RowProblem[]
  readonly isSafetyRelevant: boolean
}

export interface RowJudge<Content, Key, Stored extends Content> {
  readonly keyOf: (record: Content) => string
  /** Columns beside the key that a conflict between two rows of the file points to. */
  readonly keyColumn: string
  readonly isSame: (one: Content, other: Content) => boolean
  readonly storedOf: (record: Content) => Stored | undefined
  readonly merged: (record: Content, stored: Stored) => Content
  readonly problemsOfRecord: (record: Content, stored: Stored | null, line: number) => readonly RowProblem[]
  readonly problemsOfNamed: (named: Named<Key>) => readonly RowProblem[]
  /** Where two rows of the file contradict each other in a way that has a name of its own. */
  readonly conflictInFile?: (one: Content, other: Content) => RowProblem | null
  readonly isVoided?: (stored: Stored) => boolean
  readonly isSafetyRelevant?: (record: Content) => boolean
}

/** The rows of one file under judgement. Later rules may still take a candidate out. */
export class JudgedFile<Content, Stored extends Content = Content> {
  readonly file: ImportFileName
  readonly rows: number
  readonly rejects: RowReject[] = []
  #candidates: Candidate<Content, Stored>[] = []
  readonly #isSafetyRelevant: (record: Content) => boolean

  constructor(file: ImportFileName, rows: number, isSafetyRelevant: (record: Content) => boolean) {
    this.file = file
    this.rows = rows
    this.#isSafetyRelevant = isSafetyRelevant
  }

  get candidates(): readonly Candidate<Content, Stored>[] {
    return this.#candidates
  }

  /** Candidates that change something. */
  changes(): Candidate<Content, Stored>[] {
    return this.#candidates.filter((candidate) => candidate.change !== 'duplicate')
  }

  add(candidate: Candidate<Content, Stored>): void {
    this.#candidates.push(candidate)
  }

  rejectLine(line: number, problems: readonly RowProblem[], isSafetyRelevant: boolean): void {
    this.rejects.push({ line, problems, isSafetyRelevant })
  }

  /** Takes candidates out, with every line that says the same; those without problems stay. */
  rejectWhere(problemsOf: (candidate: Candidate<Content, Stored>) => readonly RowProblem[]): void {
    const kept: Candidate<Content, Stored>[] = []
    for (const candidate of this.#candidates) {
      const problems = problemsOf(candidate)
      if (problems.length === 0) kept.push(candidate)
      else this.rejectLines(candidate, problems)
    }
    this.#candidates = kept
  }

  rejectLines(
    row: Pick<Candidate<Content, Stored>, 'line' | 'repeats' | 'record'>,
    problems: readonly RowProblem[],
  ): void {
    const isSafetyRelevant = this.#isSafetyRelevant(row.record)
    for (const line of [row.line, ...row.repeats]) this.rejectLine(line, problems, isSafetyRelevant)
  }
}

/**
 * Judges the rows of one file by themselves, against each other and against what is stored.
 *
 * @param given       null when the file is absent: no rows
 * @param isCorrecting rows that differ from what is stored replace it, in place of being a conflict
 */
export function judgeRows<Content, Key, Stored extends Content>(
  file: ImportFileName,
  given: FileReadings<Content, Key> | null,
  judge: RowJudge<Content, Key, Stored>,
  isCorrecting: boolean,
): JudgedFile<Content, Stored> {
  const readings = given?.readings ?? []
  const judged = new JudgedFile<Content, Stored>(
    file,
    readings.length,
    judge.isSafetyRelevant ?? (() => false),
  )
  const byKey = new Map<string, SameKey<Content>>()
  for (const reading of readings) {
    if (reading.kind === 'read') addToKey(byKey, judge, reading.line, reading.record)
    else {
      const problems = [...reading.problems, ...judge.problemsOfNamed(reading.named)]
      judged.rejectLine(reading.line, problems, reading.isSafetyRelevant)
    }
  }
  for (const row of byKey.values()) judgeKey(judged, judge, row, isCorrecting)
  return judged
}

interface SameKey<Content> {
  readonly line: number
  readonly record: Content
  repeats: number[]
  /** Rows of the same key that say something else. */
  contradictions: { line: number; record: Content }[]
}

const NO_LINES: number[] = []

function addToKey<Content, Key, Stored extends Content>(
  byKey: Map<string, SameKey<Content>>,
  judge: RowJudge<Content, Key, Stored>,
  line: number,
  record: Content,
): void {
  const key = judge.keyOf(record)
  const first = byKey.get(key)
  if (first === undefined) byKey.set(key, { line, record, repeats: NO_LINES, contradictions: [] })
  else if (judge.isSame(first.record, record)) first.repeats = [...first.repeats, line]
  else first.contradictions.push({ line, record })
}

function judgeKey<Content, Key, Stored extends Content>(
  judged: JudgedFile<Content, Stored>,
  judge: RowJudge<Content, Key, Stored>,
  row: SameKey<Content>,
  isCorrecting: boolean,
): void {
  const { line, repeats } = row
  if (row.contradictions.length > 0) {
    // Which of them is right cannot be known, so the order of rows must not decide it.
    const named = row.contradictions.map((other) => judge.conflictInFile?.(row.record, other.record) ?? null)
    const problem = named.find((conflict) => conflict !== null) ?? conflictInFile(judge.keyColumn)
    judged.rejectLines(row, [problem])
    for (const other of row.contradictions) judged.rejectLines({ ...other, repeats: [] }, [problem])
    return
  }
  const stored = judge.storedOf(row.record)
  if (stored === undefined) {
    const problems = judge.problemsOfRecord(row.record, null, line)
    if (problems.length > 0) judged.rejectLines(row, problems)
    else judged.add({ line, repeats, record: row.record, change: 'added', stored: null })
    return
  }
  const record = judge.merged(row.record, stored)
  const isVoided = judge.isVoided?.(stored) ?? false
  if (!isVoided && judge.isSame(record, stored)) {
    judged.add({ line, repeats, record, change: 'duplicate', stored })
    return
  }
  if (!isVoided && !isCorrecting) {
    judged.rejectLines(row, [conflictWithStored(judge.keyColumn)])
    return
  }
  const problems = judge.problemsOfRecord(record, stored, line)
  if (problems.length > 0) judged.rejectLines({ line, repeats, record }, problems)
  else judged.add({ line, repeats, record, change: isVoided ? 'revived' : 'corrected', stored })
}

function conflictInFile(column: string): RowProblem {
  const message = 'The file has this key more than once with different contents. Keep the right row.'
  return { column, code: 'conflict', expected: 'one content for one key', message }
}

function conflictWithStored(column: string): RowProblem {
  const message =
    'Another content is stored under this key. Give a reason for the correction to replace it; the old one is kept.'
  return {
    column,
    code: 'conflict',
    expected: 'the content that is stored, or a correction with its reason',
    message,
  }
}
