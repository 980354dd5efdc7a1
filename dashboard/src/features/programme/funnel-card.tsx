import { type ReactElement, useMemo } from 'react'
import { Funnel as FunnelChart } from '../../charts/funnel.js'
import { funnel } from '../../charts/funnel.model.js'
import { cardState } from '../../components/chart-card/card-state.js'
import type { CardTable } from '../../components/chart-card/card-table.js'
import { ChartCard } from '../../components/chart-card/chart-card.js'
import type { RateFamilyOfPage } from '../../format/programme-headline.js'
import { PROGRAMME_RATE_LABELS } from '../../format/programme-rate-labels.js'
import { useChartColours } from '../../theme/use-chart-colours.js'
import { CardChoice, useCardChoice } from './card-choice.js'
import { EMPTY_TABLE } from './empty-table.js'
import { FUNNEL_BY_LABELS, funnelCaption, funnelLinks, funnelNotes, funnelTitle } from './funnel-words.js'
import { NoteLines } from './note-lines.js'
import { stateWithRelaxation } from './programme-state.js'
import type { ProgrammeTabProps } from './programme-tab.js'
import { useFunnel } from './use-funnel.js'

const HEIGHT = 340

/** Does any site, group or (where the deployment chose so) therapist lie beyond chance and ordinary differences? */
export function FunnelCard(
  props: Pick<ProgrammeTabProps, 'asked' | 'filterState' | 'choices'> & { family: RateFamilyOfPage },
): ReactElement {
  const { asked, filterState, choices, family } = props
  const [by, setBy] = useCardChoice('funnel_by', FUNNEL_BY_LABELS, 'group')
  const [rate, setRate] = useCardChoice('funnel_rate', PROGRAMME_RATE_LABELS, 'reliable_recovery')
  const answer = useFunnel(asked, { by, rate, family })
  const colours = useChartColours()
  const model = useMemo(() => (answer.data === undefined ? null : funnel(answer.data)), [answer.data])
  const table = useMemo<CardTable>(() => {
    if (model === null || answer.data === undefined) return EMPTY_TABLE
    const links = funnelLinks(answer.data, asked)
    return {
      ...model.table,
      columns: model.table.columns.map((column) =>
        column.name === 'share'
          ? { name: column.name, label: column.label, kind: 'proportion', isSortable: false }
          : { ...column, isSortable: false },
      ),
      rows: model.table.rows.map((row) => ({ ...row, ...links.get(row.key) })),
    }
  }, [model, answer.data, asked])
  const found = answer.data
  const isAnswered = found !== undefined && found.state.kind === 'answered'
  const isOffered = by === 'therapist' || found?.therapist_figures === true
  return (
    <ChartCard
      title={
        isAnswered
          ? funnelTitle(found)
          : `${PROGRAMME_RATE_LABELS[rate]} ${FUNNEL_BY_LABELS[by].toLowerCase()}`
      }
      caption={found === undefined ? ['share by how many stand behind it'] : funnelCaption(found)}
      state={cardState(answer, (data) => stateWithRelaxation(data.state, filterState, choices))}
      height={HEIGHT}
      choices={
        <>
          <CardChoice
            label="Units"
            labels={FUNNEL_BY_LABELS}
            current={by}
            usual="group"
            {...(isOffered ? {} : { without: 'therapist' })}
            onChange={setBy}
          />
          <CardChoice
            label="Rate"
            labels={PROGRAMME_RATE_LABELS}
            current={rate}
            usual="reliable_recovery"
            onChange={setRate}
          />
        </>
      }
      chart={({ width, height }) =>
        model === null ? null : <FunnelChart model={model} width={width} height={height} colours={colours} />
      }
      table={table}
      how={{
        definition: `${found?.definition ?? 'A share of each unit.'} The line is the share over all units; the limits are where a unit with that share would lie by chance in 95 and 99.8 of 100 periods.`,
        denominator:
          'Each unit stands at the number in its denominator. Units are in order of id and are never ranked: one that lies inside the limits cannot be told from the others.',
        rule: `Exact binomial limits, widened for over-dispersion from 10 units on. Calculation version ${found?.provenance.calculation_version ?? '–'}`,
      }}
      fileName={`funnel-${rate.replaceAll('_', '-')}-by-${by}`}
      filters={asked}
      note={isAnswered ? <NoteLines lines={funnelNotes(found)} /> : undefined}
    />
  )
}
