import { type ReactElement, useMemo } from 'react'
import type { MeasureContract } from '../../../../../api/src/contracts/measures.js'
import type { StudyResultContract } from '../../../../../api/src/contracts/studies.js'
import { Forest } from '../../../charts/forest.js'
import { forestBlock, forestEntry } from '../../../charts/forest.model.js'
import { Card } from '../../../components/card.js'
import { measureName } from '../../../format/measure-words.js'
import { formatNumber } from '../../../format/number.js'
import { useChartColours } from '../../../theme/use-chart-colours.js'
import styles from '../comparison.module.css'
import { favoursOfPoints } from '../favours.js'
import { movedWords } from './answer-words.js'

/** Of the drawn table where there is room for two columns. */
const WIDTH = 760

/** The answer drawn: crude and adjusted on one axis with the margin, and why they differ or why there is no answer. */
export function AnswerCard(props: {
  result: StudyResultContract
  direction: MeasureContract['direction']
}): ReactElement {
  const { result, direction } = props
  const { verdict, definition, sign_change } = result
  const colours = useChartColours()
  const block = useMemo(() => {
    const shown = result.estimates.filter(({ name, role }) => name === 'crude' || role === 'main')
    return forestBlock({
      key: 'answer',
      title: `Points of ${measureName(definition.measure)}`,
      aside: `shaded: less than ${formatNumber(definition.margin, Number.isInteger(definition.margin) ? 0 : 1)} points, not relevant`,
      unit: 'points',
      margin: definition.margin,
      ...favoursOfPoints(direction),
      entries: shown.map((each) => ({
        ...forestEntry(each, each.name === 'crude' ? 'As they are (crude)' : 'Like with like (adjusted)'),
        detail: null,
        nWords: null,
      })),
    })
  }, [result.estimates, definition, direction])
  const moved = sign_change?.text ?? movedWords(result)
  return (
    <Card label="The answer, drawn">
      <div className={styles.answer}>
        <Forest
          caption="Crude and adjusted difference with their intervals"
          blocks={[block]}
          valueHead="Difference, 95 % interval"
          width={WIDTH}
          colours={colours}
        />
        <div className={styles.sides}>
          {verdict.code !== 'refused' && verdict.reasons.length > 0 && (
            <section>
              <h2 className={styles.title}>Why these data cannot tell</h2>
              <ul className={styles.words}>
                {verdict.reasons.map((reason) => (
                  <li key={reason}>{reason.replace(/^\w/, (letter) => letter.toUpperCase())}.</li>
                ))}
              </ul>
            </section>
          )}
          {moved !== null && (
            <section>
              <h2 className={styles.title}>
                {sign_change === null ? 'What adjusting moves' : 'Why the sign changes'}
              </h2>
              <p className={styles.paragraph}>{moved}</p>
            </section>
          )}
        </div>
      </div>
    </Card>
  )
}
