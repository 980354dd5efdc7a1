import type { ReactElement } from 'react'
import type { CalibrationContract } from '../../../../api/src/contracts/model-fits.js'
import { ChartCard } from '../../components/chart-card/chart-card.js'
import { accuracyTable } from './accuracy-table.js'

/** Forecast, change alone and the naive rule side by side, at the same scores of the same members. */
export function AccuracyCard(props: { calibration: CalibrationContract; measure: string }): ReactElement {
  return (
    <ChartCard
      title="Who will not improve: forecast beside simpler rules"
      caption={[
        'members at caseness at the start with a score still to come',
        'judged by fits that had not seen them',
      ]}
      state={{ kind: 'ready' }}
      height={0}
      table={accuracyTable(props.calibration)}
      how={{
        definition:
          'Sensitivity: of those whose last score shows no reliable improvement, the share with an alert. Precision: of the alerts, the share that came true. AUC: how often the forecast of one who does not improve is the higher one; 0.5 is chance.',
        denominator: 'Members at caseness at baseline with a later score than the one judged.',
        rule: 'An alert: probability above .6. Simple change: the same from the change since baseline alone. Naive: no reliable improvement yet.',
      }}
      fileName="forecast-accuracy"
      filters={{ measure: props.measure }}
      note="The forecast is compared with simple change on the same members. Do not claim that the expected range beats simple change: that was not shown."
    />
  )
}
