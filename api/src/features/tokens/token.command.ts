/** `tidemark token add|revoke|list` and what it says. */

import { type Command, InvalidArgumentError } from 'commander'
import {
  newTokenSchema,
  TOKEN_SCOPES,
  type Token,
  type TokenList,
  type TokenWithSecret,
} from '../../contracts/tokens.js'
import type { DatabaseAccess } from '../../database/access.js'
import { commandLineContext } from '../../database/process-contexts.js'
import { inOneSentence, printLine } from '../../platform/terminal.js'
import { TokensService } from './tokens.service.js'

type WithDatabase = <T>(work: (database: { access: DatabaseAccess }) => Promise<T>) => Promise<T>

/** Gives the command its three subcommands. */
export function addTokenCommands(token: Command, withDatabase: WithDatabase): void {
  const ask = <T>(work: (tokens: TokensService) => Promise<T>): Promise<T> =>
    withDatabase(({ access }) => inOneSentence(() => work(new TokensService(access))))

  token
    .command('add')
    .description('make a token for a program that sends records; it is shown once')
    .argument('<name>', 'whose it is, for people')
    .requiredOption('--site <ids...>', 'sites whose records it may send')
    .option('--days <n>', 'how long it lasts, 90 at most', wholeNumber, 90)
    .option('--json', 'print the token as one JSON object', false)
    .action(async (name: string, options: { site: string[]; days: number; json: boolean }) => {
      const given = newTokenSchema.safeParse({
        name,
        scopes: TOKEN_SCOPES,
        site_ids: options.site,
        expires_in_days: options.days,
      })
      if (!given.success) throw new Error(given.error.issues.map(({ message }) => message).join(' '))
      const added = await ask((tokens) => tokens.add(commandLineContext(), given.data))
      printLine(options.json ? JSON.stringify(added) : addedSummary(added))
    })

  token
    .command('revoke')
    .description('refuse a token from now on')
    .argument('<id>', 'as `token list` shows it')
    .option('--json', 'print the token as one JSON object', false)
    .action(async (tokenId: string, options: { json: boolean }) => {
      const revoked = await ask((tokens) => tokens.revoke(commandLineContext(), tokenId))
      printLine(options.json ? JSON.stringify(revoked) : `Token ${tokenId} is refused from now on.`)
    })

  token
    .command('list')
    .description('tokens that were made, expired and revoked ones too; never the tokens themselves')
    .option('--json', 'print the tokens as one JSON object', false)
    .action(async (options: { json: boolean }) => {
      const list = await ask((tokens) => tokens.list(commandLineContext()))
      printLine(options.json ? JSON.stringify(list) : listSummary(list))
    })
}

/** The token alone on its line, to be taken from there. */
function addedSummary({ token, secret }: TokenWithSecret): string {
  return [
    `Made token ${token.token_id} for ${token.site_ids.join(', ')}, until ${day(token.expires_at)}.`,
    'Keep it now: it is shown this once and stored nowhere.',
    secret,
  ].join('\n')
}

function listSummary({ tokens }: TokenList): string {
  return tokens.length === 0 ? 'There are no tokens.' : tokens.map(tokenLine).join('\n')
}

function tokenLine(token: Token): string {
  const used = token.last_used_at === null ? 'never used' : `last used ${token.last_used_at}`
  const what = `${token.name} (${token.site_ids.join(', ')})`
  return `${token.token_id}  ${token.prefix}..  ${token.status}, until ${day(token.expires_at)}, ${used}: ${what}`
}

function day(instant: string): string {
  return instant.slice(0, 10)
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It must be a whole number.')
  return Number(text)
}
