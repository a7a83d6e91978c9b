import type { Zone } from '@cauce/kernel';

const EASTERN = 'America/New_York';
const CENTRAL = 'America/Chicago';
const MOUNTAIN = 'America/Denver';
const PACIFIC = 'America/Los_Angeles';

const each = (codes: string, ...zones: Zone[]): [string, Zone[]][] =>
  codes.split(' ').map((code) => [code, zones]);

/** States, territories and D.C.; one that lies in several zones has them all (49 CFR part 71; Navajo Nation in AZ). */
const UNITED_STATES: [string, Zone[]][] = [
  ...each('CT DE DC GA ME MD MA NH NJ NY NYC NC OH PA RI SC VT VA WV', EASTERN),
  ...each('FL IN KY MI TN', EASTERN, CENTRAL),
  ...each('AL AR IL IA LA MN MS MO OK WI', CENTRAL),
  ...each('KS NE ND SD TX', CENTRAL, MOUNTAIN),
  ...each('CO MT NM UT WY', MOUNTAIN),
  ...each('ID NV OR', MOUNTAIN, PACIFIC),
  ...each('CA WA', PACIFIC),
  ['AZ', ['America/Phoenix', MOUNTAIN]],
  ['AK', ['America/Anchorage', 'America/Adak']],
  ['HI', ['Pacific/Honolulu']],
  ['PR', ['America/Puerto_Rico']],
  ['VI', ['America/St_Thomas']],
  ['GU', ['Pacific/Guam']],
  ['MP', ['Pacific/Saipan']],
  ['AS', ['Pacific/Pago_Pago']],
];

/** States by their ISO 3166-2 codes; border towns keep the clock of the other side (Ley de los Husos Horarios). */
const MEXICO: [string, Zone[]][] = [
  ...each(
    'AGU CAM CHP CMX COL DUR GRO GUA HID JAL MEX MIC MOR OAX PUE QUE SLP TAB TLA VER YUC ZAC',
    'America/Mexico_City',
  ),
  ...each('COA NLE TAM', 'America/Mexico_City', 'America/Matamoros'),
  ['BCN', ['America/Tijuana']],
  ['CHH', ['America/Chihuahua', 'America/Ciudad_Juarez', 'America/Ojinaga']],
  ['NAY', ['America/Mazatlan', 'America/Mexico_City']],
  ...each('BCS SIN', 'America/Mazatlan'),
  ['ROO', ['America/Cancun']],
  ['SON', ['America/Hermosillo']],
];

/** Regions by their ISO 3166-2 codes; Easter Island belongs to Valparaíso. */
const CHILE: [string, Zone[]][] = [
  ...each('AP TA AN AT CO LI RM ML NB BI AR LR LL', 'America/Santiago'),
  ['VS', ['America/Santiago', 'Pacific/Easter']],
  ['AI', ['America/Coyhaique']],
  ['MA', ['America/Punta_Arenas']],
];

const of = (country: string, regions: [string, Zone[]][]) =>
  regions.map(([region, zones]): [string, readonly Zone[]] => [`${country}-${region}`, zones]);

/** Country-region ("US-TX") → zones, for the countries with several zones whose regions we know. */
export const ZONES_OF_REGION: ReadonlyMap<string, readonly Zone[]> = new Map([
  ...of('US', UNITED_STATES),
  ...of('MX', MEXICO),
  ...of('CL', CHILE),
]);
