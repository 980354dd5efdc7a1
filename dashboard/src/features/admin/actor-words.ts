import type { User } from '../../../../api/src/contracts/users.js'

const OTHER_ACTORS: Readonly<Record<string, string>> = {
  command_line: 'the command line',
  worker: 'the server’s own work',
  system: 'the system',
}

/** Who did something, from `user:ab12` as records keep it: a name as it is now, or the id where there is none. */
export function actorWords(actor: string, users: readonly User[]): string {
  const [kind = '', ...rest] = actor.split(':')
  const id = rest.join(':')
  if (kind === 'user') return users.find((user) => user.user_id === id)?.name ?? `user ${id}`
  const words = OTHER_ACTORS[kind]
  if (words === undefined) return actor
  return id === '' ? words : `${words} (${id})`
}
