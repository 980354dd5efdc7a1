import type { ReportContentOf } from '../../../../api/src/contracts/report-content.js'
import { measureName } from '../../../../dashboard/src/format/measure-words.js'
import { countOf } from '../../../../dashboard/src/format/number.js'
import { formatPercent } from '../../../../dashboard/src/format/percent.js'
import type { Block, Cover, Finding } from '../../document/report-document.js'
import { coverFacts } from '../cover-facts.js'
import { filterWords, periodWords } from '../filter-words.js'
import { glossary } from '../glossary.js'
import { shareFigure, shareSentence } from '../shares.js'
import {
  completenessByGroup,
  completenessBySession,
  completenessBySite,
  completenessOverall,
} from './completeness-tables.js'

type CompletenessReport = ReportContentOf<'completeness'>

/** Which records lack something, and where: what every other report stands on. */
export function completenessReport(content: CompletenessReport): { cover: Cover; blocks: Block[] } {
  const { completeness } = content.parts
  const { attendance, overall, expected_measures, groups, sites } = completeness
  const expected = overall.filter(({ measure }) => expected_measures.includes(measure))
  const words = filterWords(content)
  const cover: Cover = {
    title: titleOf(content),
    scope: [...(words.length === 0 ? ['All sites'] : words), `sessions of ${periodWords(content)}`].join(
      ' · ',
    ),
    keyFigures: [
      shareFigure('Attendance', attendance, 'sessions'),
      ...expected
        .slice(0, 3)
        .map((form) =>
          shareFigure(`${measureName(form.measure)} forms`, form.completeness, 'attended sessions'),
        ),
    ],
    introduction:
      'Outcomes are only as good as the forms they are made of. This report counts, for every attended session, whether there is a form that could be scored, and says where forms are missing.',
    facts: coverFacts(content, `${countOf(groups.length, 'group')} at ${countOf(sites.length, 'site')}`),
  }
  const blocks: Block[] = [
    { kind: 'heading', level: 1, text: 'Key findings' },
    { kind: 'findings', findings: findings(content) },
    { kind: 'heading', level: 1, text: 'By measure and by site' },
    { kind: 'table', table: completenessOverall(completeness) },
    { kind: 'table', table: completenessBySite(completeness) },
    { kind: 'heading', level: 1, text: 'By session' },
    { kind: 'table', table: completenessBySession(completeness) },
    { kind: 'heading', level: 1, text: 'By group' },
    { kind: 'table', table: completenessByGroup(completeness) },
    { kind: 'heading', level: 1, text: 'Methods and limits' },
    {
      kind: 'paragraph',
      text: 'One form is expected of each member at each session that they attended. A form that has too many missing answers to be scored is returned and does not count as valid. Groups stand in order of their id; the share of a small group says little about how carefully it works.',
    },
    ...glossary(['member', 'completeness', 'interval']),
  ]
  return { cover, blocks }
}

function titleOf({ parts: { completeness } }: CompletenessReport): string {
  const [first] = completeness.overall.filter(({ measure }) =>
    completeness.expected_measures.includes(measure),
  )
  if (first === undefined || first.completeness.proportion === null) {
    return 'No session with an expected form was attended in this period'
  }
  return `${formatPercent(first.completeness.proportion)} of attended sessions have a ${measureName(first.measure)} that could be scored`
}

function findings({ parts: { completeness } }: CompletenessReport): Finding[] {
  const { overall, expected_measures, sessions, attendance } = completeness
  return [
    {
      tone: 'neutral',
      text: `Attended, of the sessions that members could attend: ${shareSentence(attendance)}.`,
    },
    ...overall
      .filter(({ measure }) => expected_measures.includes(measure))
      .map(
        ({ measure, completeness: share, returned, valid }): Finding => ({
          tone: 'neutral',
          text: `${measureName(measure)}: ${shareSentence(share)} attended sessions have a form that could be scored${returned > valid ? `; ${countOf(returned - valid, 'returned form')} could not be` : ''}.`,
        }),
      ),
    ...(sessions === null || sessions.n === 0
      ? []
      : [
          {
            tone: sessions.lacking === 0 ? ('neutral' as const) : ('watch' as const),
            text: `${countOf(sessions.lacking, 'session')} of ${countOf(sessions.n, 'session')} ${sessions.lacking === 1 ? 'lacks' : 'lack'} attendance or a form.`,
          },
        ]),
  ]
}
