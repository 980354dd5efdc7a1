/** `tidemark export tables`: what the route answers, released first where a quarter waits for it. */

import { type Command, Option } from 'commander'
import type { AggregateRowContract, AggregateTablesAnswer } from '../../../contracts/aggregate-tables.js'
import type { DatabaseAccess } from '../../../database/access.js'
import { commandLineContext } from '../../../database/process-contexts.js'
import type { Clock } from '../../../platform/clock.js'
import { printLine } from '../../../platform/terminal.js'
import { readRelease } from './read-release.service.js'
import { releaseAggregateTables } from './release-tables.service.js'

type WithDatabase = <T>(work: (database: { access: DatabaseAccess }) => Promise<T>) => Promise<T>

/** Leaves 0 with a release, 1 without one. */
export function addExportTablesCommand(command: Command, withDatabase: WithDatabase, clock: Clock): void {
  command
    .command('tables')
    .description('how members changed, by one variable at a time, as released for the last quarter')
    .addOption(new Option('--measure <code>', 'what it is about').choices(['phq9', 'gad7']).default('phq9'))
    .option('--json', 'print the release as one JSON object', false)
    .action(async ({ measure, json }: { measure: AggregateTablesAnswer['measure']; json: boolean }) => {
      const context = commandLineContext()
      const answer = await withDatabase(async ({ access }) => {
        await releaseAggregateTables(access, context, clock)
        return access.run(context, (transaction) => readRelease(transaction, measure), { readOnly: true })
      })
      printLine(json ? JSON.stringify(answer) : tablesWords(answer))
      process.exitCode = answer.release === null ? 1 : 0
    })
}

function tablesWords({ release, least_persons }: AggregateTablesAnswer): string {
  if (release === null)
    return `No quarter has ended yet in which ${least_persons} persons had ended an episode: nothing is released.`
  const row = ({ label, persons, counts, mean_change }: AggregateRowContract) =>
    `  ${label}: ${told(persons)} persons; ${counts.map((count, place) => `${told(count)} ${release.columns[place]?.label.toLowerCase()}`).join(', ')}; mean change ${told(mean_change)}`
  return [
    `Episodes ended by ${release.until}; counts rounded to 5`,
    row(release.total),
    ...release.tables.flatMap(({ label, rows }) => [
      rows === null ? `${label}: kept back as a whole` : label,
      ...(rows ?? []).map(row),
    ]),
  ].join('\n')
}

function told(value: number | null): string {
  return value === null ? 'kept back' : String(value)
}
