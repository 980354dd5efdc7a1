/**
 * What services in England published of finished courses, by year and by kind of therapy: for orientation.
 *
 * NHS England, NHS Talking Therapies for anxiety and depression annual reports 2022-23 to 2024-25; the tidied copy of
 * github.com/bennettoxford/nhstt @ f65c91ba (MIT). Contains public sector information licensed under the Open
 * Government Licence v3.0. No value altered; the rows over all problems of each kind of therapy.
 */

export interface NationalYear {
  readonly year: string
  readonly finished: number
  readonly notAtCaseness: number
  readonly recovered: number
  readonly reliablyRecovered: number
  readonly reliablyImproved: number
  readonly reliablyDeteriorated: number
}

/** Courses of one kind of therapy; counts as published, null where they are kept back. */
export interface NationalTherapy {
  readonly year: string
  readonly therapy: string
  readonly courses: number | null
  readonly notAtCaseness: number | null
  readonly recovered: number | null
  readonly reliablyRecovered: number | null
  readonly reliablyImproved: number | null
  readonly reliablyDeteriorated: number | null
  /** Mean fall over the spread at the start, to one decimal as published. */
  readonly phq9EffectSize: number | null
  readonly gad7EffectSize: number | null
}

export const NATIONAL_SOURCE =
  'NHS England, NHS Talking Therapies for anxiety and depression, annual reports 2022-23 to 2024-25 (Open Government Licence v3.0)'

export const NATIONAL_CAVEAT =
  'The published figures have no row for group therapy, and other members, measures of need and ways of ending a course: they are for orientation, not a standard to meet.'

export const nationalYears: readonly NationalYear[] = [
  {
    year: '2024-25',
    finished: 670419,
    notAtCaseness: 35234,
    recovered: 321061,
    reliablyRecovered: 301815,
    reliablyImproved: 452284,
    reliablyDeteriorated: 39157,
  },
  {
    year: '2023-24',
    finished: 671648,
    notAtCaseness: 37164,
    recovered: 318013,
    reliablyRecovered: 298780,
    reliablyImproved: 448634,
    reliablyDeteriorated: 39870,
  },
  {
    year: '2022-23',
    finished: 672193,
    notAtCaseness: 37805,
    recovered: 316251,
    reliablyRecovered: 297186,
    reliablyImproved: 446968,
    reliablyDeteriorated: 39919,
  },
]

type Row = readonly [
  therapy: string,
  courses: number | null,
  notAtCaseness: number | null,
  recovered: number | null,
  reliablyRecovered: number | null,
  reliablyImproved: number | null,
  reliablyDeteriorated: number | null,
  phq9EffectSize: number | null,
  gad7EffectSize: number | null,
]

const rowsOfYears: Readonly<Record<string, readonly Row[]>> = {
  '2024-25': [
    ['Applied relaxation', 80, 5, 38, 37, 51, 6, 0.9, 1],
    ['Brief psychodynamic psychotherapy', 1246, 171, 491, 453, 722, 93, 0.8, 0.8],
    ['Cognitive Behaviour Therapy (CBT)', 233776, 19999, 96164, 88751, 141866, 13899, 0.8, 0.9],
    ['Collaborative care', 1912, 170, 613, 565, 1011, 164, 0.7, 0.7],
    ['Counselling for Depression', 77602, 9094, 32637, 29463, 46054, 4842, 0.9, 0.8],
    ['Couples Therapy for Depression', 2825, 897, 937, 795, 1224, 245, 0.5, 0.5],
    ['Eye Movement Desensitisation Reprocessing', 10730, 873, 4262, 4038, 6593, 633, 0.8, 0.8],
    ['Guided Self Help (Book)', 164041, 18241, 62696, 57064, 91534, 11781, 0.7, 0.8],
    ['Guided Self Help (Computer)', 14316, 2923, 4763, 4131, 6805, 1008, 0.5, 0.6],
    ['Interpersonal Psycho therapy (IPT)', 6816, 584, 3035, 2791, 4235, 450, 1.1, 0.9],
    ['Mindfulness', 1007, 244, 212, 159, 296, 82, 0.3, 0.4],
    ['Non-Guided Self Help (Computer)', 1567, 407, 488, 420, 730, 92, 0.5, 0.6],
    ['Non-guided Self Help (Book)', 8809, 704, 1667, 1477, 3300, 942, 0.4, 0.4],
    ['Psychoeducational peer support', 40170, 6777, 10531, 8918, 16711, 3288, 0.5, 0.5],
    ['Structured Physical Activity', 17, 1, 9, 5, 6, 0, 0.9, 1.1],
  ],
  '2023-24': [
    ['Applied relaxation', 257, 14, 62, 59, 123, 8, 0.9, 0.8],
    ['Brief psychodynamic psychotherapy', 1189, 141, 449, 405, 703, 80, 0.8, 0.8],
    ['Cognitive Behaviour Therapy (CBT)', 232336, 20299, 95585, 88217, 140355, 13822, 0.8, 0.9],
    ['Collaborative care', 2548, 251, 955, 876, 1369, 183, 0.7, 0.8],
    ['Counselling for Depression', 80383, 9631, 33542, 30178, 47298, 5152, 0.9, 0.8],
    ['Couples Therapy for Depression', 2570, 813, 884, 762, 1190, 219, 0.5, 0.5],
    ['Eye Movement Desensitisation Reprocessing', 9878, 830, 3848, 3649, 6016, 567, 0.8, 0.8],
    ['Guided Self Help (Book)', 161010, 17574, 60252, 54901, 88770, 11958, 0.7, 0.8],
    ['Guided Self Help (Computer)', 17340, 3399, 5541, 4751, 8031, 1387, 0.5, 0.6],
    ['Interpersonal Psycho therapy (IPT)', 6655, 658, 2873, 2638, 4109, 407, 1, 0.9],
    ['Mindfulness', 1202, 277, 281, 231, 419, 97, 0.4, 0.4],
    ['Non-Guided Self Help (Computer)', 561, 107, 144, 124, 227, 46, 0.4, 0.5],
    ['Non-guided Self Help (Book)', 7266, 672, 1453, 1244, 2747, 744, 0.4, 0.4],
    ['Psychoeducational peer support', 38496, 6563, 10149, 8646, 16181, 2949, 0.5, 0.5],
    ['Structured Physical Activity', 33, 9, 6, 5, 14, 1, 0.4, 0.5],
  ],
  '2022-23': [
    ['Applied relaxation', 321, 16, 67, 65, 206, 16, 1, 1.1],
    ['Brief psychodynamic psychotherapy', 1478, 179, 546, 486, 817, 90, 0.8, 0.8],
    ['Cognitive Behaviour Therapy (CBT)', 227816, 19556, 93683, 86732, 138374, 13418, 0.8, 0.9],
    ['Collaborative care', 2768, 266, 1090, 998, 1533, 217, 0.7, 0.9],
    ['Counselling for Depression', 72560, 8812, 30316, 27380, 42511, 4689, 0.9, 0.8],
    ['Couples Therapy for Depression', 2308, 706, 852, 753, 1095, 177, 0.6, 0.6],
    ['Eye Movement Desensitisation Reprocessing', 8279, 794, 3046, 2865, 4788, 499, 0.7, 0.8],
    ['Guided Self Help (Book)', 163379, 17829, 61072, 55656, 89467, 11903, 0.7, 0.8],
    ['Guided Self Help (Computer)', 24154, 4279, 7300, 6317, 10887, 1870, 0.5, 0.6],
    ['Interpersonal Psycho therapy (IPT)', 5860, 477, 2619, 2435, 3657, 361, 1.1, 0.9],
    ['Mindfulness', 792, 241, 174, 138, 244, 64, 0.3, 0.4],
    ['Non-Guided Self Help (Computer)', 1212, 250, 385, 336, 569, 106, 0.5, 0.6],
    ['Non-guided Self Help (Book)', 4614, 403, 1255, 1129, 2175, 411, 0.6, 0.6],
    ['Psychoeducational peer support', 36575, 6177, 9976, 8537, 15715, 2613, 0.5, 0.5],
    ['Structured Physical Activity', 24, 10, 5, 4, 7, 1, 0.3, 0.4],
  ],
}

export const nationalTherapies: readonly NationalTherapy[] = Object.entries(rowsOfYears).flatMap(
  ([year, rows]) =>
    rows.map(
      ([
        therapy,
        courses,
        notAtCaseness,
        recovered,
        reliablyRecovered,
        reliablyImproved,
        reliablyDeteriorated,
        phq9EffectSize,
        gad7EffectSize,
      ]) => ({
        year,
        therapy,
        courses,
        notAtCaseness,
        recovered,
        reliablyRecovered,
        reliablyImproved,
        reliablyDeteriorated,
        phq9EffectSize,
        gad7EffectSize,
      }),
    ),
)
