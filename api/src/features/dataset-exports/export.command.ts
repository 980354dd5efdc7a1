/** `tidemark export`: anonymised data sets. `check` judges any table with declared hierarchies. */

import { type Command, InvalidArgumentError } from 'commander'
import { checkTable, type TableCheck } from '../../core/disclosure/check-table.js'
import { printLine } from '../../platform/terminal.js'
import { readHierarchies, readTable } from './read-table.js'
import { checkOnTheWire, checkSummary } from './table-check-words.js'

/** Risks above one in five are high: the share that many statistical offices print. */
const HIGH_RISK = 0.2

interface CheckOptions {
  quasi: string[]
  sensitive: string[]
  hierarchies?: string
  k: number
  suppression: number
  l?: number
  t?: number
  threshold: number
  json: boolean
}

/** Gives the command its subcommand. */
export function addExportCommands(command: Command): void {
  command
    .command('check')
    .description('find the least generalisation of a table that keeps k, and its risks; needs no database')
    .argument('<file>', 'a CSV file with a header, parted by , or ;')
    .requiredOption('--quasi <columns>', 'what others may know of a person: A,B', names)
    .option('--sensitive <columns>', 'what nobody should learn of a person: C,D', names, [])
    .option('--hierarchies <folder>', 'a file A.csv a column: the value, then what it becomes, no header')
    .option('--k <n>', 'rows that look alike, at least', wholeNumber, 11)
    .option('--suppression <share>', 'share of the rows that may be left out', share, 0.05)
    .option('--l <n>', 'distinct sensitive values among rows that look alike, at least', wholeNumber)
    .option('--t <distance>', 'distance of rows that look alike from all rows, at most', share)
    .option('--threshold <share>', 'risks above it count as high', share, HIGH_RISK)
    .option('--json', 'print the figures as one JSON object', false)
    .action(async (file: string, options: CheckOptions) => {
      const check = await checkFile(file, options)
      printLine(options.json ? JSON.stringify(checkOnTheWire(check)) : checkSummary(check))
      process.exitCode = check.result.kind === 'found' ? 0 : 1
    })
}

async function checkFile(file: string, options: CheckOptions): Promise<TableCheck> {
  const { quasi, sensitive, hierarchies, k, suppression, l, t, threshold } = options
  return checkTable({
    columns: await readTable(file),
    quasi,
    sensitive,
    hierarchies: hierarchies === undefined ? new Map() : await readHierarchies(hierarchies, quasi),
    requirement: { k, suppressionLimit: suppression, distinctL: l ?? null, closenessT: t ?? null },
    threshold,
  })
}

function names(text: string): string[] {
  const found = text.split(',').map((name) => name.trim())
  if (found.includes('')) throw new InvalidArgumentError('Give names of columns, parted by commas.')
  return found
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It must be a whole number.')
  return Number(text)
}

function share(text: string): number {
  const number = Number(text)
  if (text.trim() === '' || !(number >= 0 && number <= 1)) {
    throw new InvalidArgumentError('It must be a number from 0 to 1.')
  }
  return number
}
