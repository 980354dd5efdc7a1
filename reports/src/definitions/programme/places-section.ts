import type { Funnel } from '../../../../api/src/contracts/programme-charts.js'
import { funnel } from '../../../../dashboard/src/charts/funnel.model.js'
import { countOf } from '../../../../dashboard/src/format/number.js'
import { formatPercent } from '../../../../dashboard/src/format/percent.js'
import type { Block } from '../../document/report-document.js'
import type { ReportTable } from '../../document/report-table.js'
import { funnelPicture } from '../../figures/pictures.js'
import { namedFinding, RATE_NAMES } from '../rate-words.js'
import type { ProgrammeReport } from './programme-report.js'

/** Sites and groups beside what chance allows for their size; in order of id, never of rank. */
export function placesSection({ parts: { funnels } }: ProgrammeReport): Block[] {
  const answered = funnels.filter(({ units }) => units.length > 0)
  if (answered.length === 0) return []
  return [
    { kind: 'heading', level: 1, text: 'Sites and groups' },
    {
      kind: 'paragraph',
      text: 'A small group has a high or a low rate by chance more often than a large one. What counts is not who is first, but who lies further from the programme as a whole than its size explains. Nobody is ranked.',
    },
    ...answered.flatMap((answer): Block[] => [figureOf(answer), { kind: 'table', table: unitsOf(answer) }]),
  ]
}

function figureOf(answer: Funnel): Block {
  const model = funnel(answer)
  const id = `funnel-picture-by-${answer.by}`
  return {
    kind: 'figure',
    id,
    title: namedFinding(`${RATE_NAMES[answer.rate]} by ${answer.by}`, answer.finding),
    caption: `Each mark is one ${answer.by}, further right the more members stand behind it; the lines are the limits (95 % and 99.8 %) that chance leaves around the share of all. ${answer.better === 'higher' ? 'Higher' : 'Lower'} is better.`,
    picture: model.marks.length === 0 ? null : funnelPicture(model),
    whenEmpty: answer.state.message ?? 'There is nothing to compare.',
    table: unitsOf(answer),
  }
}

function unitsOf(funnel: Funnel): ReportTable {
  const { by, rate, units, target, units_without, over_dispersion } = funnel
  return {
    id: `funnel-by-${by}`,
    caption: `${RATE_NAMES[rate]} by ${by}: ${funnel.finding.charAt(0).toLowerCase()}${funnel.finding.slice(1)}`,
    columns: [
      { name: `${by}_id`, label: 'Id', kind: 'text', isInFileOnly: true },
      { name: by, label: by === 'site' ? 'Site' : 'Group', kind: 'text' },
      { name: 'numerator', label: 'n', kind: 'number' },
      { name: 'denominator', label: 'of', kind: 'number' },
      { name: 'share', label: 'Share', kind: 'share', unit: 'proportion 0 to 1' },
      {
        name: 'z',
        label: 'z',
        kind: 'number',
        decimals: 2,
        isInFileOnly: true,
        meaning: 'Distance from the target in standard errors',
      },
      { name: 'verdict', label: 'Against the limits of chance', kind: 'text' },
    ],
    rows: units.map((unit) => ({
      key: unit.unit,
      cells: [unit.unit, unit.name, unit.numerator, unit.n, unit.share, unit.z, FLAG_WORDS[unit.flag]],
      isStrong: unit.flag === 'below_998' || unit.flag === 'above_998',
    })),
    note: [
      ...(target === null ? [] : [`All together: ${formatPercent(target)}.`]),
      funnel.definition,
      ...(over_dispersion === null ? [] : [over_dispersion.words]),
      ...(units_without === 0 ? [] : [`${countOf(units_without, by)} with nobody to count left out.`]),
    ].join(' '),
    whenEmpty: funnel.state.message ?? 'There is nothing to compare.',
  }
}

const FLAG_WORDS: Readonly<Record<Funnel['units'][number]['flag'], string>> = {
  below_998: '▼ below the 99.8 % limits',
  below_95: 'below the 95 % limits',
  within: 'within',
  above_95: 'above the 95 % limits',
  above_998: '▲ above the 99.8 % limits',
}
