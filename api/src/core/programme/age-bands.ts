/** Age at joining in bands, youngest first, as services report it. */
export const AGE_BANDS = ['under_18', '18_25', '26_44', '45_64', '65_or_over', 'unknown'] as const
/** The youngest age of each band but the first and the unknown. */
export const AGE_BAND_STARTS = [18, 26, 45, 65] as const
