import type { Benchmarks } from '../../contracts/programme.js'
import {
  NATIONAL_CAVEAT,
  NATIONAL_SOURCE,
  type NationalTherapy,
  type NationalYear,
  nationalTherapies,
  nationalYears,
} from '../../core/programme/national-benchmarks.js'

type Counts = Omit<NationalTherapy, 'year' | 'therapy' | 'courses' | 'phq9EffectSize' | 'gad7EffectSize'>

/** The published figures, by the denominators of the national family. */
export function benchmarksOnTheWire(): Benchmarks {
  return {
    source: NATIONAL_SOURCE,
    caveat: NATIONAL_CAVEAT,
    years: nationalYears.map((year: NationalYear) => ({
      year: year.year,
      finished: year.finished,
      rates: ratesOf(year, year.finished),
    })),
    therapies: nationalTherapies.map((row) => ({
      year: row.year,
      therapy: row.therapy,
      courses: row.courses,
      rates: ratesOf(row, row.courses),
      phq9_effect_size: row.phq9EffectSize,
      gad7_effect_size: row.gad7EffectSize,
    })),
  }
}

function ratesOf(counts: Counts, finished: number | null): Benchmarks['years'][number]['rates'] {
  const cases = finished === null || counts.notAtCaseness === null ? null : finished - counts.notAtCaseness
  return {
    recovery: share(counts.recovered, cases),
    reliable_recovery: share(counts.reliablyRecovered, cases),
    reliable_improvement: share(counts.reliablyImproved, finished),
    reliable_deterioration: share(counts.reliablyDeteriorated, finished),
  }
}

function share(count: number | null, of: number | null): number | null {
  return count === null || of === null || of === 0 ? null : count / of
}
