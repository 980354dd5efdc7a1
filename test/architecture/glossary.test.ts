import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'

const root = join(import.meta.dirname, '../..')

/** docs/GLOSSARY.md, "Words that are not ours". */
const FOREIGN_WORDS = [
  'patient',
  'client',
  'participant',
  'facilitator',
  'clinician',
  'provider',
  'survey',
  'instrument',
]

/** Names of published things and words of frameworks. */
const EXCEPTIONS = [
  /\bprovider_id\b/g, // a column of the sign-in library
  /Patient Health Questionnaire/g, // the published name of the PHQ-9
  /\bpg[A-Z]?\w*[cC]lient\w*|\b\w*QueryClient\w*|\bPoolClient\b/g, // node-postgres, TanStack Query
]

const FILE_NAMES_THAT_SAY_NOTHING =
  /(^|[-./])(utils?|helpers?|common|misc|manager|processor|data|info)\.(ts|tsx)$/

function filesBelow(folder: string, pattern: RegExp): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && pattern.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1')
}

/** camelCase, PascalCase, snake_case and plain text, as lower-case words in the singular. */
function wordsOf(text: string): Set<string> {
  const words = text
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .match(/[a-z]+/g)
  return new Set((words ?? []).flatMap((word) => [word, word.replace(/s$/, '')]))
}

function foreignWordsIn(text: string): string[] {
  const ours = EXCEPTIONS.reduce((rest, exception) => rest.replace(exception, ''), withoutComments(text))
  const words = wordsOf(ours)
  return FOREIGN_WORDS.filter((word) => words.has(word))
}

/** What a person reads on a screen: string literals and text between tags. */
function screenTexts(source: string): string {
  const code = withoutComments(source).replace(/^import .*$/gm, '')
  const literals = code.match(/'[^'\n]*\s[^'\n]*'|"[^"\n]*\s[^"\n]*"|`[^`]*`|>[^<>{}=;]+</g)
  return (literals ?? []).join('\n')
}

describe('words', () => {
  test('the reader of words finds a foreign one in any spelling', () => {
    expect(foreignWordsIn('const patientCount = 1')).toEqual(['patient'])
    expect(foreignWordsIn('create table client_visit ()')).toEqual(['client'])
    expect(foreignWordsIn("name: 'Patient Health Questionnaire 9'")).toEqual([])
    expect(screenTexts('<p>All participants</p>')).toContain('All participants')
  })

  test.each([
    'api/src/core',
    'api/src/contracts',
    'api/src/database/migrations',
    'api/src/database/entities',
  ])('identifiers in %s are words of the glossary', (folder) => {
    const offences = filesBelow(folder, /\.ts$/).flatMap((file) =>
      foreignWordsIn(readFileSync(file, 'utf8')).map((word) => `${file.slice(root.length + 1)}: ${word}`),
    )
    expect(offences).toEqual([])
  })

  test('screens speak the words of the glossary', () => {
    const offences = ['dashboard/src', 'reports/src']
      .flatMap((folder) => filesBelow(folder, /\.tsx?$/))
      .flatMap((file) =>
        foreignWordsIn(screenTexts(readFileSync(file, 'utf8'))).map(
          (word) => `${file.slice(root.length + 1)}: ${word}`,
        ),
      )
    expect(offences).toEqual([])
  })

  test('no file has a name that says nothing, and no folder a barrel', () => {
    const offences = ['api', 'dashboard', 'reports', 'seed', 'test']
      .flatMap((folder) => filesBelow(folder, /\.tsx?$/))
      .filter((file) => FILE_NAMES_THAT_SAY_NOTHING.test(file) || /\/index\.tsx?$/.test(file))
    expect(offences).toEqual([])
  })
})
