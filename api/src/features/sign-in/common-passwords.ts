/** The passwords that others use most, from lists of what was stolen elsewhere. Read when somebody first chooses one. */

let known: Promise<ReadonlySet<string>> | null = null

export function commonPasswords(): Promise<ReadonlySet<string>> {
  known ??= read()
  return known
}

async function read(): Promise<ReadonlySet<string>> {
  const { dictionary } = await import('@zxcvbn-ts/language-common')
  return new Set(dictionary['passwords-common'].map((word) => String(word).toLowerCase()))
}
