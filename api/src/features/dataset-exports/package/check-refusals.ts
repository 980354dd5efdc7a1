import { DatasetRefused } from '../../../core/dataset/dataset-refused.js'

export function differs(where: string, what: string): DatasetRefused {
  return new DatasetRefused(
    'package_differs',
    `The package was read again before it was published, and ${where} is not as it should be in ${what}. Nothing was published.`,
  )
}

export function identifier(where: string, kind: string): DatasetRefused {
  return new DatasetRefused(
    'identifier_found',
    `Something in ${where} looks like an identifier (${kind.replaceAll('_', ' ')}). Nothing was published.`,
  )
}
