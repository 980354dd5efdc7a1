import type { Study } from '../../../../../api/src/contracts/studies.js'

type Standing = Study['standing']

const REASONS: Readonly<Record<Standing['reasons'][number], string>> = {
  records_changed: 'Records of its sites have changed since.',
  calculation_changed: 'A newer version of the product calculates otherwise.',
  later_day: 'It is a later day: more members have reached their outcome.',
}

/** What has happened since a version was worked out. */
export function standingWords({ reasons }: Standing): string {
  return reasons.map((reason) => REASONS[reason]).join(' ')
}
