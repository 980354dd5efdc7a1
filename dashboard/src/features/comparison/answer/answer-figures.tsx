import type { ReactElement } from 'react'
import type { StudyEstimateContract, StudyResultContract } from '../../../../../api/src/contracts/studies.js'
import { CardRow } from '../../../components/card-row.js'
import { FigureFrame } from '../../../components/figure-card/figure-card.js'
import { bareValue, estimateEnds } from '../../../format/estimate-words.js'
import { measureName } from '../../../format/measure-words.js'
import { countOf, formatNumber } from '../../../format/number.js'
import { formatPercent } from '../../../format/percent.js'
import { comparedOf } from '../trial/draft-words.js'

/** Crude and adjusted side by side, what would matter, and who was compared. */
export function AnswerFigures({ result }: { result: StudyResultContract }): ReactElement {
  const { definition, flow, grouping } = result
  const measure = measureName(definition.measure)
  const compared = comparedOf(result)
  const all = flow[0]?.n ?? 0
  return (
    <CardRow layout="figures">
      <EstimateFigure
        label="As they are (crude)"
        estimate={result.estimates.find(({ name }) => name === 'crude')}
        measure={measure}
        words="different people: they were not drawn by lot"
      />
      <EstimateFigure
        label="Like with like (adjusted)"
        estimate={result.estimates.find(({ role }) => role === 'main')}
        measure={measure}
        words="an association, not proof of an effect"
      />
      <FigureFrame
        label="What would matter (margin)"
        figure={formatNumber(definition.margin, Number.isInteger(definition.margin) ? 0 : 1)}
        absent=""
      >
        points of {measure}; a smaller difference is called not relevant
      </FigureFrame>
      <FigureFrame label="Compared" figure={formatNumber(compared.n)} absent="">
        {compared.combined !== null && compared.groupOnly !== null && (
          <>
            {formatNumber(compared.combined)} combined, {formatNumber(compared.groupOnly)} group only
            {grouping !== null && grouping.groups > 0 && <>, in {countOf(grouping.groups, 'group')}</>};{' '}
          </>
        )}
        of {countOf(all, 'episode')}
      </FigureFrame>
    </CardRow>
  )
}

function EstimateFigure(props: {
  label: string
  estimate: StudyEstimateContract | undefined
  measure: string
  words: string
}): ReactElement {
  const { estimate } = props
  const value = estimate?.estimate ?? null
  const ends = estimate === undefined ? null : estimateEnds(estimate)
  return (
    <FigureFrame
      label={props.label}
      figure={value === null || estimate === undefined ? null : bareValue(value, estimate.unit)}
      absent="Refused"
      {...(ends === null || estimate === undefined || estimate.level === null
        ? {}
        : { intervalName: `${formatPercent(estimate.level)} interval`, interval: ends })}
    >
      {value === null || estimate === undefined ? (
        'the reason stands below'
      ) : (
        <>
          points of {props.measure}, n {formatNumber(estimate.n)}; {props.words}
        </>
      )}
    </FigureFrame>
  )
}
